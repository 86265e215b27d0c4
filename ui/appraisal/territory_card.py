"""Whether good scores come with good territories: a line of the fairness page."""

import streamlit as st

from db.unit_of_work import reading
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.territory import LEAST, Territory, territory_report
from domain.core.permission import Actor
from domain.core.rounding import rounded
from ui import formats
from ui.language import _
from ui.routes import literal


def draw_territory(actor: Actor, cycle: AppraisalCycle) -> None:
    """The correlation with what it rests on; a badge where targets should be reviewed."""
    with reading(actor) as session:
        one = territory_report(session, actor, cycle)
    with st.container(border=True, gap="small", key="fairness-territory"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{_('Territory')}**", width="content")
            if one is not None and one.flagged:
                st.badge(_("scores follow the territory: review targets"), color="orange")
            elif one is not None and one.correlation is not None:
                st.badge(_("nothing stands out"), color="green")
        st.caption(literal(_said(one)))


def _said(one: Territory | None) -> str:
    if one is None:
        return _("Fewer than {least} people with a score look after customers.", least=LEAST)
    if one.correlation is None:
        return _("Scores or territories do not differ, so nothing can be compared.")
    return _(
        "Score against potential: r = {r}, {people} people. The potential is what the customers of each "
        "bought in the twelve months before the period. Above 0.5 either way, targets may follow the "
        "territory more than the work.",
        r=formats.number(rounded(one.correlation, 2)), people=one.people,
    )  # fmt: skip
