"""The way of a person through a course: invitation, place, attendance, result, certificate."""

from typing import TYPE_CHECKING

from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow
from domain.training import certificate_rules as certificates
from domain.training import enrolment_effects as effects
from domain.training import enrolment_rules as rules
from domain.training import result_rules as results
from domain.training.enrolment_state import UNANSWERED, EnrolmentState

if TYPE_CHECKING:
    from domain.training.enrolment import Enrolment

S = EnrolmentState
PLACES: tuple[Step["Enrolment"], ...] = (
    Step(
        name="confirm", source=S.INVITED, target=S.CONFIRMED, permission=None,
        guards=(rules.participant_or_administration, rules.takes_people, rules.place_is_free),
        effects=(effects.refuse_overbooking,),
    ),
    Step(
        name="wait", source=S.INVITED, target=S.WAITING, permission=None,
        guards=(rules.participant_or_administration, rules.takes_people, rules.is_full),
    ),
    Step(
        name="move_up", source=S.WAITING, target=S.CONFIRMED, permission=None,
        guards=(rules.is_next, rules.takes_people, rules.place_is_free),
        effects=(effects.refuse_overbooking, effects.tell_moved_up),
    ),
    Step(
        name="withdraw", source=UNANSWERED, target=S.WITHDRAWN, permission=None,
        guards=(rules.participant_or_administration,), effects=(effects.hand_place_on,), needs_reason=True,
    ),
    Step(
        name="invite_again", source=S.WITHDRAWN, target=S.INVITED, permission=None,
        guards=(rules.participant_or_administration, rules.takes_people),
    ),
)  # fmt: skip
ATTENDANCE: tuple[Step["Enrolment"], ...] = (
    Step(
        name="check_in", source=frozenset({S.INVITED, S.CONFIRMED}), target=S.PRESENT, permission=None,
        guards=(rules.is_participant, rules.code_was_right),
    ),
    Step(
        name="mark_present", source=UNANSWERED | {S.ABSENT}, target=S.PRESENT, permission=None,
        guards=(rules.records_attendance, rules.session_has_begun), effects=(effects.date_attendance,),
    ),
    Step(
        name="mark_absent", source=frozenset({S.INVITED, S.CONFIRMED, S.PRESENT}), target=S.ABSENT,
        permission=None,
        guards=(rules.records_attendance, rules.session_has_begun), effects=(effects.undo_attendance,),
    ),
    Step(
        name="start_recertification", source=S.INVITED, target=S.PRESENT, permission=None,
        guards=(rules.is_participant, certificates.may_recertify), effects=(effects.date_attendance,),
    ),
)  # fmt: skip
RESULT: tuple[Step["Enrolment"], ...] = (
    Step(
        name="pass", source=S.PRESENT, target=S.PASSED, permission=None,
        guards=(results.finds_result, results.result_is_good), effects=(effects.ask_for_certificate,),
    ),
    Step(
        name="fail", source=S.PRESENT, target=S.FAILED, permission=None,
        guards=(results.finds_result, results.result_is_bad), effects=(effects.record_failure,),
    ),
    Step(
        name="send_back", source=S.PASSED, target=S.PRESENT, permission=Permission.TRAINING_CERTIFY,
        guards=(certificates.is_apart,), effects=(effects.forget_result,), needs_reason=True,
    ),
    Step(
        name="certify", source=S.PASSED, target=S.CERTIFIED, permission=None,
        guards=(certificates.may_be_certified,), effects=(effects.write_certificate,), allowed_days=14,
    ),
    Step(
        name="retake", source=frozenset({S.FAILED, S.ABSENT}), target=S.RETAKE, permission=None,
        guards=(rules.participant_or_administration, results.is_made_up_for),
    ),
    Step(
        name="expire", source=S.CERTIFIED, target=S.EXPIRED, permission=None,
        guards=(certificates.has_expired,),
    ),
)  # fmt: skip

ENROLMENT_WORKFLOW: Workflow["Enrolment"] = Workflow(S.INVITED, (*PLACES, *ATTENDANCE, *RESULT))
"""Fields change through verbs only, so none is freely editable."""
