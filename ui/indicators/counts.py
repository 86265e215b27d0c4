"""How many indicators have which status: each count leads to them."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from domain.indicators.status import Status
from domain.reporting.standing import Standing
from ui.indicators.place import Place
from ui.indicators.tiles import PAGE
from ui.routes import bare_link
from ui.tile import status_word

STATUS = "status"
ORDER = (Status.RED, Status.AMBER, Status.GREEN, Status.UNRATED, Status.NO_DATA)


def draw_counts(found: Sequence[Standing], place: Place) -> None:
    """One link for each status that occurs, the worst first."""
    counts = Counter(one.status for one in found)
    with st.container(
        horizontal=True, vertical_alignment="center", gap="medium", width="content", key="links-counts"
    ):
        for status in ORDER:
            if counts[status]:
                asks = {STATUS: status.value, **place.asks}
                bare_link(PAGE, f"{status_word(status)} {counts[status]}", asks)
