"""A manager's people: what each sold and is to sell, what their customers owe, what waits for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.core.rounding import quotient
from domain.core.told_name import told_name
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.indicators.alert import Alert
from domain.indicators.alert_state import LIVE, Level
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree
from domain.reporting.sales_members import Member, MembersWish, members
from domain.sales.activity import Activity
from domain.workforce.training_duty import DutyState, TrainingDuty

SALES, TARGET, OVERDUE = "net_sales", "target_revenue", "overdue"
FIGURES = (SALES, TARGET, OVERDUE)
ZERO = Decimal(0)
Tally = tuple[int, int]
"""How many, and how many of them are a matter of concern (late, red)."""
NONE: Tally = (0, 0)


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person of the team. Amounts are of the time asked for, what is open is as of the day."""

    id: int
    name_zh: str
    name_en: str
    unit_id: int
    sales: Decimal
    earlier: Decimal
    """Sales of the time compared with."""
    target: Decimal | None
    """None: nobody has set one, or none was imported."""
    overdue: Decimal
    """What customers they answer for owe past the due date, at the end of the time."""
    activities: int
    trainings: tuple[int, int, int]
    """Required courses with a valid certificate, with an expired one, and all that are required."""
    actions: Tally
    """Measures and issues they are to bring forward, and those past their date."""
    alerts: Tally
    """Live alerts they own, and the red ones."""

    @property
    def attainment(self) -> Decimal | None:
        """Sales / target."""
        return quotient(self.sales, self.target) if self.target else None


@dataclass(frozen=True)
class TeamWish:
    """Which team, in which time: `months` months ending with `month`, compared with those up to `before`."""

    unit_id: int
    month: int
    months: int
    before: int


def team(
    session: Session, actor: Actor, wish: TeamWish, first: date, last: date, today: date
) -> list[Colleague]:
    """People employed in the unit and below, who sold most first.

    Who may not compare people by name sees themselves only. `first` and `last` are the days of
    the time. NotFound for a unit the actor may not see.
    """
    actor.require(Permission.INDICATORS_READ)
    if not actor.may(Permission.INDICATORS_READ, wish.unit_id):
        raise NotFound
    units = unit_tree(session).below(wish.unit_id)
    people = session.execute(_people(session, units, actor, wish.unit_id, today)).all()
    ids = [row.id for row in people]
    asked = MembersWish(FIGURES, wish.unit_id, "salesperson", wish.month, wish.months, wish.before)
    sums = {one.key: one for one in members(session, actor, asked, today)}
    work = _work(session, ids, (first, min(last, today)), today)
    found = [_colleague(row, sums.get(row.id), work) for row in people]
    return sorted(found, key=lambda one: (-one.sales, one.name_zh))


def may_compare(actor: Actor, unit_id: int) -> bool:
    """Whether the actor may see the figures of colleagues by name."""
    return actor.may(Permission.PEOPLE_COMPARE, unit_id)


Work = Mapping[str, Mapping[int, tuple[int, ...]]]


def _people(
    session: Session, units: Collection[int], actor: Actor, unit_id: int, today: date
) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(*told_name(session, Person), Person.unit_id).where(
        Person.unit_id.in_(sorted(units)), Person.archived_at.is_(None),
        or_(Person.left_on.is_(None), Person.left_on >= today),
    )  # fmt: skip
    return query if may_compare(actor, unit_id) else query.where(Person.id == (actor.person_id or 0))


def _colleague(row: Any, sums: Member | None, work: Work) -> Colleague:
    trainings, actions = work["trainings"].get(row.id, (0, 0, 0)), work["measures"].get(row.id, NONE)
    issues, alerts = work["issues"].get(row.id, NONE), work["alerts"].get(row.id, NONE)
    return Colleague(
        id=row.id, name_zh=row.chinese, name_en=row.english or row.chinese, unit_id=row.unit_id,
        sales=sums.amount(SALES) if sums else ZERO,
        earlier=sums.earlier(SALES) if sums else ZERO,
        target=sums.now.get(TARGET) or None if sums else None,
        overdue=sums.amount(OVERDUE) if sums else ZERO,
        activities=work["activities"].get(row.id, (0,))[0],
        trainings=(trainings[0], trainings[1], trainings[2]),
        actions=(actions[0] + issues[0], actions[1] + issues[1]),
        alerts=(alerts[0], alerts[1]),
    )  # fmt: skip


def _work(session: Session, people: Collection[int], time: tuple[date, date], today: date) -> Work:
    """Person -> counts, one statement for each kind of work."""
    asked = _questions(people, time, today)
    return {
        name: {row[0]: tuple(int(number or 0) for number in row[1:]) for row in session.execute(query)}
        for name, query in asked.items()
    }


def _questions(
    people: Collection[int], time: tuple[date, date], today: date
) -> dict[str, Select[*tuple[Any, ...]]]:
    m, d = ImprovementMeasure, TrainingDuty
    under_way = [state for state in MeasureState if state.under_way]
    waits = Issue.implemented_on.is_(None)
    return {
        "measures": select(m.owner_id, func.count(), _of(m.due_on < today))
        .where(m.owner_id.in_(people), m.state.in_(under_way), m.archived_at.is_(None))
        .group_by(m.owner_id),
        "issues": select(Issue.owner_id, func.count(), _of(waits & (Issue.due_on < today)))
        .where(Issue.owner_id.in_(people), Issue.state.in_(OPEN), Issue.archived_at.is_(None))
        .group_by(Issue.owner_id),
        "alerts": select(Alert.owner_id, func.count(), _of(Alert.level == Level.RED))
        .where(Alert.owner_id.in_(people), Alert.state.in_(LIVE))
        .group_by(Alert.owner_id),
        "trainings": select(
            d.person_id, _of(d.state == DutyState.VALID), _of(d.state == DutyState.EXPIRED),
            _of(d.state == DutyState.REQUIRED),
        )
        .where(d.person_id.in_(people), d.from_on <= today, or_(d.until_on.is_(None), d.until_on > today))
        .group_by(d.person_id),
        "activities": select(Activity.salesperson_id, func.count())
        .where(Activity.salesperson_id.in_(people), Activity.done_on.between(*time))
        .group_by(Activity.salesperson_id),
    }  # fmt: skip


def _of(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
