"""Figures of a board whose reader narrowed it to one member, and who may be chosen for that."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.period import Period
from domain.core.permission import Actor, Permission
from domain.core.told_name import told_name
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.status import HIDE_BELOW, Status, hides_person
from domain.indicators.trait import TRAITS, bearers
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree
from domain.reporting.breakdown import SALESPERSON, Names, TooFewToShow, is_sum, member_names
from domain.reporting.course import Course
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.team_people import may_compare
from domain.sales.customer import Customer
from domain.sales.product import Product

MOST_OFFERED = 500


class ComparesPeople(NotPermitted):
    """Figures of a colleague by name."""

    text = "Comparing people by name is for those who lead them. Needed: {permission}."


def require_comparable(actor: Actor, unit_id: int, by: str, member: int | None = None) -> None:
    """ComparesPeople unless figures of people by name are open to the actor, or it is their own."""
    own = member is not None and member == actor.person_id
    if by == SALESPERSON and not own and not may_compare(actor, unit_id):
        raise ComparesPeople(permission=Permission.PEOPLE_COMPARE)


def narrowed_course(
    session: Session, actor: Actor, indicator: Indicator, wish: Wish, periods: Sequence[Period], today: date
) -> Course:
    """The figures of one member (`wish.by`, `wish.member`) in these periods, gaps as None."""
    require_comparable(actor, wish.unit_id, wish.by or "", wish.member)
    asked = replace(wish, grain=periods[-1].grain, first=periods[0].first_day, last=periods[-1].last_day)
    found = [ShownFigure.of_figure(one) for one in read_figures(session, actor, asked, today)]
    if wish.by == SALESPERSON and not is_sum(indicator, found):
        found = [_hidden(one) if hides_person(one.rows) else one for one in found]
    known = {one.period: one for one in found}
    return Course(tuple(known.get(period) for period in periods))


def _hidden(one: ShownFigure) -> ShownFigure:
    return replace(one, value=None, status=Status.NO_DATA, reason=TooFewToShow(least=HIDE_BELOW))


def offered_members(session: Session, actor: Actor, by: str, unit_id: int) -> Names:
    """Who or what a filter of this dimension offers, as far as the actor may see it."""
    if by in TRAITS:
        return member_names(session, by, sorted(set(bearers(session, TRAITS[by]).values())))
    units = sorted(unit_tree(session).below(unit_id))
    if by == SALESPERSON:
        query = select(*told_name(session, Person)).where(Person.unit_id.in_(units))
        if not may_compare(actor, unit_id):
            query = query.where(Person.id == (actor.person_id or 0))
    elif by == "customer":
        query = select(*told_name(session, Customer)).where(Customer.unit_id.in_(units))
    else:
        query = select(*told_name(session, Product))
    rows = session.execute(query.order_by(query.selected_columns[1]).limit(MOST_OFFERED))
    return {key: (chinese, english) for key, chinese, english in rows}
