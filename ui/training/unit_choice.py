"""Choose the unit a page looks at: the ones this person sees, each set in below the one above."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.organisation.tree import unit_tree
from domain.organisation.unit import Unit
from ui import address
from ui.indicators.place_pickers import INDENT
from ui.language import in_language, label
from ui.question import whole

UNIT = "unit"


@dataclass(frozen=True)
class Units:
    """Units in sight, in the order of the tree; `chosen` is the one the address names, else the topmost."""

    names: Mapping[int, str]
    chosen: int


def units_in_sight(session: Session, actor: Actor) -> Units:
    """Every unit in use that this person sees."""
    seen, tree = actor.units, unit_tree(session)
    query = select(Unit.id, Unit.code, Unit.name_zh, Unit.name_en).where(Unit.archived_at.is_(None))
    rows = {row.id: row for row in session.execute(query) if seen is None or row.id in seen}
    lines = {key: [rows[one].code for one in tree.above(key)[::-1] if one in rows] for key in rows}
    names = {
        key: f"{INDENT * (len(lines[key]) - 1)}{in_language(rows[key].name_zh, rows[key].name_en)}"
        for key in sorted(rows, key=lines.__getitem__)
    }
    asked = whole(address.get(UNIT) or "")
    return Units(names, asked if asked is not None and asked in names else next(iter(names), 0))


def pick_unit(units: Units, key: str) -> None:
    """The picker; nothing where there is one unit only."""
    if len(units.names) < 2:
        return
    widget, first = f"{key}:{UNIT}", next(iter(units.names))
    address.follow(UNIT, widget, lambda _words: units.chosen)
    st.selectbox(
        label("field.unit"), list(units.names), key=widget, format_func=units.names.__getitem__, width=240,
        on_change=address.publish,
        args=(UNIT, widget, lambda one: [] if one == first else [str(one)]),
    )  # fmt: skip
