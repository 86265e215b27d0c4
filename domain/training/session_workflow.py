"""The life of a session: planned, invited to, held, closed; or cancelled."""

from typing import TYPE_CHECKING

from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow
from domain.training import session_effects as effects
from domain.training import session_rules as rules
from domain.training.session_state import SessionState

if TYPE_CHECKING:
    from domain.training.course_session import CourseSession

S = SessionState
SESSION_WORKFLOW: Workflow["CourseSession"] = Workflow(
    S.PLANNED,
    (
        Step(
            name="send_invitations", source=S.PLANNED, target=S.INVITED,
            permission=Permission.TRAINING_ADMINISTER, guards=(rules.somebody_teaches,),
            effects=(effects.tell_all_invited,),
        ),
        Step(
            name="hold", source=S.INVITED, target=S.HELD, permission=None,
            guards=(rules.runs_the_session, rules.has_begun),
        ),
        Step(
            name="close", source=S.HELD, target=S.CLOSED, permission=Permission.TRAINING_ADMINISTER,
            guards=(rules.attendance_is_recorded,), effects=(effects.end_waiting,), allowed_days=14,
        ),
        Step(
            name="cancel", source=frozenset({S.PLANNED, S.INVITED}), target=S.CANCELLED,
            permission=Permission.TRAINING_ADMINISTER, effects=(effects.release_people,), needs_reason=True,
        ),
        Step(
            name="reopen", source=S.CLOSED, target=S.HELD, permission=Permission.TRAINING_ADMINISTER,
            needs_reason=True,
        ),
    ),
    editable_in=frozenset({S.PLANNED, S.INVITED}),
)  # fmt: skip
