"""Which indicators stand on the cockpit: whoever defines indicators chooses, for everybody."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.reporting.cockpit_tile import MOST, SHIPPED, choose_tiles
from domain.reporting.standing import Standing
from ui.indicators.wording import name_of
from ui.language import _
from ui.session import current_actor
from ui.wish import show_refusal, wish

KEY = "cockpit:tiles"


def draw_choose_tiles(found: Sequence[Standing], shown: Sequence[str], chosen: Sequence[str]) -> None:
    """The button, for whoever may; the list behind it is drawn only while it is open."""
    if not current_actor().may(Permission.INDICATORS_DEFINE):
        return
    box = st.popover(
        ":material/tune:", type="tertiary", key=f"{KEY}:open", help=_("Choose the figures"),
        on_change="rerun", width="content",
    )  # fmt: skip
    if not box.open:
        return
    names = {one.profile.indicator.code: name_of(one.profile.indicator) for one in found}
    with box:
        st.multiselect(
            _("Figures on the cockpit, for everybody"), list(names), default=[c for c in shown if c in names],
            max_selections=MOST, key=KEY, format_func=lambda code: f"{code} {names[code]}",
            placeholder=_("Choose"),
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(_("Save"), type="primary", key=f"{KEY}:save", on_click=_save)
            if tuple(chosen) != SHIPPED:
                st.button(_("As shipped"), key=f"{KEY}:shipped", on_click=_choose, args=((),))
        show_refusal(KEY)


def _save() -> None:
    _choose(tuple(st.session_state.get(KEY) or ()))


def _choose(codes: Sequence[str]) -> None:
    def verb(session: Session) -> bool:
        choose_tiles(session, actor_of(session), codes, now())
        return True

    wish(verb, done=_("The cockpit shows them now."), place=KEY)
