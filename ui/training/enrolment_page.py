"""The page of one enrolment: only the steps that can be taken now, and its certificate."""

from dataclasses import replace

import streamlit as st

from domain.core.permission import Actor
from domain.training.enrolment import Enrolment
from ui.approvals.strip import draw_strip
from ui.record import draw_heading, draw_neighbours, draw_sections, look
from ui.record_page import draw_way
from ui.records.tabs import draw_tabs
from ui.screen import Screen
from ui.steps import draw_step_refusal, draw_steps
from ui.training.certificate_print import CERTIFIED, draw_certificate_button

DECISIONS = frozenset({"certify", "send_back"})
"""Shown with the reason even to those who may not take them: whose turn it is."""


def draw_enrolment(screen: Screen, actor: Actor, key: int) -> None:
    """As any record; what needs a code, a mark or another session happens on its own page."""
    found = look(screen, actor, key)
    offers = tuple(one for one in found.offers if one.refusal is None or one.step in DECISIONS)
    record = replace(found, offers=offers)
    one: Enrolment = record.entity
    draw_way(screen, actor, key)
    draw_heading(record)
    with st.container(horizontal=True):
        draw_steps(screen, one, offers, actor)
        if one.state in CERTIFIED and one.training_record_id is not None:
            draw_certificate_button(one.id, screen.url_path)
    draw_step_refusal(screen, one)
    draw_strip(one)

    def details() -> None:
        draw_sections(screen, record)
        draw_neighbours(record, actor)

    draw_tabs(screen, key, actor, screen.url_path, details, history=True)
