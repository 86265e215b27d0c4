"""What people do with an advance notice: put it away with a reason, or say whether it was useful."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind

QUIET_PERIODS = 3
"""Periods for which a dismissed forecast stays away: as far as it looked."""


def dismiss_notice(actor: Actor, notice: AdvanceNotice, reason: str, now: datetime) -> None:
    """Nothing is to be done about it. The same cause gives no new notice; a later one does."""
    notice.workflow.take("dismiss", notice, actor, now, reason)
    ahead = QUIET_PERIODS - 1 if notice.kind is NoticeKind.BREACH_LIKELY else 0
    notice.quiet_until = notice.cause_in.later(ahead).key
    notice.remark = reason.strip()


def judge_notice(session: Session, actor: Actor, notice: AdvanceNotice, useful: bool) -> None:
    """Say whether the notice was of use; the last word counts, and goes into the precision of its rule."""
    actor.require(Permission.ALERTS_ACKNOWLEDGE, notice.unit_id)
    notice.useful, notice.judged_by_id = useful, actor.person_id
    explain(notice, action="useful" if useful else "not_useful", reason="")
    session.flush()
