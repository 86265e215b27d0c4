"""Figures after facts came or went."""

import logging

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.clock import today
from domain.core.permission import machine
from domain.core.stale_figures import StaleFigure
from domain.intake.progress import Phase, Progress
from domain.reporting.bring_up_to_date import bring_up_to_date

log = logging.getLogger(__name__)


def refresh_figures(progress: Progress) -> None:
    """Compute again what the facts are part of: for the whole company, so not as the person.

    A failure is logged and leaves the marks: what was imported stands, and the next refresh, or the
    button beside the note that figures are behind, makes up for it.
    """
    progress(Phase.FIGURES, 0, 0)
    actor = machine("import")
    try:
        carry_out(actor, lambda session: bring_up_to_date(session, actor, today()))
    except Exception:
        log.exception("figures could not be refreshed after an import")


def figures_are_behind(session: Session) -> bool:
    """Whether facts changed that no refresh has seen yet."""
    return bool(session.scalar(select(exists().where(StaleFigure.id.is_not(None)))))
