"""What a list is asked to show, as one query: list, count, totals and export share it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, selectinload

from domain.core.clock import today
from domain.core.visibility import actor_of
from domain.organisation.tree import unit_tree
from ui import custom
from ui.fields import CustomColumn, Field, Kind, expression_of, kind_of, target_of
from ui.lists.conditions import asker_of, condition
from ui.lists.readers import whole as whole
from ui.screen import Screen, is_stored
from ui.table import links_of
from ui.titles import NAMES, is_told, sort_attribute

SEARCHED = ("name", "name_zh", "name_en", "display_name", *NAMES)
SIZES = (20, 50, 100)
SUMMED = frozenset({Kind.MONEY, Kind.QUANTITY})
UNASKED = frozenset({Kind.DATA, Kind.FILE})


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
    any_of: bool = False
    """Whether one of the conditions is enough."""
    only: tuple[int, ...] = ()
    """Records picked by hand; none: all that match."""


Totals = Mapping[str, Mapping[str, Decimal]]
"""Column key -> currency -> sum."""


@dataclass(frozen=True)
class Summary:
    """How many rows, and what their amounts add up to, by currency."""

    count: int
    totals: Totals


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
    if conditions := _conditions(screen, wanted, session):
        query = query.where(or_(*conditions) if wanted.any_of else and_(*conditions))
    if wanted.only:
        query = query.where(entity.id.in_(wanted.only))
    for term in wanted.text.split():
        query = query.where(or_(*(_contains(one, term) for one in screen.search)))
    return query


def filterable(screen: Screen) -> dict[str, Field]:
    """Every field that can be asked for: those the screen offers first, then its other columns."""
    offered = {one.key: one for one in screen.filters}
    others = (one for one in screen.columns if is_stored(one) and kind_of(one) not in UNASKED)
    return offered | {one.key: one for one in others if one.key not in offered}


def _conditions(screen: Screen, wanted: Wanted, session: Session) -> list[ColumnElement[bool]]:
    asked = [(one, words) for key, one in filterable(screen).items() if (words := wanted.chosen.get(key))]
    if not asked:
        return []
    tree = unit_tree(session)
    asker = asker_of(session, tree, today())
    return [condition(one, words, tree, asker) for one, words in asked]


def ordered(screen: Screen, wanted: Wanted, query: Select[Any], *, turned: bool = False) -> Select[Any]:
    """The same rows in the order wanted (or, turned, in the opposite one), ties by identity."""
    columns = {column.key: column for column in screen.columns if is_stored(column)}
    by: Field = columns.get(wanted.order, screen.order_by)
    descending = (wanted.descending if wanted.order in columns else screen.descending) is not turned
    if kind_of(by) is Kind.LINK:
        other = aliased(target_of(by))
        query = query.outerjoin(other, expression_of(by) == other.id)
        key: Any = getattr(other, sort_attribute(target_of(by)).key)
    else:
        key = expression_of(by)
    identity = screen.entity.id
    return query.order_by(*((key.desc(), identity.desc()) if descending else (key.asc(), identity.asc())))


def page_of(
    screen: Screen, wanted: Wanted, query: Select[Any], count: int, fields: Iterable[Any], session: Session
) -> Sequence[Any]:
    """One page of so many rows.

    First the identities, which an index may tell without the rows, counted from the nearer end; then the
    rows of this page alone. So a page in the middle of a million rows is as near as an index is long.
    """
    entity: Any = screen.entity
    start = (wanted.page - 1) * wanted.size
    length = min(wanted.size, count - start)
    far = start > count // 2
    keys = ordered(screen, wanted, query, turned=far)
    keys = keys.with_only_columns(entity.id, maintain_column_froms=True)
    keys = keys.offset(count - start - length if far else start).limit(max(0, length))
    ids = list(session.scalars(keys))
    place = {key: at for at, key in enumerate(reversed(ids) if far else ids)}
    found = load(select(entity).where(entity.id.in_(ids)), fields, session) if ids else ()
    return sorted(found, key=lambda record: place[record.id])


def load(query: Select[Any], fields: Iterable[Any], session: Session) -> Sequence[Any]:
    """The records with the neighbours these columns show."""
    columns = list(fields)
    found = session.scalars(query.options(*(selectinload(link) for link in links_of(columns)))).all()
    custom.attach(found, columns, session)
    return found


def summary(screen: Screen, query: Select[Any], session: Session) -> Summary:
    """Count and totals of the rows wanted."""
    return Summary(count_of(screen, query, session), totals_of(screen, query, session))


def count_of(screen: Screen, query: Select[Any], session: Session) -> int:
    """How many rows are wanted; often an index tells."""
    entity: Any = screen.entity
    return session.scalar(query.with_only_columns(func.count(entity.id), maintain_column_froms=True)) or 0


def totals_of(screen: Screen, query: Select[Any], session: Session) -> Totals:
    """What the amounts of the rows wanted add up to, by currency, in one statement that reads them all."""
    entity: Any = screen.entity
    added = [c for c in screen.columns if is_stored(c) and kind_of(c) in SUMMED and _adds_up(c)]
    if not added:
        return {}
    by_currency = any(kind_of(c) is Kind.MONEY for c in added) and hasattr(entity, "currency")
    groups = [entity.currency] if by_currency else []
    asked = query.with_only_columns(
        *(func.sum(expression_of(column)) for column in added), *groups, maintain_column_froms=True
    )
    totals: dict[str, dict[str, Decimal]] = {column.key: {} for column in added}
    for found in session.execute(asked.group_by(*groups)):
        for column, total in zip(added, found, strict=False):
            if total is not None:
                currency = found[-1] if by_currency and kind_of(column) is Kind.MONEY else ""
                sofar = totals[column.key].get(currency, Decimal(0))
                totals[column.key][currency] = sofar + total
    return totals


def _contains(one: Field, term: str) -> ColumnElement[bool]:
    if not isinstance(one, InstrumentedAttribute) or kind_of(one) is not Kind.LINK:
        found: ColumnElement[bool] = expression_of(one).icontains(term, autoescape=True)
        return found
    target = aliased(target_of(one))
    texts = [
        getattr(target, name) for name in SEARCHED if hasattr(target, name) and is_told(target_of(one), name)
    ]
    named = select(target.id).where(or_(*(text.icontains(term, autoescape=True) for text in texts)))
    # Found once and compared by number: looking behind each row for its neighbour's name takes far longer.
    meant: ColumnElement[bool] = expression_of(one).in_(named)
    return meant


def _adds_up(column: Field) -> bool:
    # A price is an amount too, but a sum of prices means nothing, nor does one of stocks of several days.
    if isinstance(column, CustomColumn):
        return True
    return (
        kind_of(column) is Kind.MONEY
        and "price" not in column.key
        and column.key not in {"unit_cost", "stock", "value"}
    )
