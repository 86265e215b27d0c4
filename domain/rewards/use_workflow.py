"""The life of a use: proposed, checked by HR, approved by management, carried out, looked at again."""

from typing import TYPE_CHECKING

from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow
from domain.rewards import use_effects as effects
from domain.rewards import use_guards as rules
from domain.rewards.tell_rewards import telling_use
from domain.rewards.use_state import UseState

if TYPE_CHECKING:
    from domain.rewards.use_of_result import UseOfResult

S = UseState
APPROVE, PROPOSE = Permission.REWARDS_APPROVE, Permission.REWARDS_PROPOSE
STEPS: tuple[Step["UseOfResult"], ...] = (
    Step(
        name="check", source=S.PROPOSED, target=S.HR_CHECKED, permission=None,
        guards=(
            rules.may_check, rules.not_concerned, rules.not_the_proposer, rules.is_complete,
            rules.rests_on_the_result,
        ),
        allowed_days=10,
    ),
    Step(
        name="reject", source=S.PROPOSED, target=S.REJECTED, permission=None,
        guards=(rules.may_check, rules.not_concerned, rules.not_the_proposer), needs_reason=True,
    ),
    Step(
        name="approve", source=S.HR_CHECKED, target=S.APPROVED, permission=APPROVE,
        guards=(
            rules.not_concerned, rules.neither_before, rules.is_complete, rules.rests_on_the_result,
            rules.is_eligible,
        ),
        allowed_days=10,
    ),
    Step(
        name="reject", source=S.HR_CHECKED, target=S.REJECTED, permission=APPROVE,
        guards=(rules.not_concerned, rules.neither_before), needs_reason=True,
    ),
    Step(
        name="reject", source=S.APPROVED, target=S.REJECTED, permission=APPROVE,
        guards=(rules.not_concerned, rules.neither_before), needs_reason=True,
    ),
    Step(
        name="execute", source=S.APPROVED, target=S.EXECUTED, permission=PROPOSE,
        guards=(
            rules.not_concerned, rules.not_the_approver, rules.rests_on_the_result, rules.is_eligible,
        ),
        effects=(effects.carry_out,),
    ),
    Step(
        name="review", source=S.EXECUTED, target=S.REVIEWED, permission=None,
        guards=(rules.may_review, rules.not_concerned, rules.outcome_is_recorded),
    ),
)  # fmt: skip

USE_WORKFLOW: Workflow["UseOfResult"] = Workflow(S.PROPOSED, telling_use(STEPS), frozenset({S.PROPOSED}))
"""What is proposed may be changed until somebody has checked it."""
