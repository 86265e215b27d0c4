"""Numbers without gaps: IM-2026-0001, IM-2026-0002, ... counted anew each year."""

from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from domain.core import numbering
from domain.organisation.unit import ROOT_CODE, Unit


class IssueCounter(Base):
    """The last number given in a year. Its row is locked until the issue that takes the number is written."""

    __tablename__ = "issue_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def next_number(session: Session, today: date) -> str:
    """The year's next number, by the organisation's own pattern if it wrote one.

    It is only used up when the surrounding transaction commits.
    """
    if own := numbering.next_number(session, "Issue", today):
        return own
    year = today.year
    last = _count(session, year)
    if last is None:
        # The first issue of a year makes the row; two at once would make it twice, so they queue at a row
        # that always exists.
        session.execute(select(Unit.id).where(Unit.code == ROOT_CODE).with_for_update())
        last = _count(session, year)
    if last is None:
        last = 1
        session.execute(insert(IssueCounter).values(year=year, last=last))
    return f"IM-{year}-{last:04}"


def _count(session: Session, year: int) -> int | None:
    counted = update(IssueCounter).where(IssueCounter.year == year).values(last=IssueCounter.last + 1)
    return session.execute(counted.returning(IssueCounter.last)).scalar_one_or_none()
