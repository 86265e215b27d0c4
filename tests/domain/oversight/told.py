"""Bring figures up to date in a test and read one of them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.core.stale_figures import StaleFigure
from domain.indicators.catalogue import install_catalogue
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.reporting.bring_up_to_date import bring_up_to_date, mirror_everything
from tests.factories import NOON, an_actor, the_root

TODAY = date(2026, 6, 15)


def figures(session: Session, *codes: str, today: date = TODAY) -> None:
    """Mirror and compute, as a refresh does; only some indicators, to be quick."""
    the_root(session)
    install_catalogue(session, NOON)
    bring_up_to_date(session, an_actor(), today, codes or None)


def reading(
    session: Session, code: str, period: int, unit_id: int | None = None, grain: Grain = Grain.MONTH
) -> Reading | None:
    """The kept figure of a unit (the company, if none is named) in a period."""
    session.expire_all()
    query = (
        select(Reading)
        .join(Indicator, Indicator.id == Reading.indicator_id)
        .where(
            Indicator.code == code,
            Reading.period == period,
            Reading.grain == grain,
            Reading.unit_id == (unit_id or the_root(session).id),
        )
    )
    return session.scalars(query).one_or_none()


def value(
    session: Session, code: str, period: int, unit_id: int | None = None, **more: Grain
) -> Decimal | None:
    """Its value; None where there is none."""
    found = reading(session, code, period, unit_id, **more)
    return None if found is None else found.value


def marks_after_mirroring_again(session: Session, today: date = TODAY) -> list[tuple[str, int]]:
    """What a second mirroring would have computed again; nothing, if it is idempotent."""
    before = set(session.scalars(select(StaleFigure.id)))
    mirror_everything(session, today)
    marks = session.scalars(select(StaleFigure).where(StaleFigure.id.not_in(before)))
    return [(mark.fact, mark.period) for mark in marks]
