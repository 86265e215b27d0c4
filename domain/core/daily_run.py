"""Work that is done once a day for the company, however many processes are running."""

from datetime import date, datetime, timedelta

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.types import LongText

LONGEST = timedelta(hours=6)
"""Work that has not ended by then has died with its process: another may begin it again."""


class DailyRun(Base):
    """One piece of work on one day. Who has the row does the work; all others leave it alone."""

    __tablename__ = "daily_run"
    __table_args__ = (UniqueConstraint("work", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    by: Mapped[str] = mapped_column(String(200))
    """Which process of which machine."""
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[LongText] = mapped_column(insert_default="")
    """What came of it, or what went wrong."""


def claim(session: Session, work: str, day: date, by: str, now: datetime) -> DailyRun | None:
    """Take today's work; None if somebody has it, or has done it."""
    query = select(DailyRun).where(DailyRun.work == work, DailyRun.day == day).with_for_update()
    found = session.scalars(query).one_or_none()
    if found is not None:
        if found.ended_at is not None or found.began_at + LONGEST > now:
            return None
        found.by, found.began_at = by, now
        session.flush()
        return found
    run = DailyRun(work=work, day=day, by=by, began_at=now)
    try:
        with session.begin_nested():
            session.add(run)
    except IntegrityError:  # another process was a moment earlier
        return None
    return run


def is_claimed(session: Session, work: str, day: date) -> bool:
    """Somebody has today's work, or has done it."""
    return session.scalar(select(DailyRun.id).where(DailyRun.work == work, DailyRun.day == day)) is not None


def finish(session: Session, run_id: int, outcome: str, now: datetime) -> None:
    """The work has ended, well or badly."""
    run = session.get_one(DailyRun, run_id)
    run.ended_at, run.outcome = now, outcome
    session.flush()
