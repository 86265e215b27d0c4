"""How a file was read, or is to be read, in words: for the pages of an import and of a mapping."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from db.unit_of_work import reading as reading_as
from domain.core.fact_spec import FactSpec, FieldKind
from domain.core.permission import Actor
from domain.intake.spec_of import spec_of
from ui.intake.field_row import scale_name
from ui.intake.file_line import delimiters
from ui.intake.naming import field_name
from ui.language import _
from ui.routes import literal


def draw_reading(actor: Actor, fact: str, reading: Mapping[str, Any]) -> None:
    """Everything that was decided, in two columns."""
    with reading_as(actor) as session:
        spec = spec_of(session, actor, fact)
    with st.grid(2, min_column_width=260, gap="xsmall"):
        for name, said in reading_in_words(spec, reading):
            st.markdown(f"**{literal(name)}** {literal(said)}")


def reading_in_words(spec: FactSpec, reading: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was decided, each with its name; what was left to the file is not mentioned."""
    names = {item.name: field_name(spec, item) for item in spec.fields}
    kinds = {item.name: item.kind for item in spec.fields}
    for name, header in (reading.get("columns") or {}).items():
        yield names.get(name, name), str(header)
    for name, value in (reading.get("fixed") or {}).items():
        yield names.get(name, name), _("{value} in all rows", value=value)
    for name, unit in (reading.get("units") or {}).items():
        yield names.get(name, name), scale_name(kinds.get(name, FieldKind.MONEY), Decimal(unit))
    yield from _options(reading)


def _options(reading: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if reading.get("encoding"):
        yield _("Encoding"), str(reading["encoding"]).upper()
    if reading.get("delimiter"):
        yield _("What separates the values"), delimiters().get(reading["delimiter"], reading["delimiter"])
    if reading.get("sheet"):
        yield _("Sheet"), str(reading["sheet"])
    if reading.get("date_format"):
        yield _("Dates"), str(reading["date_format"]).upper()
    if reading.get("number_style"):
        yield _("Numbers"), str(reading["number_style"])
    if reading.get("strict"):
        yield _("Unknown names"), _("rejected")
