"""All figures up to date: first the facts that follow from the portal's own records, then the figures."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.indicators.refresh import PartialSight, RefreshSummary, refresh
from domain.oversight import conclusions
from domain.oversight.accounts import work_out_accounts
from domain.oversight.conflicts import work_out_conflicts
from domain.oversight.journal_reading import read_on
from domain.reporting.mirror_actions import mirror_actions
from domain.reporting.mirror_alerts import mirror_alerts
from domain.reporting.mirror_findings import mirror_findings
from domain.workforce import first_attempts
from domain.workforce.employment_months import work_out_employment
from domain.workforce.people_units import follow_people
from domain.workforce.rotations import work_out_rotations
from domain.workforce.training_duties import work_out_duties


def bring_up_to_date(
    session: Session, actor: Actor, today: date, codes: Collection[str] | None = None, full: bool = False
) -> RefreshSummary:
    """Mirror people, accounts, alerts and improvement work into facts, then refresh what has changed.

    Doing it again changes nothing. Run it on behalf of somebody who sees the whole company, as the machine
    does; PartialSight otherwise.
    """
    actor.require(Permission.INDICATORS_REFRESH)
    if actor.units is not None:
        raise PartialSight
    session.flush()
    mirror_everything(session, today)
    return refresh(session, actor, today, codes, full)


def mirror_everything(session: Session, today: date) -> None:
    """One pass over each source; only differences are written and marked."""
    follow_people(session)
    first_attempts.catch_up(session)
    conclusions.catch_up(session)
    work_out_employment(session, today)
    work_out_duties(session)
    work_out_rotations(session, today)
    work_out_accounts(session, today)
    work_out_conflicts(session, today)
    mirror_actions(session)
    mirror_findings(session)
    mirror_alerts(session)
    read_on(session)
