"""What the list of bonus runs asks beyond stored fields."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select

from domain.core.permission import Actor, Permission
from domain.core.visibility import overseen
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState

TURNS = (
    (BonusRunState.CALCULATED, Permission.REWARDS_CHECK),
    (BonusRunState.CHECKED, Permission.REWARDS_APPROVE),
    (BonusRunState.APPROVED, Permission.REWARDS_PROPOSE),
    (BonusRunState.SENT_BACK, Permission.REWARDS_PROPOSE),
)


def waiting(actor: Actor, _today: date) -> Select[Any]:
    """Runs whose next step this person may take, as far as rights go."""
    asked = (
        and_(BonusRun.state == state, overseen(actor, right, BonusRun.unit_id)) for state, right in TURNS
    )
    return select(BonusRun).where(or_(*asked))
