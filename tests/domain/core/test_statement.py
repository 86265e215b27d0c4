"""Sentences beside figures."""

from decimal import Decimal
from enum import StrEnum

from domain.core.statement import Statement


class Way(StrEnum):
    SHORT = "short"


class Took(Statement):
    text = "took the {way} way, {days} days"


def test_a_statement_reads_as_its_filled_template() -> None:
    assert str(Took(way=Way.SHORT, days=Decimal("2.5"))) == "took the short way, 2.5 days"


def test_a_stored_statement_keeps_template_and_facts_apart_for_translation() -> None:
    assert Took(way=Way.SHORT, days=Decimal("2.50")).plain() == {
        "text": "took the {way} way, {days} days",
        "facts": {"way": "Way.short", "days": "2.50"},
    }


def test_statements_are_equal_when_they_say_the_same() -> None:
    assert Took(way=Way.SHORT, days=1) == Took(way=Way.SHORT, days=1)
    assert Took(way=Way.SHORT, days=1) != Took(way=Way.SHORT, days=2)
