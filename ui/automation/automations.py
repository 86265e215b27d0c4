"""The page of automations: the list, one of them with its form, dry run and log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.automation.automation import Automation
from domain.automation.firing import AutomationFiring, FiringOutcome
from domain.automation.save_automation import WRITE, switch
from domain.core.editing import find
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from ui import address, formats
from ui.automation.editor import draw_editor
from ui.automation.log import draw_log
from ui.automation.trial import draw_trial
from ui.automation.words import does, name_of, when
from ui.language import _, label
from ui.routes import literal
from ui.wish import show_refusal, wish

PATH, NEW = "automations", "new"


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    automations: Sequence[Automation]
    acted: Mapping[int, int]
    """Automation -> how often it has acted."""


def draw(actor: Actor) -> None:
    """The page."""
    look = _look(actor)
    st.title(label("page.automations"), anchor=False)
    wanted = address.get("id")
    if wanted == NEW and actor.may(WRITE):
        _back()
        draw_editor(actor, None)
        return
    chosen = next((one for one in look.automations if str(one.id) == wanted), None)
    if chosen is None:
        _draw_list(actor, look)
    else:
        _draw_one(actor, chosen)


def _look(actor: Actor) -> Look:
    with reading(actor) as session:
        query = select(Automation).where(Automation.archived_at.is_(None)).order_by(Automation.code)
        counts = (
            select(AutomationFiring.automation_id, func.count())
            .where(AutomationFiring.outcome == FiringOutcome.DONE)
            .group_by(AutomationFiring.automation_id)
        )
        return Look(session.scalars(query).all(), {row[0]: row[1] for row in session.execute(counts)})


def _draw_list(actor: Actor, look: Look) -> None:
    st.caption(
        _(
            "When something happens and conditions hold, the portal tells people, opens an issue or "
            "proposes a step. It decides nothing."
        )
    )
    if actor.may(WRITE):
        st.button(_("New automation"), icon=":material/add:", type="primary", key=f"{PATH}:new",
                  on_click=_open, args=(NEW,))  # fmt: skip
    if not look.automations:
        st.markdown(
            f":material/bolt: {_('No automation yet. A first one could tell the owner of every red alert.')}"
        )
    for one in look.automations:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.button(literal(name_of(one)), type="tertiary", key=f"{PATH}:{one.id}", on_click=_open,
                      args=(str(one.id),))  # fmt: skip
            st.badge(_("on") if one.enabled else _("off"), color="green" if one.enabled else "gray")
            st.markdown(literal(f"{when(one)} → {does(one)}"))
            st.space("stretch")
            st.caption(_("acted {count} times", count=formats.number(look.acted.get(one.id, 0))))


def _draw_one(actor: Actor, one: Automation) -> None:
    _back()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(name_of(one), anchor=False, width="content")
        st.badge(_("on") if one.enabled else _("off"), color="green" if one.enabled else "gray")
        if actor.may(WRITE):
            words = _("Turn off") if one.enabled else _("Turn on")
            st.button(words, icon=":material/power_settings_new:", key=f"{PATH}:{one.id}:switch",
                      on_click=_switch, args=(one.id, not one.enabled))  # fmt: skip
    show_refusal(f"{PATH}:{one.id}:switch")
    st.markdown(literal(f"{when(one)} → {does(one)}"))
    trial, log, form = st.tabs([_("Dry run"), _("Log"), _("What the rule says")])
    with trial:
        draw_trial(actor, one)
    with log:
        draw_log(actor, one)
    with form:
        draw_editor(actor, one)


def _back() -> None:
    st.button(_("All automations"), icon=":material/arrow_back:", type="tertiary", key=f"{PATH}:back",
              on_click=_open, args=("",))  # fmt: skip


def _open(which: str) -> None:
    address.put("id", (which,) if which else ())


def _switch(number: int, enabled: bool) -> None:
    def work(session: Session) -> None:
        switch(session, actor_of(session), find(session, Automation, number), enabled)

    wish(work, done=_("Saved."), place=f"{PATH}:{number}:switch")
