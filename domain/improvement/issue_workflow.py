"""The loop: triage, cause, plan, approval, work, proof, observation, verdict; then the end or once more."""

from typing import TYPE_CHECKING

from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow
from domain.improvement import issue_effects as effects
from domain.improvement import issue_rules as rules
from domain.improvement import verdict_rules as verdicts
from domain.improvement.issue_state import OPEN, IssueState
from domain.improvement.separation import independent, not_the_owner, not_the_reporter, the_owner
from domain.improvement.tell_issue import telling_each

if TYPE_CHECKING:
    from domain.improvement.issue import Issue

S = IssueState
TRIAGE: tuple[Step["Issue"], ...] = (
    Step(
        name="triage", source=S.IDENTIFIED, target=S.TRIAGED, permission=Permission.ISSUES_TRIAGE,
        guards=(not_the_reporter, rules.problem_is_stated, rules.rated_and_assigned), allowed_days=4,
    ),
    Step(
        name="reject", source=S.IDENTIFIED, target=S.REJECTED, permission=Permission.ISSUES_TRIAGE,
        guards=(not_the_reporter,), effects=(effects.date_end,), needs_reason=True, allowed_days=4,
    ),
    Step(
        name="mark_duplicate", source=S.IDENTIFIED, target=S.DUPLICATE, permission=Permission.ISSUES_TRIAGE,
        guards=(not_the_reporter, rules.original_is_named), effects=(effects.date_end,), allowed_days=4,
    ),
)  # fmt: skip
PLANNING: tuple[Step["Issue"], ...] = (
    Step(
        name="start_analysis", source=S.TRIAGED, target=S.CAUSE_ANALYSIS, permission=Permission.ISSUES_OWN,
        guards=(the_owner, rules.damage_is_contained), allowed_days=5,
    ),
    Step(
        name="propose_plan", source=S.CAUSE_ANALYSIS, target=S.PLAN_PROPOSED,
        permission=Permission.ISSUES_OWN,
        guards=(
            the_owner, rules.cause_is_found, rules.effect_is_registered, rules.measures_are_planned,
        ),
        allowed_days=21,
    ),
    Step(
        name="approve_plan", source=S.PLAN_PROPOSED, target=S.PLAN_APPROVED,
        permission=Permission.ISSUES_APPROVE,
        guards=(
            not_the_owner, rules.cause_is_found, rules.effect_is_registered, rules.measures_are_planned,
        ),
        effects=(effects.record_approval,), allowed_days=7,
    ),
    Step(
        name="send_back_plan", source=S.PLAN_PROPOSED, target=S.CAUSE_ANALYSIS,
        permission=Permission.ISSUES_APPROVE, guards=(not_the_owner,), needs_reason=True, allowed_days=7,
    ),
    Step(
        name="revise_plan", source=frozenset({S.PLAN_PROPOSED, S.PLAN_APPROVED, S.IN_PROGRESS}),
        target=S.CAUSE_ANALYSIS, permission=Permission.ISSUES_OWN, guards=(the_owner,),
        effects=(effects.drop_approval,), needs_reason=True,
    ),
)  # fmt: skip
WORK: tuple[Step["Issue"], ...] = (
    Step(
        name="start_work", source=S.PLAN_APPROVED, target=S.IN_PROGRESS, permission=Permission.ISSUES_OWN,
        guards=(the_owner, rules.plan_is_as_approved), effects=(effects.open_measures,), allowed_days=5,
    ),
    Step(
        name="report_implemented", source=S.IN_PROGRESS, target=S.IMPLEMENTED,
        permission=Permission.ISSUES_OWN,
        guards=(the_owner, rules.plan_is_as_approved, rules.all_measures_are_done),
        effects=(effects.date_implementation,),
    ),
    Step(
        name="accept_proof", source=S.IMPLEMENTED, target=S.OBSERVING, permission=Permission.ISSUES_VERIFY,
        guards=(independent, rules.plan_is_as_approved, rules.all_measures_are_done),
        effects=(effects.name_verifier, effects.date_observation), needs_reason=True, allowed_days=14,
    ),
    Step(
        name="send_back_proof", source=S.IMPLEMENTED, target=S.IN_PROGRESS,
        permission=Permission.ISSUES_VERIFY, guards=(independent, rules.some_measure_is_reopened),
        needs_reason=True, allowed_days=14,
    ),
)  # fmt: skip
VERDICT: tuple[Step["Issue"], ...] = (
    Step(
        name="find_effective", source=S.OBSERVING, target=S.EFFECTIVE, permission=Permission.ISSUES_VERIFY,
        guards=(independent, rules.plan_is_as_approved, verdicts.says_effective),
        effects=(effects.accept_verdict,),
    ),
    Step(
        name="find_not_effective", source=S.OBSERVING, target=S.NOT_EFFECTIVE,
        permission=Permission.ISSUES_VERIFY,
        guards=(independent, rules.plan_is_as_approved, verdicts.says_not_effective),
        effects=(effects.accept_verdict,),
    ),
    Step(
        name="find_inconclusive", source=S.OBSERVING, target=S.INCONCLUSIVE,
        permission=Permission.ISSUES_VERIFY,
        guards=(independent, rules.plan_is_as_approved, verdicts.says_not_enough_data),
        effects=(effects.accept_verdict,),
    ),
    Step(
        name="observe_longer", source=S.INCONCLUSIVE, target=S.OBSERVING,
        permission=Permission.ISSUES_VERIFY, guards=(independent, verdicts.window_is_longer),
        effects=(effects.date_observation,),
        needs_reason=True, allowed_days=14,
    ),
    Step(
        name="analyse_again", source=S.NOT_EFFECTIVE, target=S.CAUSE_ANALYSIS,
        permission=Permission.ISSUES_APPROVE, guards=(not_the_owner,),
        effects=(effects.begin_round,), needs_reason=True, allowed_days=7,
    ),
)  # fmt: skip
END: tuple[Step["Issue"], ...] = (
    Step(
        name="close", source=S.EFFECTIVE, target=S.CLOSED, permission=Permission.ISSUES_CLOSE,
        guards=(not_the_owner, rules.verifier_is_known, rules.standard_is_recorded),
        effects=(effects.date_end,), allowed_days=14,
    ),
    Step(
        name="cancel", source=OPEN, target=S.CANCELLED, permission=Permission.ISSUES_CLOSE,
        guards=(not_the_owner,), effects=(effects.date_end,), needs_reason=True,
    ),
    Step(
        name="reopen", source=S.CLOSED, target=S.CAUSE_ANALYSIS, permission=Permission.ISSUES_CLOSE,
        guards=(not_the_owner,), effects=(effects.begin_round,), needs_reason=True,
    ),
)  # fmt: skip

ISSUE_WORKFLOW: Workflow["Issue"] = Workflow(
    S.IDENTIFIED, telling_each((*TRIAGE, *PLANNING, *WORK, *VERDICT, *END))
)
"""Fields change through verbs only, each in its own states (see sections), so none is freely editable.

Days allowed are calendar days; limits the references give in working days include their weekends.
"""
