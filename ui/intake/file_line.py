"""How the bytes of a file are read: said in one line, changed where the file does not prove it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.intake.change_draft import read_otherwise
from domain.intake.draft import my_draft
from domain.intake.files.encoding import ENCODINGS, Candidate, possible_encodings
from domain.intake.files.refusals import DelimiterUnclear, EncodingMismatch, EncodingUnclear
from domain.intake.table import Table
from ui import formats
from ui.intake.open_draft import OpenDraft
from ui.language import _, say
from ui.routes import literal
from ui.session import current_actor
from ui.wish import wish

AS_FOUND = ""
ENCODING, DELIMITER, SHEET = "encoding", "delimiter", "sheet"


def draw_file_line(found: OpenDraft) -> None:
    """What the file is, or what has to be said before it can be read."""
    if found.refusal is not None:
        st.warning(say(found.refusal), icon=":material/help:")
        if isinstance(found.refusal, EncodingUnclear | EncodingMismatch):
            _draw_encodings(found, current_actor())
        elif isinstance(found.refusal, DelimiterUnclear):
            _ask(found, DELIMITER, _("What separates the values"), delimiters())
        elif len(found.sheets) > 1:
            _ask(found, SHEET, _("Sheet"), {name: name for name in found.sheets})
    if found.table is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(literal(" · ".join(_facts(found.table, found.rows))), width="content")
        with st.popover(
            _("Read it otherwise"), icon=":material/tune:", type="tertiary", key="imports:reading"
        ):
            _draw_choices(found, found.table)


def delimiters() -> dict[str, str]:
    """The signs that may separate values, by name."""
    return {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Vertical bar")}


def _facts(table: Table, rows: int) -> list[str]:
    parts = [_("{rows} rows", rows=formats.number(rows)), _("{columns} columns", columns=len(table.headers))]
    if table.sheet:
        parts.append(_("sheet {name}", name=table.sheet))
    if table.encoding:
        parts.append(table.encoding.upper())
    if table.delimiter:
        parts.append(delimiters().get(table.delimiter, table.delimiter))
    return parts


def _draw_choices(found: OpenDraft, table: Table) -> None:
    if table.sheets:
        _ask(found, SHEET, _("Sheet"), {name: name for name in table.sheets}, table.sheet or "")
        return
    encodings = {AS_FOUND: _("As recognised ({name})", name=(table.encoding or "").upper())}
    _ask(found, ENCODING, _("Encoding"), encodings | {name: name.upper() for name in ENCODINGS})
    signs = {AS_FOUND: _("As recognised ({name})", name=delimiters().get(table.delimiter or "", ""))}
    _ask(found, DELIMITER, _("What separates the values"), signs | delimiters())


def _draw_encodings(found: OpenDraft, actor: Actor) -> None:
    """Each encoding with a line of the file as it would read: the right one is recognised by eye."""
    with reading(actor) as session:
        content = my_draft(session, actor, found.draft.id, whole=True).content
    candidates: Sequence[Candidate] = possible_encodings(content)
    names = [candidate.encoding for candidate in candidates]
    key = f"imports:{found.draft.id}:{ENCODING}:ask"
    st.session_state[key] = next((n for n in names if n == found.draft.options.get(ENCODING)), None)
    st.radio(
        _("In which encoding does the line read right?"), names, key=key,
        format_func=str.upper, captions=[literal(candidate.sample) for candidate in candidates],
        on_change=_chosen, args=(found.draft.id, ENCODING, key),
    )  # fmt: skip


def _ask(found: OpenDraft, name: str, title: str, options: Mapping[str, str], at: str = AS_FOUND) -> None:
    key = f"imports:{found.draft.id}:{name}"
    chosen = found.draft.options.get(name) or at
    st.session_state[key] = chosen if chosen in options else None
    st.selectbox(
        title, list(options), format_func=options.__getitem__, key=key, placeholder=_("Please choose"),
        on_change=_chosen, args=(found.draft.id, name, key),
    )  # fmt: skip


def _chosen(draft_id: int, name: str, key: str) -> None:
    how = {name: st.session_state[key] or None}
    wish(lambda session: read_otherwise(session, actor_of(session), draft_id, how, now()))
