"""Alerts first, advance notices below them, then the way to how often either was right."""

import streamlit as st

from domain.core.permission import Actor, Permission
from ui.indicators.alert_list import draw_live_alerts
from ui.indicators.notices import draw_notice_list
from ui.indicators.think_button import draw_think_button
from ui.language import _
from ui.routes import page_link


def draw_warnings(actor: Actor) -> None:
    """What the screen of alerts shows while nobody filters."""
    draw_live_alerts(actor)
    if actor.may(Permission.INDICATORS_READ):
        draw_notice_list(actor)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="warnings-way"):
        page_link("alert_quality", _("How often were they right?"), {}, "alert-quality")
        draw_think_button(actor)
