"""What carrying out a use does: a training need, a new level, the day its outcome is looked at."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.period import months_later
from domain.core.permission import Actor, machine
from domain.rewards.use_rule import UseRule
from domain.rewards.use_state import UseKind

if TYPE_CHECKING:
    from domain.rewards.use_of_result import UseOfResult

ORIGIN = "use of result"


def carry_out(session: Session, use: "UseOfResult", _actor: Actor, now: datetime) -> None:
    """Date it, and do what its kind asks for."""
    today = business_date(now)
    use.executed_on, use.review_on = today, months_later(today, use.review_months)
    if use.kind.teaches:
        _raise_need(session, use, now)
    elif use.kind is UseKind.PROMOTION:
        _place(session, use, now)


def _raise_need(session: Session, use: "UseOfResult", now: datetime) -> None:
    """The need follows from what was approved, so the portal itself raises it."""
    from domain.training.need_state import NeedPriority, NeedSource
    from domain.training.raise_needs import NeedDraft, raise_needs

    low, rule = use.kind is UseKind.TRAINING, session.get(UseRule, use.rule_id) if use.rule_id else None
    topic = use.note.strip()[:120] or (rule.name_zh if rule else use.kind.value)
    draft = NeedDraft(
        person_id=use.person_id, source=NeedSource.ASSESSMENT, course_id=use.course_id, topic=topic,
        entity="UseOfResult", entity_id=use.id, why=use.note, due_on=use.execute_by,
        priority=NeedPriority.HIGH if low else NeedPriority.NORMAL,
    )  # fmt: skip
    raise_needs(session, machine(ORIGIN), [draft], business_date(now))


def _place(session: Session, use: "UseOfResult", now: datetime) -> None:
    from domain.rewards.placement import CareerPlacement

    today = business_date(now)
    session.add(
        CareerPlacement(
            person_id=use.person_id, unit_id=use.unit_id, level_id=use.level_id, since=today, use_id=use.id
        )
    )
    session.flush()
