"""What an indicator was computed by: every version with its date, its state and who decided."""

import streamlit as st

from domain.indicators.indicator_version import EVER, IndicatorVersion
from ui import formats
from ui.indicators.builder.look import Look
from ui.indicators.builder.tables import table
from ui.language import _, label


def draw_past(seen: Look) -> None:
    """Newest first."""
    if not seen.versions:
        return
    with st.expander(_("All versions ({count})", count=len(seen.versions)), key=f"past:{len(seen.versions)}"):
        rows = list(reversed(seen.versions))

        def who(key: int | None) -> str:
            return seen.people.get(key or 0, "")

        columns = {
            label("IndicatorVersion.effective_from"): [since(one) for one in rows],
            label("IndicatorVersion.state"): [
                _("in force") if seen.present and one.id == seen.present.id else label(one.state)
                for one in rows
            ],
            _("Formula"): [formula(one) for one in rows],
            label("IndicatorVersion.amber"): [one.amber for one in rows],
            label("IndicatorVersion.red"): [one.red for one in rows],
            label("IndicatorVersion.target"): [one.target for one in rows],
            label("IndicatorVersion.proposed_by"): [who(one.proposed_by_id) for one in rows],
            label("IndicatorVersion.approved_by"): [who(one.approved_by_id) for one in rows],
            label("IndicatorVersion.note"): [one.note for one in rows],
        }
        table(columns, "past:rows", _("All versions ({count})", count=len(rows)))


def since(one: IndicatorVersion) -> str:
    """From when on it counts."""
    return _("always") if one.effective_from == EVER else formats.day(one.effective_from)


def formula(one: IndicatorVersion) -> str:
    """numerator / denominator × factor, as written."""
    below = f" / ({one.denominator})" if one.denominator else ""
    return f"{one.numerator}{below}{f' × {one.factor}' if one.factor else ''}"
