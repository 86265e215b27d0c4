"""One widget per kind of value, and the way back from what was typed to the value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.errors import RuleBroken
from domain.core.rounding import rounded
from ui.fields import (
    CustomColumn,
    Field,
    Kind,
    choices_of,
    help_of,
    is_optional,
    key_of,
    kind_of,
    longest,
    name_of,
    places_of,
    stored_in,
    target_of,
)
from ui.language import _, label
from ui.routes import literal
from ui.titles import full_title, sort_attribute, title
from ui.uploader import speak_our_language

MOST_OPTIONS = 3000
LARGEST = 10**9
"""Whole numbers; amounts, which are kept as larger ones, reach further."""
EXACT = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.RATIO})


@dataclass(frozen=True)
class Upload:
    """A file that somebody gave to a form; kept when the form is saved."""

    name: str
    content: bytes


class NotANumber(RuleBroken):
    """The text typed is no number."""

    text = "{field_name}: “{value}” is not a number."


class TooPrecise(RuleBroken):
    """The number has digits that would be lost."""

    text = "{field_name}: at most {places} digits after the point."


class TooLarge(RuleBroken):
    """The number is beyond what is kept."""

    text = "{field_name}: the number is too large."


Options = dict[str, Mapping[Any, str]]
"""Field key -> what can be chosen: id of a record or word -> name."""


def options_for(
    fields: Sequence[Field], session: Session, choices: Mapping[str, Callable[[], Mapping[str, str]]]
) -> Options:
    """For every link asked for, the records it can lead to, by title; for a text with choices, those."""
    found: Options = {key: {"": _("Choose"), **offered()} for key, offered in choices.items()}
    for field in fields:
        if kind_of(field) is Kind.LINK:
            target: Any = target_of(field)
            query = select(target).where(target.archived_at.is_(None)).order_by(sort_attribute(target))
            found[field.key] = {r.id: full_title(r) for r in session.scalars(query.limit(MOST_OPTIONS))}
    return found


def ask(field: Field, value: Any, key: str, options: Options, *, filled_in: bool = False) -> None:
    """Draw the input; what is typed stays under `key` until the form is left."""
    what, told = kind_of(field), help_of(field)
    name = name_of(field) + ("" if filled_in or is_optional(field) else " ＊")
    if filled_in:
        told = told or _("Left empty, it is numbered by the pattern of its kind.")
    if what is Kind.FILE:
        _ask_file(name, value, key, told)
        return
    if key not in st.session_state:
        st.session_state[key] = as_typed(value, what)
    if what in (Kind.LINK, Kind.CHOICE) or field.key in options:
        names = _choosable(field, value, options)
        st.selectbox(
            name, list(names), key=key, format_func=names.__getitem__, placeholder=_("Choose"), help=told
        )
    elif what is Kind.FLAG:
        st.checkbox(name, key=key, help=told)
    elif what in (Kind.DAY, Kind.INSTANT):
        pick: Callable[..., Any] = st.date_input if what is Kind.DAY else st.datetime_input
        pick(name, value=None, key=key, format="YYYY-MM-DD", help=told)
    elif what is Kind.LONG_TEXT:
        st.text_area(name, key=key, height=120, help=told)
    else:
        percent = "%" if what is Kind.RATIO else None
        st.text_input(name, key=key, max_chars=longest(field), icon=percent, help=told)


def _ask_file(name: str, value: Any, key: str, told: str | None) -> None:
    now = _("Now: {file}. Another file replaces it.", file=literal(title(value))) if value else None
    zone = key.replace(":", "-").replace(".", "-")
    with st.container(key=f"upload-{zone}"):
        st.file_uploader(name, key=key, help=told or now)
        speak_our_language(f"upload-{zone}")


def _choosable(field: Field, value: Any, options: Options) -> dict[Any, str]:
    """What can be chosen; what the record has already can be kept, even if nobody could choose it anew."""
    if kind_of(field) is not Kind.LINK and field.key in options:
        return dict(options[field.key])
    optional = kind_of(field) is Kind.LINK or isinstance(field, CustomColumn)
    names: dict[Any, str] = {None: _("None")} if optional and is_optional(field) else {}
    if kind_of(field) is Kind.LINK:
        names |= {record.id: full_title(record) for record in (value,) if record is not None}
        return names | dict(options[field.key])
    held = (value,) if value is not None else ()
    return names | {choice: label(choice) for choice in (*held, *choices_of(field))}


def answer(field: Field, key: str) -> tuple[str, Any]:
    """The column the field is kept in and the value typed. Raises a RuleBroken that names the field."""
    return understood(field, st.session_state.get(key))


def understood(field: Field, typed: Any) -> tuple[str, Any]:
    """The same for what an input holds."""
    what, column = kind_of(field), stored_in(field).key
    if what is Kind.FILE:
        return column, Upload(typed.name, typed.getvalue()) if typed else None
    if what is Kind.INSTANT:
        return column, typed and typed.replace(tzinfo=ZoneInfo(settings().time_zone)).astimezone(UTC)
    if isinstance(typed, str):
        typed = typed.strip()
    if what in EXACT:
        return column, _exact(field, typed, what)
    if what is Kind.WHOLE:
        number = _number(field, typed)
        if number is not None and number != number.to_integral_value():
            raise NotANumber(field=column, field_name=key_of(field), value=typed)
        return column, None if number is None else int(number)
    return column, typed


def as_typed(value: Any, what: Kind) -> Any:
    """A value as its input holds it."""
    if what is Kind.LINK:
        return value.id if value is not None else None
    if what is Kind.RATIO and value is not None:
        return f"{value * 100:f}".rstrip("0").rstrip(".")
    if what in EXACT or what is Kind.WHOLE:
        text = "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
        return text.rstrip("0").rstrip(".") if "." in text else text
    if what is Kind.FLAG:
        return bool(value)
    if what is Kind.INSTANT and value is not None:
        return value.astimezone(ZoneInfo(settings().time_zone)).replace(tzinfo=None)
    return "" if value is None and what in (Kind.TEXT, Kind.LONG_TEXT) else value


def _number(field: Field, typed: Any) -> Decimal | None:
    text = str(typed or "").replace(",", "").replace("，", "").strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise NotANumber(field=stored_in(field).key, field_name=key_of(field), value=text)
    if abs(number) >= (LARGEST if kind_of(field) is Kind.WHOLE else LARGEST * 1000):
        raise TooLarge(field=stored_in(field).key, field_name=key_of(field))
    return number


def _exact(field: Field, typed: Any, what: Kind) -> Decimal | None:
    number = _number(field, typed)
    if number is None:
        return None
    if what is Kind.RATIO:
        number /= 100
    places = places_of(field)
    if number != rounded(number, places):
        raise TooPrecise(field=stored_in(field).key, field_name=key_of(field), places=places)
    return number
