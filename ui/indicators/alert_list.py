"""Live alerts, those that wait for whoever looks on top: better than a plain table while nobody filters."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.permission import Actor
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import Waiting, Why, alerts_waiting_for, live_alerts
from domain.reporting.profile import role_names
from ui import address, formats
from ui.indicators import alert_words, wording
from ui.indicators.alert_words import LEVELS, Roles
from ui.language import _, label
from ui.tile import status_word
from ui.workbench import cards

MOST = 200
ROW, ROWS = 36, 15
CARDS = 10


def draw_live_alerts(actor: Actor) -> None:
    """What waits for this person, then every live alert they may see."""
    with reading(actor) as session:
        waiting = alerts_waiting_for(session, actor, today())
        live = session.scalars(live_alerts().limit(MOST)).all()
        roles = role_names(session)
    if not live:
        st.caption(_("No live alert: every figure is on the good side, or not rated."))
        return
    mine = {one.alert.id for one in waiting}
    _draw_waiting(waiting)
    others = [alert for alert in live if alert.id not in mine]
    if others:
        st.subheader(_("Other live alerts"), anchor=False)
        draw_alert_table(others, roles)


def _draw_waiting(waiting: Sequence[Waiting]) -> None:
    """Lines that can be read on a phone."""
    if not waiting:
        return
    st.subheader(_("Waiting for you · {count}", count=formats.number(len(waiting))), anchor=False)
    with st.container(border=True, gap="xsmall"):
        for one in waiting[:CARDS]:
            if one.why is Why.ACCEPTANCE:
                cards.risk(one.alert)
            else:
                cards.alert(one)
        if len(waiting) > CARDS:
            cards.all_alerts(len(waiting), {"state": "open"})


def draw_alert_table(alerts: Sequence[Alert], roles: Roles) -> None:
    """One row per alert; pressing it opens the alert."""
    drawn = "alerts:drawn-live"
    widget = f"alerts:live:{st.session_state.get(drawn, 0)}"
    st.dataframe(
        _table(alerts, roles, now()), hide_index=True, row_height=ROW, key=widget,
        height=ROW * (min(len(alerts), ROWS) + 1) + 3, selection_mode="single-cell",
        on_select=partial(_open, widget, drawn, [alert.id for alert in alerts]),
        alt=label("page.alerts"), column_config=_columns(),
    )  # fmt: skip


def _open(widget: str, drawn: str, ids: Sequence[int]) -> None:
    cells = st.session_state[widget].selection.cells
    if cells:
        st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
        address.go({"id": str(ids[cells[0][0]])})


def _columns() -> dict[str, Any]:
    right = st.column_config.TextColumn(alignment="right")
    return {
        label("Alert.level"): st.column_config.TextColumn(width=90),
        label("Alert.indicator"): st.column_config.TextColumn(width=230),
        label("Alert.value"): right,
        _("Limit"): right,
        _("Escalation"): st.column_config.TextColumn(width="medium"),
    }


def _table(alerts: Sequence[Alert], roles: Roles, at: datetime) -> pa.Table:
    columns: dict[str, list[str]] = {
        label("Alert.level"): [status_word(LEVELS[alert.level]) for alert in alerts],
        label("Alert.indicator"): [wording.name_of(alert.indicator) for alert in alerts],
        label("Alert.unit"): [label(a.unit) for a in alerts],
        label("Alert.value"): [alert_words.value(alert) for alert in alerts],
        _("Limit"): [alert_words.limit(alert) for alert in alerts],
        label("Alert.opened_period"): [wording.period_name(alert.opened_in) for alert in alerts],
        label("Alert.state"): [label(alert.state) for alert in alerts],
        label("Alert.owner"): [alert_words.owner(alert, roles) for alert in alerts],
        _("Escalation"): [alert_words.clock(alert, at) for alert in alerts],
    }
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
