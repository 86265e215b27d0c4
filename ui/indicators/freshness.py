"""One line above the figures: how old they are, and what to mind about them."""

from datetime import date

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import today as present_day
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.indicators.refresh import RefreshSummary
from domain.reporting.bring_up_to_date import bring_up_to_date
from domain.reporting.freshness import Freshness
from ui import formats
from ui.indicators.place import Place
from ui.language import _
from ui.wish import wish


def draw_freshness(fresh: Freshness, place: Place, today: date, actor: Actor) -> None:
    """As of when, and a warning where facts came in that the figures do not contain."""
    said = [
        _("Facts as of {at}", at=formats.instant(fresh.imported_at)),
        _("figures computed {at}", at=formats.instant(fresh.computed_at)),
    ]
    if Period.of(place.month, Grain.MONTH).last_day >= today:
        said.append(_("this month is not over, its figures are provisional"))
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.caption(" · ".join(said), width="content")
        if fresh.behind:
            _offer_refresh(actor)


def _offer_refresh(actor: Actor) -> None:
    """New facts wait; whoever may, computes the figures now."""
    st.badge(_("New facts are not in the figures yet"), icon=":material/sync_problem:", color="orange")
    if actor.may(Permission.INDICATORS_REFRESH) and actor.units is None:
        st.button(_("Compute now"), icon=":material/sync:", key="refresh-figures", on_click=_refresh)


def _refresh() -> None:
    def work(session: Session) -> RefreshSummary:
        return bring_up_to_date(session, actor_of(session), present_day())

    wish(work, done=lambda made: _("Computed: {count} figures changed.", count=made.readings_written))
