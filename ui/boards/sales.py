"""The sales dashboard: are we where we wanted to be, thanks to whom, and what comes next?"""

import streamlit as st

from domain.core.permission import Permission
from domain.reporting.standing import Standing
from ui.boards.names import of_member
from ui.boards.sales_look import (
    ATTAINMENT,
    PICKED,
    AskMembers,
    by_code,
    sales_course,
    sales_pipeline,
    sales_tiles,
)
from ui.boards.sales_pictures import course_picture, members_picture, movers_picture, pipeline_picture
from ui.boards.tiles import draw_indicators
from ui.dashboard.declaration import Dashboard, Panel, Section
from ui.dashboard.view import View
from ui.language import _
from ui.routes import page_for, page_link


def draw_sales_tiles(found: list[Standing], view: View) -> None:
    """The tiles; where nobody imported targets, the way to do it."""
    draw_indicators(found, view)
    attained = by_code(found).get(ATTAINMENT)
    missing = attained is None or attained.current is None or not attained.current.denominator
    if missing and not view.wall:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_("No target was imported for this time."), width="content")
            if page_for("imports") is not None:
                page_link("imports", _("Import targets"), {}, "sales-targets")


SALES_BOARD = Dashboard(
    key="sales",
    icon=":material/trending_up:",
    read=Permission.INDICATORS_READ,
    dimensions={by: of_member(by) for by in PICKED},
    sections=(
        Section(
            "",
            Panel(key="sales-tiles", ask=sales_tiles, draw=draw_sales_tiles),
            (
                Panel(key="course", ask=sales_course, chart=course_picture, reacts=PICKED, wide=3, mine=True),
                Panel(key="units", ask=AskMembers("unit"), chart=members_picture, wide=2),
            ),
        ),
        Section(
            "sales_who",
            (
                Panel(key="salespeople", ask=AskMembers("salesperson"), chart=members_picture, mine=True),
                Panel(key="movers", ask=AskMembers("customer"), chart=movers_picture),
            ),
            (
                Panel(key="regions", ask=AskMembers("region"), chart=members_picture),
                Panel(key="channels", ask=AskMembers("channel"), chart=members_picture),
                Panel(key="categories", ask=AskMembers("category"), chart=members_picture),
            ),
        ),
        Section(
            "sales_next",
            Panel(key="pipeline", ask=sales_pipeline, chart=pipeline_picture, reacts=PICKED, mine=True),
        ),
    ),
)
"""The page."""
