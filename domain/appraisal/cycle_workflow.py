"""The life of a cycle: prepared, goals, ratings, calibration, published, closed."""

from typing import TYPE_CHECKING

from domain.appraisal import cycle_rules as rules
from domain.appraisal.cycle_state import CycleState
from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow

if TYPE_CHECKING:
    from domain.appraisal.cycle import AppraisalCycle

S, HR = CycleState, Permission.ASSESSMENTS_ADMINISTER

CYCLE_WORKFLOW: Workflow["AppraisalCycle"] = Workflow(
    S.PREPARED,
    (
        Step(
            name="start_goals", source=S.PREPARED, target=S.GOALS, permission=HR,
            guards=(rules.somebody_is_assessed,),
        ),
        Step(name="start_ratings", source=S.GOALS, target=S.OPEN, permission=HR),
        Step(name="start_calibration", source=S.OPEN, target=S.CALIBRATING, permission=HR,
             guards=(rules.period_is_scored,)),
        Step(name="reopen_ratings", source=S.CALIBRATING, target=S.OPEN, permission=HR, needs_reason=True),
        Step(
            name="publish_cycle", source=S.CALIBRATING, target=S.PUBLISHED, permission=HR,
            guards=(rules.all_are_published,),
        ),
        Step(
            name="close_cycle", source=S.PUBLISHED, target=S.CLOSED, permission=HR,
            guards=(rules.no_appeal_is_open,),
        ),
    ),
    editable_in=frozenset({S.PREPARED, S.GOALS}),
)  # fmt: skip
"""Once ratings have begun, whom and what the cycle is about stays."""
