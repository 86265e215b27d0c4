"""Figures to be shown, made by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.core.period import Period
from domain.core.permission import Actor
from domain.indicators.status import Status
from domain.reporting.shown_figure import ShownFigure

LETTERS = {"g": Status.GREEN, "a": Status.AMBER, "r": Status.RED, "u": Status.UNRATED, "n": Status.NO_DATA}


def figure(
    period: str, value: object, status: Status = Status.GREEN, as_of: date | None = None
) -> ShownFigure:
    """A figure of a period that is over, unless a day is named up to which it counts."""
    asked = Period.parse(period)
    exact = None if value is None else Decimal(str(value))
    return ShownFigure(
        period=asked, scope=1, value=exact, status=status, reason=None, numerator=exact, denominator=None,
        coverage=None, rows=10, amber=None, red=None, target=None, as_of=as_of or asked.last_day,
        version_id=None,
    )  # fmt: skip


def line(first: str, values: list[object], statuses: str = "") -> list[ShownFigure | None]:
    """Consecutive figures; None where a value is the word "gap"; statuses by their first letters."""
    begin = Period.parse(first)
    letters = statuses or "g" * len(values)
    return [
        None if value == "gap" else figure(begin.later(at).label, value, LETTERS[letters[at]])
        for at, value in enumerate(values)
    ]


@contextmanager
def seen_by(session: Session, actor: Actor) -> Iterator[Session]:
    """The same data as somebody else sees it."""
    before = session.info["actor"]
    session.flush()
    session.expire_all()
    session.info["actor"] = actor
    try:
        yield session
    finally:
        session.info["actor"] = before
