"""Play what followed from the demo company's assessments: bonuses, training, plans, promotions."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.cycle import AppraisalCycle
from domain.core.clock import business_date
from domain.core.editing import edit
from domain.core.errors import DomainError
from domain.core.permission import Actor, Permission
from domain.demo.appraisal_cast import COLLEAGUE
from domain.demo.appraisal_round import Round
from domain.demo.stage import Stage
from domain.demo.take import take
from domain.organisation.post import Post
from domain.rewards.bonus_base import new_base
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.career_level import CareerLevel
from domain.rewards.open_run import new_run
from domain.rewards.propose_uses import propose_uses
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import UseState

HR, FINANCE, BOSS = "hr", "receivables", "gm"
BASES = {"SR": 12_000, "BM": 20_000, "RD": 36_000}
"""Post -> the bonus of a half-year at coefficient 1, in CNY."""
LEVELS = {"S1": "SR", "S4": "BM"}
"""Level -> the post whose holders are in it unless somebody was placed otherwise."""
NOT_NOW = "条件尚未全部满足，下一考核期再议。"


def prepare_rewards(stage: Stage, day: date) -> None:
    """HR enters base amounts and who stands on the career path, once."""
    posts = {post.code: post.id for post in stage.session.scalars(select(Post))}
    scheme = stage.session.scalars(select(BonusScheme).order_by(BonusScheme.id)).first()
    if scheme is None:
        return
    for code, amount in BASES.items():
        values = {
            "scheme_id": scheme.id, "post_id": posts[code], "amount": Decimal(amount), "since": day,
        }  # fmt: skip
        stage.act(HR, new_base, values)
    for level in stage.session.scalars(select(CareerLevel)).all():
        if level.code in LEVELS:
            stage.act(HR, _hold, level, posts[LEVELS[level.code]])


def play_uses(stage: Stage, told: Round, cycle_id: int, finished: bool) -> None:
    """What the rules propose is checked, approved, carried out; the bonus is calculated, checked, approved.

    Of the last cycle (not `finished`) the bonus still waits for its approval, and so do some proposals.
    """
    cycle = stage.session.get_one(AppraisalCycle, cycle_id)
    stage.go_to_day(told.after(46))
    uses = stage.act(HR, propose_uses, cycle, business_date(stage.now))
    checked = uses if finished else uses[: 2 * len(uses) // 3]
    for use in checked:
        _decide(stage, COLLEAGUE, "check", use)
    _play_bonus(stage, told, cycle_id, finished)
    stage.go_to_day(told.after(56))
    for use in checked if finished else checked[: len(checked) // 2]:
        if use.state is UseState.HR_CHECKED and _decide(stage, BOSS, "approve", use):
            stage.act(HR, take, use, "execute", stage.now)


def _play_bonus(stage: Stage, told: Round, cycle_id: int, finished: bool) -> None:
    scheme = stage.session.scalars(select(BonusScheme).order_by(BonusScheme.id)).first()
    if scheme is None:
        return
    stage.go_to_day(told.after(50))
    values = {"cycle_id": cycle_id, "scheme_id": scheme.id}
    run: BonusRun = stage.act(HR, new_run, values, stage.now)
    stage.act(HR, take, run, "calculate", stage.now)
    stage.go_to_day(told.after(52))
    stage.act(FINANCE, take, run, "check", stage.now)
    if finished:
        stage.act(BOSS, take, run, "approve", stage.now)
        stage.act(HR, take, run, "export", stage.now)


def _decide(stage: Stage, who: str, step: str, use: UseOfResult) -> bool:
    """Let it pass, or turn it down where a condition is not met."""
    try:
        stage.act(who, take, use, step, stage.now)
    except DomainError:
        stage.act(who, take, use, "reject", stage.now, NOT_NOW)
        return False
    return True


def _hold(session: Session, actor: Actor, level: CareerLevel, post_id: int) -> None:
    edit(session, actor, Permission.REWARDS_PROPOSE, level, {"post_id": post_id})
