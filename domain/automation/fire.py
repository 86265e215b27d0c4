"""One automation, one record, one cause: judge, act, keep what came of it, in one transaction."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.approvals.titles import titles_of
from domain.automation.author import acting_for
from domain.automation.automation import Automation
from domain.automation.deeds import do_deed
from domain.automation.firing import AutomationFiring, FiringOutcome
from domain.automation.judge import judge_of, seen_records
from domain.automation.occurrence import ORIGIN, kinds
from domain.core.clock import business_date
from domain.core.errors import DomainError
from domain.core.permission import Actor, machine
from domain.core.statement import Statement
from domain.messaging.words import kept

MACHINE = machine(ORIGIN)


class DailyLimit(DomainError):
    """It has acted often enough."""

    text = "It has acted {limit} times today, as often as it may."


def fire(automation_id: int, record_id: int, cause: str, now: datetime) -> bool:
    """Act if the conditions hold for the record; whether it did. A cause that is known does nothing again."""
    with reading(MACHINE) as session:
        automation = session.get_one(Automation, automation_id)
        try:
            actor = acting_for(session, automation, now)
        except DomainError as refusal:
            _log(automation, record_id, cause, now, refusal)
            return False
    try:
        return carry_out(actor, lambda session: _fire(session, actor, automation_id, record_id, cause, now))
    except DomainError as refusal:
        _log(automation, record_id, cause, now, refusal)
        return False


def _fire(
    session: Session, actor: Actor, automation_id: int, record_id: int, cause: str, now: datetime
) -> bool:
    automation = session.scalars(
        select(Automation).where(Automation.id == automation_id).with_for_update()
    ).one()
    if not automation.enabled or _is_known(session, automation_id, record_id, cause):
        return False
    judge = judge_of(session, automation)
    record = next(iter(seen_records(session, judge.kind, [record_id])), None)
    if record is None or not judge.holds(session, automation, record):
        return False
    if acted_today(session, automation_id, now) >= automation.daily_limit:
        raise DailyLimit(limit=automation.daily_limit)
    result = do_deed(session, automation, actor, record, cause, now)
    firing = _firing(session, automation, record, record_id, cause, now)
    firing.outcome, firing.result = FiringOutcome.DONE, result
    session.add(firing)
    session.flush()
    return True


def acted_today(session: Session, automation_id: int, now: datetime) -> int:
    """How often it has acted on the present day of the company."""
    zone = ZoneInfo(settings().time_zone)
    began = datetime.combine(business_date(now), time(), zone)
    query = select(func.count()).where(
        AutomationFiring.automation_id == automation_id,
        AutomationFiring.outcome == FiringOutcome.DONE,
        AutomationFiring.at >= began,
        AutomationFiring.at < began + timedelta(days=1),
    )
    return session.scalar(query) or 0


def _log(automation: Automation, record_id: int, cause: str, now: datetime, refusal: DomainError) -> None:
    def work(session: Session) -> None:
        if _is_known(session, automation.id, record_id, cause):
            return
        record = session.get(kinds()[automation.entity], record_id)
        firing = _firing(session, automation, record, record_id, cause, now)
        limited = isinstance(refusal, DailyLimit)
        firing.outcome = FiringOutcome.LIMITED if limited else FiringOutcome.REFUSED
        firing.why_not = _plain(refusal)
        session.add(firing)

    carry_out(MACHINE, work)


def _plain(refusal: DomainError) -> dict[str, Any]:
    class Said(Statement):
        text = refusal.text

    return kept(Said(**refusal.facts))


def _is_known(session: Session, automation_id: int, record_id: int, cause: str) -> bool:
    query = select(AutomationFiring.id).where(
        AutomationFiring.automation_id == automation_id,
        AutomationFiring.cause == cause,
        AutomationFiring.record_id == record_id,
    )
    return session.scalar(query) is not None


def _firing(
    session: Session, automation: Automation, record: Any, record_id: int, cause: str, now: datetime
) -> AutomationFiring:
    chinese, english = ("", "") if record is None else titles_of(session, record)
    return AutomationFiring(
        automation_id=automation.id, automation_version=automation.version, at=now, cause=cause,
        entity=automation.entity, record_id=record_id, title_zh=chinese, title_en=english, why_not={},
    )  # fmt: skip
