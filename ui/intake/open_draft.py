"""An unfinished import with everything its screens show, read in one look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.fact_spec import FactSpec, FieldSpec
from domain.core.permission import Actor
from domain.intake.column_look import ColumnLook, look_at
from domain.intake.draft import HOW_READ, ImportDraft, my_draft
from domain.intake.files.read import read_table, sheets_of
from domain.intake.files.refusals import FileRefused
from domain.intake.mapping import mappings
from domain.intake.may_import import permission_to_import
from domain.intake.reading import NUMBERS
from domain.intake.request import ImportRequest
from domain.intake.spec_of import specs_of
from domain.intake.table import Table
from domain.organisation.unit import Unit
from ui.language import label

LOOKS = "imports:looks"
FILES_KEPT = 6
HOUR = 3600


@dataclass(frozen=True)
class OpenDraft:
    """One draft on the screen."""

    draft: ImportDraft
    table: Table | None
    """The file as it is read now; None as long as it cannot be."""
    rows: int
    """How many rows hold anything."""
    refusal: FileRefused | None
    """Why it cannot be read."""
    sheets: tuple[str, ...]
    mappings: Sequence[str]
    """Names of saved mappings for this fact."""
    specs: Mapping[str, FactSpec]
    """What the person may import, with the fields that people added."""
    units: Mapping[str, str]
    """Code -> name of the units the person may import into."""

    @property
    def request(self) -> ImportRequest:
        """What would be imported. The draft must be readable and have a fact."""
        if self.table is None:
            raise ValueError("nothing to import yet")
        return self.draft.request(self.table, self.specs[self.draft.fact])

    def look(self, request: ImportRequest, item: FieldSpec) -> ColumnLook:
        """How a mapped or fixed field would be read; a column is gone through once for each decision."""
        looks = st.session_state.setdefault(LOOKS, {})
        key = (self.draft.id, self.draft.fact, item.name, _decided(self.draft, request, item))
        if key not in looks:
            looks[key] = look_at(request, item)
        found: ColumnLook = looks[key]
        return found


def open_draft(actor: Actor, draft_id: int) -> OpenDraft:
    """Read the actor's own draft; NotFound for anybody else's."""
    with reading(actor) as session:
        draft = my_draft(session, actor, draft_id)
        saved = [one.name for one in mappings(session, draft.fact)]
        specs = specs_of(session, actor)
        units = session.scalars(select(Unit).where(Unit.archived_at.is_(None)).order_by(Unit.code)).all()
    table, rows, refusal = None, 0, None
    try:
        table, rows = _table(draft, actor)
    except FileRefused as why:
        refusal = why
    return OpenDraft(
        draft, table, rows, refusal, table.sheets if table else _sheets(draft.sha256, draft.id, actor), saved,
        specs,
        {
            unit.code: label(unit)
            for unit in units
            if actor.may(permission_to_import(draft.fact), unit.id)
        },
    )  # fmt: skip


def forget_looks() -> None:
    """Another import is looked at."""
    st.session_state.pop(LOOKS, None)


def _table(draft: ImportDraft, actor: Actor) -> tuple[Table, int]:
    how = tuple(draft.options.get(name) for name in HOW_READ)
    return _read(draft.sha256, draft.file_name, how, draft.id, actor)


@st.cache_resource(max_entries=FILES_KEPT, ttl=HOUR, show_spinner=False)
def _read(
    sha256: str, name: str, how: tuple[str | None, ...], _draft_id: int, _actor: Actor
) -> tuple[Table, int]:
    del sha256  # the key
    encoding, delimiter, sheet = how
    content = _content(_actor, _draft_id)
    table = read_table(content, name, encoding=encoding, delimiter=delimiter, sheet=sheet)
    return table, sum(1 for _number, _row in table.numbered())


@st.cache_resource(max_entries=FILES_KEPT, ttl=HOUR, show_spinner=False)
def _sheets(sha256: str, _draft_id: int, _actor: Actor) -> tuple[str, ...]:
    del sha256  # the key
    return sheets_of(_content(_actor, _draft_id))


def _content(actor: Actor, draft_id: int) -> bytes:
    with reading(actor) as session:
        return my_draft(session, actor, draft_id, whole=True).content


def _decided(draft: ImportDraft, request: ImportRequest, item: FieldSpec) -> tuple[object, ...]:
    """Everything that has a part in how the field is read."""
    own = (request.columns.get(item.name), request.fixed.get(item.name), request.units.get(item.name))
    table = tuple(draft.options.get(name) for name in HOW_READ)
    others = tuple(sorted(request.columns.items())) if item.kind in NUMBERS else ()
    return (*own, *table, request.date_format, request.number_style, others)
