"""The life of a bonus run: calculated by HR, checked by finance, approved by management, sent to payroll."""

from typing import TYPE_CHECKING

from domain.core.acting_person import known_person
from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow
from domain.rewards import bonus_effects as effects
from domain.rewards import bonus_guards as rules
from domain.rewards.bonus_run_state import BonusRunState
from domain.rewards.tell_rewards import telling_run

if TYPE_CHECKING:
    from domain.rewards.bonus_run import BonusRun

S = BonusRunState
PROPOSE, CHECK, APPROVE = (
    Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE
)  # fmt: skip
STEPS: tuple[Step["BonusRun"], ...] = (
    Step(
        name="calculate", source=frozenset({S.DRAFT, S.SENT_BACK, S.CALCULATED}), target=S.CALCULATED,
        permission=PROPOSE,
        guards=(known_person, rules.results_are_published, rules.nothing_waits_for_approval),
        effects=(effects.calculate,), allowed_days=5,
    ),
    Step(
        name="check", source=S.CALCULATED, target=S.CHECKED, permission=CHECK,
        guards=(
            rules.not_the_calculator, rules.not_in_the_run, rules.is_as_calculated, rules.pays_nothing_twice,
        ),
        effects=(effects.note_deviations,), allowed_days=5,
    ),
    Step(
        name="approve", source=S.CHECKED, target=S.APPROVED, permission=APPROVE,
        guards=(
            rules.neither_before, rules.not_in_the_run, rules.is_as_calculated, rules.pays_nothing_twice,
        ),
        effects=(effects.note_deviations, effects.open_to_people), allowed_days=5,
    ),
    Step(
        name="export", source=S.APPROVED, target=S.EXPORTED, permission=PROPOSE,
        guards=(known_person, rules.not_the_approver, rules.is_as_calculated), allowed_days=5,
    ),
    Step(
        name="send_back", source=S.CALCULATED, target=S.SENT_BACK, permission=CHECK,
        guards=(rules.not_the_calculator,), needs_reason=True,
    ),
    Step(
        name="send_back", source=S.CHECKED, target=S.SENT_BACK, permission=APPROVE,
        guards=(rules.not_the_calculator,), needs_reason=True,
    ),
    Step(
        name="discard", source=frozenset({S.DRAFT, S.CALCULATED, S.SENT_BACK}), target=S.DISCARDED,
        permission=PROPOSE, guards=(known_person,), needs_reason=True,
    ),
)  # fmt: skip

BONUS_RUN_WORKFLOW: Workflow["BonusRun"] = Workflow(S.DRAFT, telling_run(STEPS), frozenset({S.DRAFT}))
"""What a run is for may change while it is a draft; amounts change only by calculating again."""
