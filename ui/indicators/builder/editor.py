"""One indicator in the builder: its meaning, its formula, a preview, what is proposed and what was."""

from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.propose_indicator import (
    copy_indicator,
    describe_indicator,
    propose_change,
    propose_indicator,
    retire_indicator,
    revive_indicator,
)
from ui import address
from ui.indicators import wording
from ui.indicators.builder.formula_form import draw_formula, read_formula
from ui.indicators.builder.look import Look, look
from ui.indicators.builder.meaning_form import draw_meaning, judged, read_meaning
from ui.indicators.builder.past import draw_past
from ui.indicators.builder.preview import draw_preview
from ui.indicators.builder.proposals import draw_proposals
from ui.language import _, label
from ui.routes import literal, page_link
from ui.wish import show_refusal, wish


def draw_editor(actor: Actor, code: str | None) -> None:
    """The page of one indicator, or of a new one."""
    with reading(actor) as session:
        seen = look(session, actor, code)
    st.button(
        label("page.indicator_builder"), icon=":material/arrow_back:", type="tertiary",
        key="builder:back", on_click=address.go, args=({},),
    )  # fmt: skip
    _heading(seen)
    if seen.indicator is not None:
        draw_proposals(actor, seen.indicator, seen.proposed)
    writes = actor.may(Permission.INDICATORS_DEFINE)
    place = place_of(seen)
    with st.container(border=True):
        st.subheader(_("Meaning"), anchor=False)
        draw_meaning(seen, place, writes=writes)
        if seen.indicator is not None and writes:
            _draw_keep(seen.indicator, place)
    with st.container(border=True):
        st.subheader(_("Formula and thresholds"), anchor=False)
        faulty = draw_formula(seen, place, judged(seen, place)[0], writes=writes)
    with st.container(border=True):
        draw_preview(actor, seen, place, faulty=faulty)
    if writes and (seen.indicator is None or seen.indicator.archived_at is None):
        _draw_propose(seen, place, faulty=faulty)
    if seen.indicator is not None:
        draw_past(seen)
        _draw_rest(actor, seen.indicator)


def place_of(seen: Look) -> str:
    """Where what is typed is kept; anew whenever something was decided or saved."""
    if seen.indicator is None:
        return "builder:new"
    newest = seen.versions[-1].id if seen.versions else 0
    return f"builder:{seen.indicator.id}:{seen.indicator.version}:{newest}"


def _heading(seen: Look) -> None:
    one = seen.indicator
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = _("New indicator") if one is None else wording.name_of(one)
        st.title(literal(name), anchor=False, width="content")
        if one is not None and one.archived_at is not None:
            st.badge(_("retired"), color="gray")
        elif one is not None and not one.is_active:
            st.badge(_("proposed"), color="orange")
    if one is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(literal(f"{one.code} · {label(one.kind)}"), width="content")
            page_link("indicators", _("Figures"), {"code": one.code}, "builder-figures")


def _draw_keep(one: Indicator, place: str) -> None:
    def keep() -> None:
        values = read_meaning(place, new=False)

        def work(session: Session) -> None:
            found = find(session, Indicator, one.id)
            describe_indicator(session, actor_of(session), found, values, one.version)

        wish(work, done=_("Saved."), place=f"{place}:meaning")

    show_refusal(f"{place}:meaning")
    st.button(_("Save the meaning"), icon=":material/save:", key=f"{place}:keep", on_click=keep)


def _draw_propose(seen: Look, place: str, *, faulty: bool) -> None:
    one = seen.indicator
    show_refusal(f"{place}:propose")
    if one is not None and seen.proposed:
        st.caption(_("A change waits for a decision; the next one can be proposed after it."))
        return
    name = _("Propose the indicator") if one is None else _("Propose the change")

    def propose() -> None:
        formula = read_formula(place, judged(seen, place)[0])

        def work(session: Session) -> IndicatorVersion:
            actor = actor_of(session)
            if one is None:
                formula.pop("effective_from", None)
                return propose_indicator(session, actor, read_meaning(place, new=True), formula, now())
            found = find(session, Indicator, one.id)
            return propose_change(session, actor, found, formula, now(), today())

        done = _("Proposed. Somebody else must approve it before it counts.")
        if wish(work, done=done, place=f"{place}:propose") is not None and one is None:
            address.go({"code": str(st.session_state.get(f"{place}:code") or "").strip()})

    st.button(
        name, type="primary", icon=":material/send:", key=f"{place}:propose:go", on_click=propose,
        disabled=faulty, help=_("The formula has mistakes.") if faulty else None,
    )  # fmt: skip


def _draw_rest(actor: Actor, one: Indicator) -> None:
    """Copy, retire, bring back."""
    place = f"builder:{one.id}:rest"
    with st.container(horizontal=True, gap="small"):
        if actor.may(Permission.INDICATORS_DEFINE):
            with st.popover(_("Duplicate"), icon=":material/content_copy:", key=f"{place}:copy:form"):
                st.text_input(_("Code of the copy"), key=f"{place}:code", max_chars=20)
                st.button(
                    _("Duplicate"), type="primary", key=f"{place}:copy", on_click=_copy, args=(one.id, place)
                )
        if actor.may(Permission.INDICATORS_APPROVE) and one.archived_at is None:
            with st.popover(_("Retire"), icon=":material/archive:", key=f"{place}:retire:form"):
                st.caption(_("No more figures and no more alerts; what was kept stays."))
                st.text_area(label("field.reason"), key=f"{place}:reason")
                st.button(
                    _("Retire"), type="primary", key=f"{place}:retire", on_click=_retire, args=(one.id, place)
                )
        if actor.may(Permission.INDICATORS_APPROVE) and one.archived_at is not None:
            st.button(
                _("Bring back"), icon=":material/unarchive:", key=f"{place}:revive", on_click=_revive,
                args=(one.id, place),
            )  # fmt: skip
    show_refusal(place)


def _copy(key: int, place: str) -> None:
    code = str(st.session_state.get(f"{place}:code") or "").strip()

    def work(session: Session) -> Any:
        return copy_indicator(session, actor_of(session), find(session, Indicator, key), code, now())

    if (
        wish(work, done=_("Proposed. Somebody else must approve it before it counts."), place=place)
        is not None
    ):
        address.go({"code": code})


def _retire(key: int, place: str) -> None:
    reason = str(st.session_state.get(f"{place}:reason") or "")

    def work(session: Session) -> None:
        retire_indicator(session, actor_of(session), find(session, Indicator, key), now(), reason)

    wish(work, done=_("Retired."), place=place)


def _revive(key: int, place: str) -> None:
    wish(
        lambda session: revive_indicator(session, actor_of(session), find(session, Indicator, key)),
        done=_("Brought back."),
        place=place,
    )
