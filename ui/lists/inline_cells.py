"""A value as a cell that can be typed into holds it, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.core.errors import RuleBroken
from ui import table
from ui.fields import NUMERIC, Field, Kind, choices_of, is_optional, key_of, kind_of, longest, word_of
from ui.inputs import Options, as_typed, understood
from ui.language import label
from ui.lists.readers import day_of, whole

CHOSEN = frozenset({Kind.CHOICE, Kind.LINK})


class NotOfferedHere(RuleBroken):
    """The cell holds something that the list did not offer."""

    text = "{field_name}: “{value}” is not one of the choices."


def cell_of(record: Any, one: Field, today: date) -> Any:
    """What the cell holds at first."""
    value, what = table.value(record, one, today), kind_of(one)
    if what is Kind.CHOICE:
        return None if value is None else word_of(value)
    typed = as_typed(value, what)
    return str(typed) if what is Kind.LINK and typed is not None else typed


def arrow_type(one: Field) -> pa.DataType:
    """How the cell travels to the browser; exact figures as text."""
    return {Kind.FLAG: pa.bool_(), Kind.DAY: pa.date32()}.get(kind_of(one), pa.string())


def arrow_value(one: Field, held: Any) -> Any:
    """The same for a cell that was typed into before."""
    return day_of(held) if kind_of(one) is Kind.DAY and isinstance(held, str) else held


def value_in(one: Field, held: Any) -> tuple[str, Any]:
    """Column and value of a cell. Raises a RuleBroken that names the field."""
    what = kind_of(one)
    if what in CHOSEN and held not in (None, ""):
        return understood(one, _chosen(one, str(held)))
    if what is Kind.DAY:
        return understood(one, day_of(str(held)[:10]) if held else None)
    if what is Kind.FLAG:
        return understood(one, bool(held))
    empty = "" if what in (Kind.TEXT, Kind.LONG_TEXT, Kind.WEB_LINK) else None
    return understood(one, empty if held is None else held)


def _chosen(one: Field, word: str) -> Any:
    if kind_of(one) is Kind.LINK:
        found: Any = whole(word)
    else:
        found = next((member for member in choices_of(one) if word_of(member) == word), None)
    if found is None:
        raise NotOfferedHere(field=one.key, field_name=key_of(one), value=word)
    return found


def column_of(one: Field, name: str, options: Options, held: Sequence[Any]) -> Any:
    """How the column looks and what may be typed. `held` is what its cells hold now."""
    what, required = kind_of(one), not is_optional(one)
    config = st.column_config
    if what is Kind.FLAG:
        return config.CheckboxColumn(name)
    if what is Kind.DAY:
        return config.DateColumn(name, format="YYYY-MM-DD", required=required)
    if what in CHOSEN or one.key in options:
        names = _names(one, options)
        words = list(dict.fromkeys([*names, *(str(word) for word in held if word)]))
        shown = {word: names.get(word, f"#{word}") for word in words}
        told: Any = shown.__getitem__
        return config.SelectboxColumn(name, options=words, format_func=told, required=required)
    alignment: Any = "right" if what in NUMERIC else "left"
    return config.TextColumn(name, max_chars=longest(one), alignment=alignment)


def _names(one: Field, options: Options) -> Mapping[str, str]:
    if kind_of(one) is Kind.CHOICE:
        return {word_of(member): label(member) for member in choices_of(one)}
    return {str(key): name for key, name in options.get(one.key, {}).items() if key != ""}
