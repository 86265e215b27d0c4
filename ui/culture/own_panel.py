"""What one has to sign and to read, and one's points: a panel for a page of one's own."""

from datetime import date

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.period import add_months, month_of
from domain.core.permission import Actor, Permission
from domain.culture.points_board import own_points
from domain.culture.reading_duty import own_reading
from domain.culture.signing import own_signings
from ui import formats
from ui.culture.code_cards import draw_standing
from ui.culture.handbook_contents import draw_reading, name_of
from ui.language import _, in_language
from ui.routes import page_link


def draw_own_culture(actor: Actor) -> None:
    """To sign, to read, my points. Draws nothing for an account that is nobody's or may not read them."""
    if actor.person_id is None or not actor.may(Permission.CULTURE_READ):
        return
    day: date = today()
    month = month_of(day)
    quarter = add_months(month, -((month % 100 - 1) % 3))
    with reading(actor) as session:
        codes = own_signings(session, actor, day)
        pages = [(version, duty) for version, duty in own_reading(session, actor, day) if duty.is_open(day)]
        points = own_points(session, actor, quarter, add_months(quarter, 2))
        whole_year = own_points(session, actor, month // 100 * 100 + 1, month // 100 * 100 + 12)
    with st.grid(3, min_column_width=260):
        with st.container(border=True):
            st.markdown(f"**{_('Codes and letters')}**")
            for version, duty in codes:
                name = in_language(version.code.name_zh, version.code.name_en)
                page_link("conduct_codes", name, {"id": str(version.code_id)}, f"own-code-{version.id}")
                draw_standing(duty, day)
            if not codes:
                st.caption(_("Nothing to sign."))
        with st.container(border=True):
            st.markdown(f"**{_('To read')}**")
            for page, duty in pages:
                page_link("handbook", name_of(page), {"chapter": str(page.page_id)}, f"own-page-{page.id}")
                draw_reading(duty, day)
            if not pages:
                st.caption(_("Everything has been read."))
        with st.container(border=True):
            st.markdown(f"**{_('My points')}**")
            st.metric(_("This quarter"), formats.number(points))
            st.caption(_("This year: {points}", points=formats.number(whole_year)))
            page_link("points", _("Board and rules"), {}, "own-points")
