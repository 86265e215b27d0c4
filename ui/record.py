"""One record: read it whole in one look, then draw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.entity import Traced
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.core.workflow import WorkflowEntity
from domain.intake.batch import ImportBatch
from ui import address, custom, formats, table
from ui.colours import badge_colour
from ui.declared import takes_new
from ui.fields import CustomColumn, Field, Kind, Masked, kind_of, name_of, stored_in
from ui.language import _, label
from ui.routes import literal, page_for, record_link
from ui.screen import Related, Screen
from ui.steps import Offer, offers_of
from ui.titles import full_title, title

RELATED_ROWS = 100
OWNERS = ("owner", "salesperson")
"""Relationships to whoever answers for a record."""


@dataclass(frozen=True)
class Neighbours:
    """Records of another entity that point to this one: the first of them, and how many there are."""

    related: Related
    records: Sequence[Any]
    count: int


@dataclass(frozen=True)
class Record:
    """A record with everything its page shows."""

    entity: Any
    offers: tuple[Offer, ...]
    batch: ImportBatch | None
    neighbours: tuple[Neighbours, ...]

    @property
    def state(self) -> Any:
        """The state of its workflow or its status, where it has one."""
        return getattr(self.entity, "state", None) or getattr(self.entity, "status", None)


def look(screen: Screen, actor: Actor, key: int) -> Record:
    """Read the record; NotFound if there is none or this person may not see it."""
    with reading(actor) as session:
        found = session.scalars(_query(screen).where(screen.entity.id == key)).one_or_none()
        if found is None:
            raise NotFound
        custom.attach([found], (*screen.shown_fields, *screen.columns), session)
        batch_id = found.batch_id if isinstance(found, Traced) else None
        return Record(
            entity=found,
            offers=offers_of(found, actor),
            batch=session.get(ImportBatch, batch_id) if batch_id else None,
            neighbours=tuple(_neighbours(one, key, session) for one in screen.related),
        )


def _query(screen: Screen) -> Any:
    links = {*table.links_of(screen.shown_fields), *table.links_of(screen.columns)}
    return select(screen.entity).options(*(selectinload(link) for link in links))


def _neighbours(related: Related, key: int, session: Session) -> Neighbours:
    other: Any = related.by.class_
    query = select(other).where(related.by == key, other.archived_at.is_(None))
    count = session.scalar(query.with_only_columns(func.count(other.id))) or 0
    order = related.order_by.desc() if related.descending else related.order_by.asc()
    links = (selectinload(link) for link in table.links_of(related.columns))
    records = session.scalars(query.order_by(order, other.id).limit(RELATED_ROWS).options(*links)).all()
    return Neighbours(related, records, count)


def draw_heading(record: Record) -> None:
    """Name, state, and the line that says whose it is and how old."""
    found = record.entity
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(literal(full_title(found)), anchor=False, width="content")
        if record.state is not None:
            st.badge(label(record.state), color=badge_colour(record.state))  # type: ignore[arg-type]
        if found.archived_at:
            st.badge(_("Archived"), color="gray", icon=":material/archive:")
        if getattr(found, "to_be_completed", False):
            st.badge(_("To be completed"), color="orange", icon=":material/edit_note:")
    parts = [
        _("Created {at}", at=formats.instant(found.created_at)),
        _("Changed {at}", at=formats.instant(found.updated_at)),
    ]
    if isinstance(found, Traced) and not record.batch:
        parts.append(_("Entered by hand"))
    parts = [*_responsible(found), *parts]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(" · ".join(parts), width="content")
        if record.batch:
            source = _("From {file}, row {row}", file=record.batch.file_name, row=found.batch_row)
            record_link(record.batch, source, f"{found.id}-batch")


def _responsible(found: Any) -> list[str]:
    """Who answers for it, since when it is in its state, until when it may stay there."""
    kind = type(found).__name__
    # Only what was loaded is shown: a field that is closed to the reader is not.
    people = {name: person for name in OWNERS if (person := vars(found).get(name)) is not None}
    parts = [
        _("{name}: {value}", name=label(f"{kind}.{name}"), value=title(person))
        for name, person in people.items()
    ]
    if isinstance(found, WorkflowEntity):
        parts.append(_("{state} since {at}", state=label(found.state), at=formats.instant(found.state_since)))
        if due := found.workflow.due(found):
            parts.append(_("to be left by {at}", at=formats.instant(due)))
    return parts


def draw_sections(screen: Screen, record: Record) -> None:
    """Every field, grouped as the form is."""
    values = values_of(screen, record.entity)
    for section in screen.form:
        fields = [one for one in section.fields if section.means(one, values)]
        if not fields:
            continue
        if len(screen.form) > 1:
            st.subheader(label(f"section.{section.key}"), anchor=False)
        with st.grid(4, min_column_width=160, gap="small"):
            for field in fields:
                with st.container(gap=None):
                    _draw_field(record.entity, field)


def values_of(screen: Screen, found: Any) -> dict[str, Any]:
    """Column -> value, for conditions."""
    own = [stored_in(one) for one in screen.shown_fields if not isinstance(one, CustomColumn | Masked)]
    return {one.key: getattr(found, one.key) for one in own}


def _draw_field(found: Any, field: Field) -> None:
    st.caption(name_of(field))
    value, what = table.value(found, field, today()), kind_of(field)
    if what is Kind.LINK and value is not None:
        record_link(value, title(value), f"{found.id}-{field.key}")
    elif what is Kind.CHOICE and value is not None:
        st.badge(label(value), color=badge_colour(value))  # type: ignore[arg-type]
    elif what is Kind.FILE and value:
        st.markdown(f":material/attach_file: [{literal(title(value))}](/files/{value.id})")
    elif what is Kind.WEB_LINK and value:
        st.markdown(f"[{literal(value)}]({value})")
    else:
        st.markdown(literal(table.text(value, what)).replace("\n", "  \n"))


def draw_neighbours(record: Record, actor: Actor) -> None:
    """The records that belong to this one; pressing a row opens its page."""
    for one in record.neighbours:
        heading = f"{label(f'related.{one.related.key}')} · {formats.number(one.count)}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(heading, anchor=False, width="content")
            if takes_new(one.related, actor, getattr(record.entity, "unit_id", None)):
                _draw_new(one.related, record.entity)
        if not one.records:
            st.caption(_("None"))
            continue
        _draw_table(one, f"related:{one.related.key}:{record.entity.id}")
        if one.count > len(one.records):
            st.caption(_("The first {shown} of {count}.", shown=len(one.records), count=one.count))


def _draw_new(related: Related, found: Any) -> None:
    key = f"related:{related.key}:{found.id}:new"
    if st.button(_("New"), icon=":material/add:", type="tertiary", key=key):
        page = page_for(related.page or "")
        if page is not None:
            address.leave(page, {"id": "new", related.by.key: str(found.id)})


def _draw_table(one: Neighbours, key: str) -> None:
    entity: Any = one.related.by.class_
    page = page_for(one.related.page) if one.related.page else None
    settings: dict[str, Any] = {}
    if page is not None:
        settings = {
            "on_select": lambda: _open(key, page, [row.id for row in one.records]),
            "selection_mode": "single-cell",
        }
    st.dataframe(
        table.arrow(one.records, one.related.columns, today()), hide_index=True, key=key,
        column_config=table.configuration(one.related.columns, entity, {}),
        alt=label(f"related.{one.related.key}"), **settings,
    )  # fmt: skip


def _open(key: str, page: Any, ids: Sequence[int]) -> None:
    if cells := st.session_state[key]["selection"]["cells"]:
        address.leave(page, {"id": str(ids[cells[0][0]])})
