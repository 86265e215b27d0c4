"""Conditions as the database understands them, with the meaning they have for approval routes.

Nothing known satisfies only what asks for emptiness or for difference.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, false, func, not_, or_

from db.types import MONEY_PLACES, Scaled
from domain.approvals.comparison import Operator, read
from domain.approvals.condition import Condition, Conditions, Join, ValueMisfit
from domain.approvals.condition_field import ConditionField, Sort
from domain.core.custom_definition import PREFIX, Definition
from domain.core.custom_field import CustomKind
from domain.core.entity import Fact

Column = ColumnElement[Any]
COMPARED: Mapping[Operator, Callable[[Column, Any], Column]] = {
    Operator.AT_LEAST: lambda column, limit: column >= limit,
    Operator.FROM: lambda column, limit: column >= limit,
    Operator.MORE_THAN: lambda column, limit: column > limit,
    Operator.AT_MOST: lambda column, limit: column <= limit,
    Operator.LESS_THAN: lambda column, limit: column < limit,
    Operator.BEFORE: lambda column, limit: column < limit,
    Operator.EQUALS: lambda column, limit: column == limit,
    Operator.DIFFERS: lambda column, limit: column != limit,
}
DIFFERENT = frozenset({Operator.DIFFERS, Operator.NONE_OF})
ESCAPE = "\\"


def as_sql(fact: type[Fact], rules: Conditions, kinds: Mapping[str, CustomKind]) -> Column | None:
    """Which rows of the fact satisfy the conditions; None for all. `kinds`: own field -> what it holds.

    A field that is not there any more holds nothing.
    """
    parts = [_one(fact, item, kinds) for item in rules.items]
    if not parts:
        return None
    return and_(*parts) if rules.join is Join.ALL else or_(*parts)


def column_of(fact: type[Fact], path: str, kinds: Mapping[str, CustomKind]) -> Column | None:
    """The field inside a query; None if there is no such field."""
    key = path.removeprefix(PREFIX)
    if key != path:
        return _defined(fact, key, kinds[key]).column(fact) if key in kinds else None
    column: Column | None = getattr(fact, path, None)
    return column


def _defined(fact: type[Fact], key: str, kind: CustomKind) -> Definition:
    """As much of a definition as the query needs."""
    return Definition(
        entity=fact.__name__, key=key, kind=kind, name_zh="", name_en="", help_zh="", help_en="",
        required=False, preset="", in_list=False, visible_to=frozenset(),
    )  # fmt: skip


def _one(fact: type[Fact], item: Condition, kinds: Mapping[str, CustomKind]) -> Column:
    column = column_of(fact, item.field, kinds)
    if column is None:
        return false()
    kind = kinds.get(item.field.removeprefix(PREFIX)) if item.field.startswith(PREFIX) else None
    is_text = isinstance(column.type, String) and not hasattr(column.type, "enum_class")
    nothing = or_(column.is_(None), column == "") if is_text and kind is None else column.is_(None)
    if item.operator is Operator.EMPTY:
        return nothing
    if item.operator is Operator.FILLED:
        return not_(nothing)
    holds = _compared(column, item, kind)
    return or_(nothing, holds) if item.operator in DIFFERENT else and_(not_(nothing), holds)


def _compared(column: Column, item: Condition, kind: CustomKind | None) -> Column:
    if item.operator in (Operator.YES, Operator.NO):
        return column.is_(item.operator is Operator.YES)
    values = [_value(column, kind, text) for text in item.values]
    if item.operator is Operator.ONE_OF:
        return column.in_(values)
    if item.operator is Operator.NONE_OF:
        return column.not_in(values)
    if item.operator is Operator.CONTAINS:
        escaped = [str(value).lower().replace(ESCAPE, ESCAPE * 2) for value in values]
        words = [one.replace("%", rf"{ESCAPE}%").replace("_", rf"{ESCAPE}_") for one in escaped]
        return or_(*(func.lower(column).like(f"%{word}%", escape=ESCAPE) for word in words))
    return COMPARED[item.operator](column, values[0])


def _value(column: Column, kind: CustomKind | None, text: str) -> Any:
    """A value as the column compares it; own days are ISO text and compare as such."""
    members = getattr(column.type, "enum_class", None)
    if members is not None and issubclass(members, Enum):
        return members(text)
    if kind is not None:
        return Decimal(text) if isinstance(column.type, Scaled) else text
    if isinstance(column.type, Integer):
        return int(Decimal(text))
    if isinstance(column.type, Scaled):
        return Decimal(text)
    return text if isinstance(column.type, String) else read(Sort.DAY, text)


def require_expressible(item: Condition, one: ConditionField) -> None:
    """Refuse a number with more digits than the field keeps: no row could ever equal it."""
    if one.sort is not Sort.NUMBER or not item.values:
        return
    kind = one.column.type if one.column is not None else Scaled(MONEY_PLACES)
    places = kind.places if isinstance(kind, Scaled) else 0
    scaled = Decimal(item.values[0]).scaleb(places)
    if scaled != scaled.to_integral_value():
        raise ValueMisfit(field="conditions", field_name=one.label_keys[-1], value=item.values[0])
