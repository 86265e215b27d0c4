"""Losses that take nothing back from anybody: listed with the run, so that finance decides about them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.rewards.bonus_run import BonusRun
from domain.rewards.losses import LossKind
from ui import formats
from ui.language import _, label
from ui.rewards.words import said

MOST_ROWS, ROW = 10, 35


def draw_unattributed(run: BonusRun) -> None:
    """A table, nothing where there are none."""
    losses: list[Mapping[str, Any]] = run.frozen.get("unattributed", [])
    if not losses:
        return
    whole = sum((_signed(one) for one in losses), Decimal(0))
    facts = {"count": formats.number(len(losses)), "amount": formats.money(whole)}
    with st.container(border=True, key=f"bonus-run-{run.id}-unattributed"):
        text = _("{count} losses that nobody's bonus answers for, {amount} in all", **facts)
        st.markdown(f"**:material/help_center: {text}**")
        st.caption(
            _("They name no sale that could be found, so they take nothing back. Finance decides: name the "
              "invoice or the salesperson in the record and calculate again, or let it be.")
        )  # fmt: skip
        cells = {
            _("Loss"): [label(LossKind(one["kind"])) for one in losses],
            label("WriteOff.number"): [one["number"] for one in losses],
            _("Booked on"): [formats.day(date.fromisoformat(one["lost_on"])) for one in losses],
            _("Not attributed"): [formats.money(Decimal(one["amount"])) for one in losses],
            _("Why"): said(one["why"] for one in losses),
        }
        st.dataframe(
            pa.table({name: pa.array(column, pa.string()) for name, column in cells.items()}),
            hide_index=True, key=f"bonus-run-{run.id}-losses",
            alt=_("Losses that nobody's bonus answers for"),
            height=ROW * (min(len(losses), MOST_ROWS) + 1) + 3,
            column_config={_("Not attributed"): st.column_config.TextColumn(alignment="right")},
        )  # fmt: skip


def _signed(loss: Mapping[str, Any]) -> Decimal:
    amount = Decimal(loss["amount"])
    return -amount if loss["kind"] == LossKind.RECOVERY else amount
