"""Whose figures somebody may look at, and where they begin."""

from sqlalchemy.orm import Session

from domain.core.permission import Actor, Grant, Permission
from domain.organisation.tree import unit_tree
from domain.reporting.units_in_sight import units_in_sight
from tests.domain.reporting.conftest import Company
from tests.domain.reporting.shown import seen_by
from tests.factories import an_actor


def test_the_company_comes_first_and_units_without_figures_are_left_out(
    session: Session, actor: Actor, company: Company
) -> None:
    found = units_in_sight(session, actor)
    assert [(unit.id, unit.depth) for unit in found] == [
        (company.root, 0), (company.east, 1), (company.shanghai, 2), (company.south, 1),
    ]  # fmt: skip


def test_somebody_limited_to_a_unit_begins_at_that_unit(session: Session, company: Company) -> None:
    manager = an_actor(units=unit_tree(session).below(company.east))
    with seen_by(session, manager) as look:
        assert [(u.id, u.depth) for u in units_in_sight(look, manager)] == [
            (company.east, 0), (company.shanghai, 1),
        ]  # fmt: skip


def test_a_grant_without_the_right_to_read_indicators_shows_no_unit(
    session: Session, company: Company
) -> None:
    grants = (
        Grant("one", frozenset({Permission.INDICATORS_READ}), frozenset({company.south})),
        Grant("two", frozenset({Permission.FACTS_READ}), frozenset({company.east})),
    )
    mixed = Actor(name="Mixed", grants=grants)
    with seen_by(session, mixed) as look:
        assert [unit.id for unit in units_in_sight(look, mixed)] == [company.south]


def test_before_the_first_figures_there_is_nothing_to_look_at(session: Session, actor: Actor) -> None:
    assert units_in_sight(session, actor) == ()
