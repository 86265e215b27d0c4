"""The second step: what the file holds, and which of its columns is which field."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.intake.change_draft import choose_fact, choose_mapping, choose_options
from domain.intake.column_look import ColumnLook
from domain.intake.draft import ImportDraft
from domain.intake.mapping import save_mapping
from domain.intake.record_registry import records
from domain.intake.request import DEFAULT_SOURCE, ImportRequest
from ui.intake.decide import decide, place_of
from ui.intake.field_row import draw_field, stands_in_the_way
from ui.intake.naming import fact_name, field_name
from ui.intake.open_draft import OpenDraft
from ui.intake.questions import draw_questions
from ui.intake.start import draw_give_up
from ui.intake.way import to_draft
from ui.language import _, listed
from ui.routes import literal
from ui.wish import show_refusal, tell, wish

GUESSED = ""


def draw_mapping(found: OpenDraft) -> None:
    """Everything to be decided about a file that can be read."""
    request = found.request
    with st.spinner(_("Reading the file …")):
        looks = {item.name: found.look(request, item) for item in request.said}
    _draw_whole_file(found)
    draw_questions(found.draft, request, looks)
    show_refusal(place_of(found.draft.id))
    with st.container(key="imports:fields", gap="xsmall"):
        for item in request.spec.open_fields:
            draw_field(found, request, item, looks.get(item.name))
    if request.ignored:
        st.caption(literal(_("Not used: {columns}", columns=listed(request.ignored))))
    _draw_buttons(found, request, looks)


def _draw_whole_file(found: OpenDraft) -> None:
    draft = found.draft
    with st.grid(4, min_column_width=200, gap="small", vertical_alignment="bottom"):
        facts = {name: fact_name(name) for name in found.specs}
        fact = f"imports:{draft.id}:fact"
        st.session_state[fact] = draft.fact
        st.selectbox(
            _("What the file holds"), list(facts), format_func=facts.__getitem__, key=fact,
            on_change=lambda: decide(draft.id, choose_fact, st.session_state[fact]),
        )  # fmt: skip
        names = {GUESSED: _("By their headers")} | {name: name for name in found.mappings}
        saved = f"imports:{draft.id}:mapping"
        st.session_state[saved] = draft.mapping if draft.mapping in found.mappings else GUESSED
        st.selectbox(
            _("How the columns are matched"), list(names), format_func=names.__getitem__, key=saved,
            on_change=lambda: decide(draft.id, choose_mapping, st.session_state[saved]),
        )  # fmt: skip
        if draft.fact in records():
            return  # known by their own key, and written only where everything they name is known
        source = f"imports:{draft.id}:source"
        st.session_state[source] = draft.options.get("source") or DEFAULT_SOURCE
        st.text_input(
            _("Source system"), key=source, max_chars=80,
            help=_("The same number from another source is another record. Keep one name for one system."),
            on_change=lambda: decide(draft.id, choose_options, {"source": st.session_state[source].strip()}),
        )  # fmt: skip
        strict = f"imports:{draft.id}:strict"
        st.session_state[strict] = bool(draft.options.get("strict"))
        st.toggle(
            _("Reject unknown names"), key=strict,
            help=_(
                "Off: customers, products, units and people that rows name and nobody knows yet are created, "
                "to be completed. On: such rows are rejected."
            ),
            on_change=lambda: decide(draft.id, choose_options, {"strict": st.session_state[strict]}),
        )  # fmt: skip


def _draw_buttons(found: OpenDraft, request: ImportRequest, looks: dict[str, ColumnLook]) -> None:
    why = _hindrance(request, looks)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Dry run"), type="primary", icon=":material/fact_check:", key="imports:check",
            disabled=bool(why), on_click=to_draft, args=(found.draft.id,), kwargs={"check": True},
        )  # fmt: skip
        _draw_saving(found.draft, request)
        draw_give_up(found.draft.id)
        if why:
            st.caption(literal(why))


def _hindrance(request: ImportRequest, looks: dict[str, ColumnLook]) -> str:
    """Why there can be no dry run yet."""
    names = {item.name: field_name(request.spec, item) for item in request.spec.fields}
    if request.missing:
        return _("Still without a column: {fields}", fields=listed(names[name] for name in request.missing))
    unclear = [names[name] for name, look in looks.items() if stands_in_the_way(request, name, look)]
    return _("Still to be cleared up: {fields}", fields=listed(unclear)) if unclear else ""


def _draw_saving(draft: ImportDraft, request: ImportRequest) -> None:
    key = f"imports:{draft.id}:name"
    with st.popover(_("Keep as mapping"), icon=":material/bookmark_add:", key=f"{key}:open"):
        st.caption(_("Files with the same headers will be read the same way, here and on the command line."))
        if draft.mapping and key not in st.session_state:
            st.session_state[key] = draft.mapping
        st.text_input(_("Name"), key=key, max_chars=80)
        show_refusal(key)
        st.button(_("Keep"), type="primary", key=f"{key}:keep", on_click=_keep, args=(draft.id, request, key))


def _keep(draft_id: int, request: ImportRequest, key: str) -> None:
    name = st.session_state[key].strip()

    def work(session: Session) -> str:
        actor: Actor = actor_of(session)
        saved = save_mapping(session, actor, name, request)
        choose_mapping(session, actor, draft_id, saved.name, now())
        return saved.name

    if wish(work, place=key) is not None:
        tell(_("Kept: {name}", name=name))
