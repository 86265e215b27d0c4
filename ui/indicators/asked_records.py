"""Which number of an indicator is opened to its records: the address says so."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.core.clock import today
from domain.core.permission import Actor, Permission
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import Side
from domain.reporting.indicator_view import IndicatorView
from domain.reporting.traced_records import Traced, traced_records
from ui import address
from ui.indicators.numbers import RECORDS
from ui.indicators.shares import BY, ENTITIES, MEMBER

PAGE = "page"


@dataclass(frozen=True)
class AskedRecords:
    """Which records the address asks for."""

    side: Side
    by: str | None
    member: int | None
    page: int


def asked_records() -> AskedRecords | None:
    """From the address; None when no number is opened."""
    side, by, member = address.get(RECORDS), address.get(BY), address.get(MEMBER)
    if side not in set(Side):
        return None
    page, one = address.get(PAGE) or "", member if member and member.isdigit() else None
    narrowed = by in ENTITIES and one is not None
    return AskedRecords(
        Side(side),
        by if narrowed else None,
        int(one) if one is not None and narrowed else None,
        int(page) if page.isdigit() and int(page) else 1,
    )


def look_for_records(
    session: Session, actor: Actor, view: IndicatorView, unit_id: int, asked: AskedRecords | None
) -> Traced | None:
    """Read a page of them, if one is asked for and may be seen."""
    if asked is None or not actor.may(Permission.FACTS_READ):
        return None
    wish = wish_of(view, unit_id, asked)
    return traced_records(session, actor, wish, view.period, today(), asked.side, asked.page)


def wish_of(view: IndicatorView, unit_id: int, asked: AskedRecords) -> Wish:
    """Whose numbers: of the unit, or of one member of a breakdown."""
    return Wish(view.profile.indicator.code, unit_id, view.period.grain, by=asked.by, member=asked.member)
