"""The way of an assessment: goals, self, manager, second manager, calibration, HR check, publication.

The second manager's turn is left out where there is none above the first: `finish_rating` is guarded by it.
"""

from typing import TYPE_CHECKING

from domain.appraisal import assessment_effects as effects
from domain.appraisal import assessment_rules as rules
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.contested import appeal_is_decided, appeal_is_filed
from domain.appraisal.separation import (
    changed_no_score,
    not_the_subject,
    outside_the_line,
    the_rater,
    the_second_rater,
    the_subject,
)
from domain.appraisal.tell_assessment import telling_each
from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow

if TYPE_CHECKING:
    from domain.appraisal.assessment import Assessment

S = AssessmentState
READ, RATE, HR = (
    Permission.ASSESSMENTS_READ, Permission.ASSESSMENTS_RATE, Permission.ASSESSMENTS_ADMINISTER,
)  # fmt: skip
CALIBRATE, DECIDE = Permission.ASSESSMENTS_CALIBRATE, Permission.ASSESSMENTS_DECIDE
GOALS: tuple[Step["Assessment"], ...] = (
    Step(
        name="propose_goals", source=S.GOALS, target=S.GOALS, permission=RATE,
        guards=(the_rater, rules.goals_are_complete), effects=(effects.note_proposal,), allowed_days=14,
    ),
    Step(
        name="agree_goals", source=S.GOALS, target=S.SELF_RATING, permission=READ,
        guards=(the_subject, rules.goals_are_proposed, rules.goals_are_complete), allowed_days=14,
    ),
    Step(
        name="settle_goals", source=S.GOALS, target=S.SELF_RATING, permission=HR,
        guards=(not_the_subject, rules.goals_are_complete), needs_reason=True,
    ),
    Step(
        name="reopen_goals", source=S.SELF_RATING, target=S.GOALS, permission=HR,
        guards=(not_the_subject,), needs_reason=True,
    ),
)  # fmt: skip
RATINGS: tuple[Step["Assessment"], ...] = (
    Step(
        name="submit_self", source=S.SELF_RATING, target=S.MANAGER_RATING, permission=READ,
        guards=(the_subject, rules.ratings_are_open, rules.person_rated_themselves), allowed_days=14,
    ),
    Step(
        name="skip_self", source=S.SELF_RATING, target=S.MANAGER_RATING, permission=HR,
        guards=(not_the_subject, rules.ratings_are_open), needs_reason=True,
    ),
    Step(
        name="send_back_self", source=S.MANAGER_RATING, target=S.SELF_RATING, permission=RATE,
        guards=(the_rater,), needs_reason=True,
    ),
    Step(
        name="submit_rating", source=S.MANAGER_RATING, target=S.SECOND_RATING, permission=RATE,
        guards=(the_rater, rules.somebody_is_second, rules.manager_rated), allowed_days=14,
    ),
    Step(
        name="finish_rating", source=S.MANAGER_RATING, target=S.CALIBRATION, permission=RATE,
        guards=(the_rater, rules.nobody_is_second, rules.manager_rated), allowed_days=14,
    ),
    Step(
        name="confirm_rating", source=S.SECOND_RATING, target=S.CALIBRATION, permission=RATE,
        guards=(the_second_rater, rules.manager_rated), allowed_days=7,
    ),
    Step(
        name="send_back_rating", source=S.SECOND_RATING, target=S.MANAGER_RATING, permission=RATE,
        guards=(the_second_rater,), needs_reason=True,
    ),
    Step(
        name="skip_second", source=S.SECOND_RATING, target=S.CALIBRATION, permission=HR,
        guards=(not_the_subject, rules.nobody_is_second, rules.manager_rated), needs_reason=True,
    ),
)  # fmt: skip
CHECKS: tuple[Step["Assessment"], ...] = (
    Step(
        name="finish_calibration", source=S.CALIBRATION, target=S.HR_CHECK, permission=CALIBRATE,
        guards=(not_the_subject, rules.is_calibrating, rules.is_scored), allowed_days=14,
    ),
    Step(
        name="rate_again", source=S.CALIBRATION, target=S.MANAGER_RATING, permission=CALIBRATE,
        guards=(not_the_subject,), effects=(effects.drop_adjustment,), needs_reason=True,
    ),
    Step(
        name="calibrate_again", source=S.HR_CHECK, target=S.CALIBRATION, permission=HR,
        guards=(not_the_subject,), needs_reason=True,
    ),
    Step(
        name="publish", source=S.HR_CHECK, target=S.PUBLISHED, permission=HR,
        guards=(rules.is_calibrating, outside_the_line, changed_no_score, rules.is_scored),
        effects=(effects.seal_result,), allowed_days=7,
    ),
)  # fmt: skip
AFTER: tuple[Step["Assessment"], ...] = (
    Step(
        name="acknowledge", source=S.PUBLISHED, target=S.ACKNOWLEDGED, permission=READ,
        guards=(the_subject,), allowed_days=14,
    ),
    Step(
        name="appeal", source=frozenset({S.PUBLISHED, S.ACKNOWLEDGED}), target=S.APPEALED, permission=READ,
        guards=(the_subject, appeal_is_filed), needs_reason=True,
    ),
    Step(
        name="decide_appeal", source=S.APPEALED, target=S.DECIDED, permission=DECIDE,
        guards=(outside_the_line, appeal_is_decided), needs_reason=True, allowed_days=14,
    ),
)  # fmt: skip

ASSESSMENT_WORKFLOW: Workflow["Assessment"] = Workflow(
    S.GOALS, telling_each((*GOALS, *RATINGS, *CHECKS, *AFTER))
)
"""Fields change through verbs only, each in its own states, so none is freely editable."""
