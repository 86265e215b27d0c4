"""The organisation as an indented tree: who stands below whom, and how many people each unit has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from ui import address, formats
from ui.language import _, label
from ui.titles import title

INDENT = "\u3000\u3000"


@dataclass(frozen=True)
class Branch:
    """One unit in its place."""

    unit: Unit
    depth: int
    people: int


def draw_unit_tree(actor: Actor) -> None:
    """The tree as a table; pressing a row opens the unit."""
    with reading(actor) as session:
        branches = list(_branches(session))
    ids = [branch.unit.id for branch in branches]
    st.dataframe(
        pa.table(
            {
                "name": [f"{INDENT * branch.depth}{title(branch.unit)}" for branch in branches],
                "code": [branch.unit.code for branch in branches],
                "people": [formats.number(branch.people) for branch in branches],
            }
        ),
        column_config={
            "name": st.column_config.TextColumn(label("entity.Unit"), width="large"),
            "code": st.column_config.TextColumn(label("Unit.code")),
            "people": st.column_config.TextColumn(_("People"), alignment="right"),
        },
        hide_index=True, height=35 * (len(branches) + 1) + 3, row_height=35, key="units:tree",
        on_select=lambda: _open(ids), selection_mode="single-cell", alt=label("page.units"),
    )  # fmt: skip


def _open(ids: list[int]) -> None:
    if cells := st.session_state["units:tree"]["selection"]["cells"]:
        address.go({"id": str(ids[cells[0][0]])})


def _branches(session: Session) -> Iterator[Branch]:
    units = session.scalars(select(Unit).where(Unit.archived_at.is_(None)).order_by(Unit.code)).all()
    staff = (
        select(Person.unit_id, func.count(Person.id))
        .where(Person.archived_at.is_(None), Person.left_on.is_(None))
        .group_by(Person.unit_id)
    )
    counts: Mapping[int, int] = {row[0]: row[1] for row in session.execute(staff)}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: int | None, depth: int) -> Iterator[Branch]:
        for unit in below.get(parent, []):
            yield Branch(unit, depth, counts.get(unit.id, 0))
            yield from walk(unit.id, depth + 1)

    yield from walk(None, 0)
