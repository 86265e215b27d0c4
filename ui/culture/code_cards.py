"""All codes of conduct at a glance: what each is, and what is left for oneself to do."""

from datetime import date

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.culture.conduct_code import ConductCodeVersion
from domain.culture.duty import Duty
from domain.culture.reach import leads
from domain.culture.signing import own_signings, signings_led, versions_in_force
from ui import formats
from ui.language import _, in_language, label
from ui.routes import record_link


def draw_codes(actor: Actor) -> None:
    """A card for each code in force; drafts stand in the list."""
    day = today()
    with reading(actor) as session:
        versions = versions_in_force(session)
        own = {version.id: duty for version, duty in own_signings(session, actor, day)}
        led = {one.id: signings_led(session, actor, one, day) for one in versions} if leads(actor) else {}
    if not versions:
        st.info(_("No code of conduct is in force yet."), icon=":material/handshake:")
    with st.grid(3, min_column_width=280):
        for version in versions:
            with st.container(border=True):
                _draw_card(version, own.get(version.id), led.get(version.id, []), day)
    st.caption(_("Drafts and retired codes: choose a view or search."))


def _draw_card(version: ConductCodeVersion, own: Duty | None, led: list[Duty], day: date) -> None:
    code = version.code
    st.badge(label(code.kind), color="gray")
    record_link(code, in_language(code.name_zh, code.name_en), f"code-{code.id}")
    st.caption(
        _(
            "Version {number}, in force since {day}",
            number=version.number,
            day=formats.day(version.in_force_on),
        )
    )
    draw_standing(own, day)
    if led:
        done = sum(not duty.is_open(day) for duty in led)
        st.progress(done / len(led), text=_("{done} of {all} have signed", done=done, all=len(led)))


def draw_standing(own: Duty | None, day: date) -> None:
    """What one has done oneself, or has to do."""
    if own is None:
        return
    if not own.is_open(day):
        on = formats.day(own.done.on) if own.done else ""
        st.badge(_("Signed {day}", day=on), color="green", icon=":material/task_alt:")
    elif own.is_late(day):
        st.badge(
            _("Overdue since {day}", day=formats.day(own.due_on)), color="red", icon=":material/schedule:"
        )
    else:
        st.badge(_("To sign by {day}", day=formats.day(own.due_on)), color="orange", icon=":material/draw:")
