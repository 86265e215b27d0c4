"""What can be chosen in the filters of a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.user import User
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from ui.fields import Field, Kind, choices_of, expression_of, kind_of, target_of, word_of
from ui.kept import kept
from ui.language import _, current, label
from ui.lists.readers import whole
from ui.lists.words import ME, MY_UNIT, parsed
from ui.screen import Screen
from ui.titles import full_title, sort_attribute

MOST_OPTIONS = 1000


@dataclass(frozen=True)
class Options:
    """What can be chosen for each filter: word in the address -> name."""

    of: Mapping[str, Mapping[str, str]]


def options_of(
    screen: Screen, fields: Mapping[str, Field], chosen: Mapping[str, Sequence[str]], session: Session
) -> Options:
    """Read what the filters offer: members of a choice, records of a link, texts in use.

    `chosen` are the words of the address: what they name is offered too, however many others there are.
    """
    offered = {one.key for one in screen.filters}
    named = {key: _ids(chosen.get(key, ())) for key, one in fields.items() if kind_of(one) is Kind.LINK}

    def read() -> Options:
        return Options(
            {
                key: _options(one, session, named.get(key, ()), texts=key in offered)
                for key, one in fields.items()
            }
        )

    words = (current(), sorted(fields), sorted(named.items()))
    return kept(session, f"options of {screen.url_path}", words, read)


def _ids(words: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(key for word in words if (key := whole(parsed(word)[1])) is not None))


def _options(one: Field, session: Session, named: Sequence[int], *, texts: bool) -> Mapping[str, str]:
    what = kind_of(one)
    if what is Kind.CHOICE:
        return {word_of(member): label(member) for member in choices_of(one)}
    if what is Kind.LINK:
        return _relative(one) | _records(one, session, named)
    if what is Kind.RECORDS or (what is Kind.TEXT and texts):
        text = expression_of(one)
        found = session.scalars(select(text).where(text != "").distinct().order_by(text).limit(MOST_OPTIONS))
        return {word: label(f"entity.{word}") if what is Kind.RECORDS else word for word in found}
    return {}


def _relative(one: Field) -> dict[str, str]:
    """What depends on who asks."""
    if target_of(one) in (Person, User):
        return {ME: _("me")}
    return {MY_UNIT: _("my unit")} if target_of(one) is Unit else {}


def _records(one: Field, session: Session, named: Sequence[int]) -> dict[str, str]:
    """Records that some row leads to; of units all, since a unit stands for those below it."""
    target: Any = target_of(one)
    query = select(target)
    if target is not Unit:
        query = query.where(target.id.in_(select(expression_of(one)).distinct()))
    found: list[Any] = list(session.scalars(query.order_by(sort_attribute(target)).limit(MOST_OPTIONS)))
    known = {record.id for record in found}
    if missing := [key for key in named if key not in known]:
        found += session.scalars(select(target).where(target.id.in_(missing)))
    return {str(record.id): full_title(record) for record in found}
