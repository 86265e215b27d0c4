"""What the receivables dashboard asks: ageing, debtors, what falls due, what units collect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.core.period import Grain, Period, last_day_of
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.organisation.tree import unit_tree
from domain.receivables.ageing_report import AgeingReport, ageing_report
from domain.reporting.course import Course, course
from domain.reporting.receivables_concentration import Debtor, debtors
from domain.reporting.receivables_due import DueWeek, due_soon
from domain.reporting.receivables_open import OverdueInvoices, overdue_invoices
from domain.reporting.sales_members import Member
from domain.reporting.standing import Standing
from ui.boards.names import numbered
from ui.boards.sales_look import by_code, by_member, in_order, standing
from ui.dashboard.answers import Keeper
from ui.dashboard.view import View

CUSTOMER, DSO = "customer", "K30"
TILES = ("K30", "K34", "K36", "R05", "K33", "R07", "K38")
MEASURES = ("collected", "invoiced", "overdue", "receivables", "overdue_over_90")


@dataclass(frozen=True)
class Owed:
    """What is open at the end of the period, or today while it lasts. None: the actor may not read facts."""

    as_of: date
    report: AgeingReport | None
    debtors: Sequence[Debtor]


@dataclass(frozen=True)
class Due:
    """What falls due after a day; None for those who may not read facts."""

    as_of: date
    weeks: Sequence[DueWeek] | None


@dataclass(frozen=True)
class Collecting:
    """What units collected of what they invoiced, with the indicators that judge it."""

    found: Sequence[Member]
    standings: Sequence[Standing]


@dataclass(frozen=True)
class ReceivablesTiles:
    """The indicators, and money that settles nothing yet."""

    found: Sequence[Standing]
    owed: Owed


def as_of(view: View) -> date:
    """The day balances are told of."""
    return min(last_day_of(view.month), view.today)


def owed(session: Session, view: View) -> Owed:
    """The ageing by customer of the unit with everything below it; asked for once by all panels."""
    day = as_of(view)
    found: Owed = Keeper.of(session).kept(
        "boards:owed", (view.unit.id, day), lambda: _owed(session, view, day)
    )
    return found


def _owed(session: Session, view: View, day: date) -> Owed:
    actor = actor_of(session)
    if not actor.may(Permission.FACTS_READ):
        return Owed(day, None, ())
    units = unit_tree(session).below(view.unit.id)
    report = ageing_report(session, actor, day, "customer", units)
    return Owed(day, report, debtors(session, report.table.rows))


def receivables_tiles(session: Session, view: View) -> ReceivablesTiles:
    """The indicators above everything, and what is owed."""
    return ReceivablesTiles(in_order(session, view, TILES), owed(session, view))


def falling_due(session: Session, view: View) -> Due:
    """The thirty days after the day balances are told of."""
    actor, day = actor_of(session), as_of(view)
    if not actor.may(Permission.FACTS_READ):
        return Due(day, None)
    return Due(day, due_soon(session, actor, unit_tree(session).below(view.unit.id), day))


def overdue(session: Session, view: View) -> OverdueInvoices | None:
    """The oldest overdue invoices, of the pressed customer if there is one."""
    actor = actor_of(session)
    if not actor.may(Permission.FACTS_READ):
        return None
    units = unit_tree(session).below(view.unit.id)
    return overdue_invoices(session, actor, units, as_of(view), numbered(view.chosen.get(CUSTOMER, "")))


def days_to_pay(session: Session, view: View) -> Course:
    """Days sales outstanding over time."""
    one = by_code(standing(session, view))[DSO].profile.indicator
    return course(
        session, actor_of(session), one, view.unit.id, Period.of(view.month, Grain.MONTH), view.today
    )


def collecting(session: Session, view: View) -> Collecting:
    """Units below, in the period."""
    return Collecting(by_member(session, view, "unit", MEASURES), standing(session, view))
