"""How old what is shown is: when facts last came in and figures were computed, and what waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from domain.core.stale_figures import StaleFigure
from domain.indicators.reading import FigureState, RefreshRun
from domain.intake.batch import BatchStatus, ImportBatch


@dataclass(frozen=True)
class Freshness:
    """None where nothing was imported or computed yet."""

    imported_at: datetime | None
    computed_at: datetime | None
    behind: bool
    """Facts or definitions changed since the last computation."""
    broken: int
    """Indicators that could not be computed."""


def freshness(session: Session) -> Freshness:
    """The age of facts and figures of the company; it is the same for everybody."""
    imported = select(func.max(ImportBatch.committed_at)).where(ImportBatch.status == BatchStatus.COMMITTED)
    run = select(RefreshRun.finished_at, RefreshRun.errors).join(
        FigureState, FigureState.run_id == RefreshRun.id
    )
    last = session.execute(run).one_or_none()
    return Freshness(
        imported_at=session.scalar(imported),
        computed_at=last.finished_at if last else None,
        behind=bool(session.scalar(select(exists().where(StaleFigure.id.is_not(None))))),
        broken=len(last.errors) if last else 0,
    )
