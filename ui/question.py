"""What a list is asked to show, as one query: list, count, totals and export share it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, selectinload

from db.settings import settings
from db.types import MONEY_PLACES
from domain.core.clock import today
from domain.core.rounding import rounded
from domain.core.visibility import actor_of
from domain.organisation.tree import UnitTree, unit_tree
from domain.organisation.unit import Unit
from ui import custom
from ui.fields import CustomColumn, Field, Kind, choices_of, expression_of, kind_of, target_of, word_of
from ui.screen import Screen, is_stored
from ui.table import links_of
from ui.titles import NAMES, is_told, sort_attribute

SEARCHED = ("name", "name_zh", "name_en", "display_name", *NAMES)
SIZES = (20, 50, 100)
BETWEEN, EMPTY = "..", "none"
LONGEST_NUMBER = 15


@dataclass(frozen=True)
class Wanted:
    """One state of a list, as its address says it."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field key -> words."""
    order: str = ""
    descending: bool = False
    page: int = 1
    size: int = SIZES[0]
    archived: bool = False
    view: str = ""
    """The view whose question narrows the list."""


@dataclass(frozen=True)
class Summary:
    """How many rows, and what their amounts add up to, by currency."""

    count: int
    totals: Mapping[str, Mapping[str, Decimal]]


def query_of(screen: Screen, wanted: Wanted, session: Session) -> Select[Any]:
    """The rows wanted, in no order. The session adds what its actor may see."""
    entity = screen.entity
    query = select(entity)
    if not wanted.archived:
        query = query.where(entity.archived_at.is_(None))
    asked = next((view.question for view in screen.views if view.question and view.key == wanted.view), None)
    if asked is not None:
        narrowed = asked(actor_of(session), today()).order_by(None)
        query = query.where(entity.id.in_(narrowed.with_only_columns(entity.id)))
    tree = unit_tree(session)
    for one in screen.filters:
        if words := wanted.chosen.get(one.key):
            query = query.where(condition(one, words, tree))
    for term in wanted.text.split():
        query = query.where(or_(*(_contains(one, term) for one in screen.search)))
    return query


def ordered(screen: Screen, wanted: Wanted, query: Select[Any]) -> Select[Any]:
    """The same rows in the order wanted, ties by identity."""
    columns = {column.key: column for column in screen.columns if is_stored(column)}
    by: Field = columns.get(wanted.order, screen.order_by)
    descending = wanted.descending if wanted.order in columns else screen.descending
    if kind_of(by) is Kind.LINK:
        other = aliased(target_of(by))
        query = query.outerjoin(other, expression_of(by) == other.id)
        key: Any = getattr(other, sort_attribute(target_of(by)).key)
    else:
        key = expression_of(by)
    identity = screen.entity.id
    return query.order_by(*((key.desc(), identity.desc()) if descending else (key.asc(), identity.asc())))


def load(query: Select[Any], fields: Iterable[Any], session: Session) -> Sequence[Any]:
    """The records with the neighbours these columns show."""
    columns = list(fields)
    found = session.scalars(query.options(*(selectinload(link) for link in links_of(columns)))).all()
    custom.attach(found, columns, session)
    return found


def summary(screen: Screen, query: Select[Any], session: Session) -> Summary:
    """Count and totals of the rows wanted, in one statement."""
    entity: Any = screen.entity
    money = [c for c in screen.columns if is_stored(c) and kind_of(c) is Kind.MONEY and _adds_up(c)]
    sums = [func.sum(expression_of(column)) for column in money]
    by_currency = bool(money) and hasattr(entity, "currency")
    groups = [entity.currency] if by_currency else []
    asked = query.with_only_columns(func.count(entity.id), *sums, *groups, maintain_column_froms=True)
    count = 0
    totals: dict[str, dict[str, Decimal]] = {column.key: {} for column in money}
    for number, *found in session.execute(asked.group_by(*groups)):
        count += number
        for column, total in zip(money, found, strict=False):
            if total is not None:
                totals[column.key][found[-1] if by_currency else ""] = total
    return Summary(count, totals)


def condition(one: Field, words: Sequence[str], tree: UnitTree) -> ColumnElement[bool]:
    """What the words of a filter mean for a field; `none` is an empty one. Other words find nothing."""
    said = [word for word in words if word != EMPTY]
    empty = [expression_of(one).is_(None)] if EMPTY in words else []
    return or_(*empty, *([_means(one, said, tree)] if said else []))


def _means(one: Field, words: Sequence[str], tree: UnitTree) -> ColumnElement[bool]:
    what = kind_of(one)
    value: ColumnElement[Any] = expression_of(one)
    if what is Kind.LINK:
        ids = [key for word in words if (key := whole(word)) is not None]
        wanted = tree.under_all(ids) if target_of(one) is Unit else ids
        return value.in_(wanted)
    if what is Kind.FLAG:
        return or_(*(_flagged(one, word == "yes") for word in words))
    if what is Kind.INSTANT:
        return or_(*(_within(value, word) for word in words))
    if what in _READERS:
        read = _iso_day if isinstance(one, CustomColumn) and what is Kind.DAY else _READERS[what]
        return or_(*(_between(value, word, read) for word in words))
    if what is Kind.CHOICE:
        known = {word_of(member): member for member in choices_of(one)}
        chosen = [known[word] for word in words if word in known]
        return value.in_([word_of(item) for item in chosen] if isinstance(one, CustomColumn) else chosen)
    return value.in_(list(words))


def _flagged(one: Field, said: bool) -> ColumnElement[bool]:
    """An own flag that nobody ever set is a no."""
    flag: ColumnElement[bool] = expression_of(one)
    unset = isinstance(one, CustomColumn) and not said
    return or_(flag.is_(said), flag.is_(None)) if unset else flag.is_(said)


def whole(word: str) -> int | None:
    """The number a word of an address stands for; None for anything else."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < LONGEST_NUMBER else None


def _decimal(word: str) -> Decimal | None:
    try:
        found = Decimal(word)
    except InvalidOperation:
        return None
    bearable = found.is_finite() and abs(found) < 10 ** (LONGEST_NUMBER - MONEY_PLACES)
    return rounded(found, MONEY_PLACES) if bearable else None


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.DAY: _day,
    Kind.MONTH: whole,
    Kind.WHOLE: whole,
    Kind.MONEY: _decimal,
    Kind.QUANTITY: _decimal,
    Kind.RATIO: _decimal,
}


def _iso_day(word: str) -> str | None:
    """Custom days are kept as text."""
    found = _day(word)
    return found.isoformat() if found else None


def _between(one: Any, word: str, read: Callable[[str], Any]) -> ColumnElement[bool]:
    low, sign, high = word.partition(BETWEEN)
    first, last = read(low), read(high if sign else low)
    bounds = [one >= first] if first is not None else []
    return and_(one.is_not(None), *bounds, *([one <= last] if last is not None else []))


def _within(one: Any, word: str) -> ColumnElement[bool]:
    """Between two days of the organisation's calendar, both whole."""
    low, sign, high = word.partition(BETWEEN)
    first, last = _day(low), _day(high if sign else low)
    zone = ZoneInfo(settings().time_zone)
    bounds = [one >= datetime.combine(first, time.min, zone)] if first else []
    after = datetime.combine(last + timedelta(days=1), time.min, zone) if last else None
    return and_(one.is_not(None), *bounds, *([one < after] if after else []))


def _contains(one: Field, term: str) -> ColumnElement[bool]:
    if not isinstance(one, InstrumentedAttribute) or kind_of(one) is not Kind.LINK:
        found: ColumnElement[bool] = expression_of(one).icontains(term, autoescape=True)
        return found
    target = target_of(one)
    texts = [getattr(target, name) for name in SEARCHED if hasattr(target, name) and is_told(target, name)]
    return one.has(or_(*(attribute.icontains(term, autoescape=True) for attribute in texts)))


def _adds_up(column: Field) -> bool:
    # A price is an amount too, but a sum of prices means nothing, nor does one of stocks of several days.
    return isinstance(column, CustomColumn) or (
        "price" not in column.key and column.key not in {"unit_cost", "stock", "value"}
    )
