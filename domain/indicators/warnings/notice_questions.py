"""Questions about advance notices: which are given, and how many concern a person."""

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from domain.core.permission import Actor
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind, NoticeState
from domain.indicators.warnings.outlook import Outlook

FIRST = (NoticeKind.BREACH_LIKELY, NoticeKind.ANOMALY, NoticeKind.LIMIT)


def given_notices() -> Select[AdvanceNotice]:
    """Notices whose cause stands, with indicator, unit and owner: the newest cause, the likeliest first."""
    return (
        select(AdvanceNotice)
        .where(AdvanceNotice.state == NoticeState.GIVEN, AdvanceNotice.archived_at.is_(None))
        .options(
            joinedload(AdvanceNotice.indicator),
            joinedload(AdvanceNotice.unit),
            joinedload(AdvanceNotice.owner),
        )
        .order_by(AdvanceNotice.cause_period.desc(), AdvanceNotice.id)
    )


def notices_of(indicator_id: int, unit_id: int) -> Select[AdvanceNotice]:
    """The notices given for one indicator in one unit."""
    return given_notices().where(AdvanceNotice.indicator_id == indicator_id, AdvanceNotice.unit_id == unit_id)


def notices_for(session: Session, actor: Actor) -> int:
    """How many given notices the person owns, by name or by role."""
    by_role = AdvanceNotice.owner_id.is_(None) & AdvanceNotice.owner_role.in_(sorted(actor.roles))
    mine = AdvanceNotice.owner_id == (actor.person_id or 0)
    query = select(func.count(AdvanceNotice.id)).where(
        AdvanceNotice.state == NoticeState.GIVEN, AdvanceNotice.archived_at.is_(None), or_(mine, by_role)
    )
    return session.scalar(query) or 0


def outlook_of(session: Session, indicator_id: int, unit_id: int) -> Outlook | None:
    """The kept outlook of one indicator in one unit."""
    query = select(Outlook).where(Outlook.indicator_id == indicator_id, Outlook.unit_id == unit_id)
    return session.scalars(query).one_or_none()
