"""Patterns of numbers: for which records, and what the numbers will look like."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain import entities
from domain.core.clock import today
from domain.core.editing import create
from domain.core.numbering import NUMBER, PARTS, NumberSeries, written
from domain.core.permission import Actor, Permission
from ui.configuration.custom_fields import record_kinds
from ui.language import _, listed
from ui.routes import literal


def numbered_records() -> Mapping[str, str]:
    """Kinds of records that have a number and a form."""
    return {name: said for name, said in record_kinds().items() if _has_number(name)}


def new_series(session: Session, actor: Actor, values: Mapping[str, Any]) -> NumberSeries:
    """A pattern for a kind of record; it counts from the next new record on."""
    return create(session, actor, Permission.CONFIGURATION_WRITE, NumberSeries, values)


def draw_next(_actor: Actor, series: NumberSeries) -> None:
    """Examples, so that nobody has to try it on real records."""
    examples = listed(
        f"`{literal(written(series.pattern, count, today(), 'EAST'))}`" for count in (1, 2, 100)
    )
    st.markdown(_("Numbers will look like {examples}.", examples=examples))
    st.caption(_("The pattern may contain {parts}.", parts=literal(PARTS)))


def _has_number(name: str) -> bool:
    kind = getattr(entities, name, None)
    return (hasattr(kind, NUMBER) and getattr(kind, "write_permission", None) is not None) or name == "Issue"
