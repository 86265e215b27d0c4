"""What the words of a filter mean for a field, as a condition of a query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, not_, or_, select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.access.user import User
from domain.core.relative_days import span_of
from domain.core.visibility import actor_of
from domain.organisation.person import Person
from domain.organisation.tree import UnitTree
from domain.organisation.unit import Unit
from ui.fields import CustomColumn, Field, Kind, choices_of, expression_of, kind_of, target_of, word_of
from ui.lists.readers import READERS, day_of, iso_day_of, whole
from ui.lists.words import ME, MY_UNIT, RANGE, Operator, parsed

WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.WEB_LINK})
DATED = frozenset({Kind.DAY, Kind.INSTANT, Kind.MONTH})


@dataclass(frozen=True)
class Asker:
    """Who asks, and when: what `me`, `my_unit` and `today` mean."""

    today: date
    person_id: int | None = None
    user_id: int | None = None
    units: frozenset[int] = frozenset()


def asker_of(session: Session, tree: UnitTree, today: date) -> Asker:
    """The session's actor; their unit is that of their person, else those that their roles reach."""
    actor = actor_of(session)
    home = None
    if actor.person_id is not None:
        home = session.scalar(select(Person.unit_id).where(Person.id == actor.person_id))
    reach = frozenset(tree.parents) if actor.units is None else actor.units
    units = tree.below(home) if home is not None else reach
    return Asker(today, actor.person_id, actor.user_id, units)


def condition(one: Field, words: Sequence[str], tree: UnitTree, asker: Asker) -> ColumnElement[bool]:
    """Any of the values said, and none of those excluded; words that mean nothing find nothing."""
    said = [parsed(word) for word in words]
    equal = [value for operator, value in said if operator is Operator.IS]
    excluded = [value for operator, value in said if operator is Operator.NOT]
    value: ColumnElement[Any] = expression_of(one)
    wanted = [_equals(one, equal, tree, asker)] if equal else []
    rest = (pair for pair in said if pair[0] not in (Operator.IS, Operator.NOT))
    wanted += [_compared(one, operator, found) for operator, found in rest]
    kept = [or_(value.is_(None), not_(_equals(one, excluded, tree, asker)))] if excluded else []
    return and_(*kept, *([or_(*wanted)] if wanted else []))


def is_empty(one: Field) -> ColumnElement[bool]:
    """Nothing was said; an empty text says nothing either."""
    value: ColumnElement[Any] = expression_of(one)
    empty = value.is_(None)
    return or_(empty, value == "") if kind_of(one) in WORDS else empty


def _compared(one: Field, operator: Operator, said: str) -> ColumnElement[bool]:
    value: ColumnElement[Any] = expression_of(one)
    if operator is Operator.EMPTY:
        return is_empty(one)
    if operator is Operator.FILLED:
        return not_(is_empty(one))
    if operator in (Operator.HAS, Operator.STARTS):
        if kind_of(one) not in WORDS or not said.strip():
            return false()
        match: Any = value.icontains if operator is Operator.HAS else value.istartswith
        found: ColumnElement[bool] = match(said.strip(), autoescape=True)
        return found
    bound, above = _bound(one, operator, said), operator in (Operator.OVER, Operator.AFTER)
    if bound is None:
        return false()
    compared: ColumnElement[bool] = value > bound if above else value < bound
    return compared


def _bound(one: Field, operator: Operator, said: str) -> Any:
    """The end of an open comparison, itself excluded; of an instant, the day is excluded whole."""
    what = kind_of(one)
    if what is Kind.INSTANT:
        day = day_of(said)
        if day is None:
            return None
        late = timedelta(days=1) if operator is Operator.AFTER else timedelta()
        edge = _start_of(day + late)
        return edge - timedelta.resolution if late else edge
    return _reader(one)(said) if what in READERS else None


def _equals(one: Field, words: Sequence[str], tree: UnitTree, asker: Asker) -> ColumnElement[bool]:
    what = kind_of(one)
    value: ColumnElement[Any] = expression_of(one)
    if what is Kind.LINK:
        return value.in_(_linked(one, words, tree, asker))
    if what is Kind.FLAG:
        return or_(*(_flagged(one, word == "yes") for word in words))
    if what is Kind.INSTANT:
        return or_(*(_within(value, _absolute(one, word, asker.today)) for word in words))
    if what in READERS:
        told = [_absolute(one, word, asker.today) for word in words]
        return or_(*(_between(value, word, _reader(one)) for word in told))
    if what is Kind.CHOICE:
        known = {word_of(member): member for member in choices_of(one)}
        chosen = [known[word] for word in words if word in known]
        return value.in_([word_of(item) for item in chosen] if isinstance(one, CustomColumn) else chosen)
    return value.in_(list(words))


def _linked(one: Field, words: Sequence[str], tree: UnitTree, asker: Asker) -> frozenset[int]:
    """The records meant; a unit stands for all units below it."""
    target = target_of(one)
    ids = {key for word in words if (key := whole(word)) is not None}
    if target is Unit:
        return tree.under_all(ids) | (asker.units if MY_UNIT in words else frozenset())
    own = {Person: asker.person_id, User: asker.user_id}.get(target) if ME in words else None
    return frozenset(ids | ({own} if own is not None else set()))


def _absolute(one: Field, word: str, today: date) -> str:
    """A relative day as a range of days (of a month, as one of months); any other word as it is."""
    span = span_of(word, today) if kind_of(one) in DATED else None
    if span is None:
        return word
    ends = span.months if kind_of(one) is Kind.MONTH else (span.first, span.last)
    return RANGE.join("" if end is None else str(end) for end in ends)


def _flagged(one: Field, said: bool) -> ColumnElement[bool]:
    """An own flag that nobody ever set is a no."""
    flag: ColumnElement[bool] = expression_of(one)
    unset = isinstance(one, CustomColumn) and not said
    return or_(flag.is_(said), flag.is_(None)) if unset else flag.is_(said)


def _reader(one: Field) -> Callable[[str], Any]:
    what = kind_of(one)
    return iso_day_of if isinstance(one, CustomColumn) and what is Kind.DAY else READERS[what]


def _between(one: Any, word: str, read: Callable[[str], Any]) -> ColumnElement[bool]:
    low, sign, high = word.partition(RANGE)
    first, last = read(low), read(high if sign else low)
    bounds = [one >= first] if first is not None else []
    return and_(one.is_not(None), *bounds, *([one <= last] if last is not None else []))


def _within(one: Any, word: str) -> ColumnElement[bool]:
    """Between two days of the organisation's calendar, both whole."""
    low, sign, high = word.partition(RANGE)
    first, last = day_of(low), day_of(high if sign else low)
    bounds = [one >= _start_of(first)] if first else []
    after = _start_of(last + timedelta(days=1)) if last else None
    return and_(one.is_not(None), *bounds, *([one < after] if after else []))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings().time_zone))
