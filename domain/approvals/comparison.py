"""How a field is compared with a value: the operators each sort of field knows, and what they mean."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from domain.approvals.condition_field import ConditionField, Sort
from domain.approvals.subject import Value


class Operator(StrEnum):
    """How a field is compared."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUALS = "equals"
    DIFFERS = "differs"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    CONTAINS = "contains"
    WITHIN = "within"
    """A unit or anything below it."""
    OUTSIDE = "outside"
    FROM = "from"
    """That day or later."""
    BEFORE = "before"
    YES = "yes"
    NO = "no"
    EMPTY = "empty"
    FILLED = "filled"


O = Operator  # noqa: E741  the table below is read as a table
NO_VALUE = frozenset({O.YES, O.NO, O.EMPTY, O.FILLED})
MANY = frozenset({O.ONE_OF, O.NONE_OF, O.WITHIN, O.OUTSIDE})
"""Operators that take several values; the others take one or none."""
OPERATORS: Mapping[Sort, tuple[Operator, ...]] = {
    Sort.NUMBER: (O.AT_LEAST, O.MORE_THAN, O.AT_MOST, O.LESS_THAN, O.EQUALS, O.DIFFERS, O.EMPTY, O.FILLED),
    Sort.CHOICE: (O.ONE_OF, O.NONE_OF, O.EMPTY, O.FILLED),
    Sort.FLAG: (O.YES, O.NO, O.EMPTY),
    Sort.DAY: (O.FROM, O.BEFORE, O.EQUALS, O.EMPTY, O.FILLED),
    Sort.TEXT: (O.EQUALS, O.DIFFERS, O.CONTAINS, O.ONE_OF, O.NONE_OF, O.EMPTY, O.FILLED),
    Sort.UNIT: (O.WITHIN, O.OUTSIDE, O.ONE_OF),
    Sort.RECORD: (O.ONE_OF, O.NONE_OF, O.EMPTY, O.FILLED),
}


def read(sort: Sort, text: str) -> Decimal | date:
    """A number or a day from its text."""
    return date.fromisoformat(text) if sort is Sort.DAY else Decimal(text)


def fits(one: ConditionField, text: str) -> bool:
    """Whether a value as it is kept is one that the field could have."""
    if one.sort is Sort.CHOICE:
        return text in {
            str(getattr(choice, "code", getattr(choice, "value", choice))) for choice in one.choices
        }
    if one.sort not in (Sort.NUMBER, Sort.DAY):
        return bool(text.strip())
    try:
        found = read(one.sort, text)
    except (ValueError, InvalidOperation):
        return False
    return not isinstance(found, Decimal) or found.is_finite()


def code_of_choice(choice: Any) -> str:
    """How conditions name a member of an enum or a choice of a code list."""
    return str(getattr(choice, "code", getattr(choice, "value", choice)))


def ordered(operator: Operator, value: Any, limit: Any) -> bool:
    """Whether a number or day stands so to the limit."""
    answers: dict[Operator, bool] = {
        O.AT_LEAST: value >= limit,
        O.FROM: value >= limit,
        O.MORE_THAN: value > limit,
        O.AT_MOST: value <= limit,
        O.LESS_THAN: value < limit,
        O.BEFORE: value < limit,
        O.EQUALS: value == limit,
        O.DIFFERS: value != limit,
    }
    return answers.get(operator, False)


def alike(operator: Operator, value: Value, wanted: tuple[str, ...]) -> bool:
    """Whether a flag, text, choice or record is one of those wanted, or none, as the operator says."""
    if operator in (O.YES, O.NO):
        return value is (operator is O.YES)
    text = str(value)
    return {
        O.ONE_OF: text in wanted,
        O.EQUALS: text in wanted,
        O.NONE_OF: text not in wanted,
        O.DIFFERS: text not in wanted,
        O.CONTAINS: any(one.casefold() in text.casefold() for one in wanted),
        O.FILLED: True,
    }.get(operator, False)
