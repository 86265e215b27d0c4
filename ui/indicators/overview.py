"""Every indicator of a unit with its status: as tiles to look at, or as a table to read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.indicators.indicator import Kind
from domain.reporting.freshness import Freshness, freshness
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import Comparison, Standing, standings, worst_first
from ui import address
from ui.indicators import meaning, wording
from ui.indicators.comparison import pick_comparison
from ui.indicators.counts import ORDER, STATUS
from ui.indicators.empty import draw_no_figures
from ui.indicators.freshness import draw_freshness
from ui.indicators.place import Asked, Place, place_of
from ui.indicators.place_pickers import draw_place
from ui.indicators.tiles import CODE, tile_of
from ui.language import _, label
from ui.tile import draw_tiles, status_word

KEY = "indicators"
KIND, VIEW, TABLE = "kind", "view", "table"
ROW = 38


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    place: Place
    standings: tuple[Standing, ...]
    fresh: Freshness


def draw_overview(actor: Actor) -> None:
    """The page."""
    look = _look(actor, Asked.read())
    if look is None:
        st.title(label("page.indicators"), anchor=False)
        draw_no_figures(actor)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(label("page.indicators"), anchor=False, width="content")
        draw_place(look.place, today(), KEY)
    draw_freshness(look.fresh, look.place, today(), actor)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        _pick_status(look.standings)
        _pick_kind()
        st.space("stretch")
        against = pick_comparison(KEY)
        as_table = _pick_view()
    found = worst_first(_filtered(look.standings))
    if not found:
        st.caption(_("No indicator has this status."))
    elif as_table:
        _draw_table(found, look.place, against)
    else:
        draw_tiles([tile_of(one, look.place, against, KEY) for one in found])


def _look(actor: Actor, asked: Asked) -> Look | None:
    with reading(actor) as session:
        place = place_of(session, actor, asked, today())
        if place is None:
            return None
        return Look(place, standings(session, place.unit.id, place.month), freshness(session))


def _filtered(found: Sequence[Standing]) -> list[Standing]:
    kinds, statuses = address.words(KIND), address.words(STATUS)
    return [
        one
        for one in found
        if (not kinds or one.profile.indicator.kind.value in kinds)
        and (not statuses or one.status.value in statuses)
    ]


def _pick_status(found: Sequence[Standing]) -> None:
    """The statuses with how many indicators have each; several may be chosen."""
    counts = Counter(one.status for one in found)
    widget = f"{KEY}:{STATUS}"
    known = {status.value: status for status in ORDER}
    address.follow(STATUS, widget, lambda words: [known[word] for word in words if word in known])
    st.pills(
        _("Status"), [status for status in ORDER if counts[status]], key=widget, selection_mode="multi",
        format_func=lambda status: f"{status_word(status)} {counts[status]}", label_visibility="collapsed",
        on_change=address.publish, args=(STATUS, widget, lambda chosen: [one.value for one in chosen]),
        width="content",
    )  # fmt: skip


def _pick_kind() -> None:
    widget = f"{KEY}:{KIND}"
    kinds = {kind.value: kind for kind in Kind}
    address.follow(KIND, widget, lambda words: kinds.get(words[0] if words else ""))
    st.pills(
        _("Kind"), list(Kind), key=widget, label_visibility="collapsed", width="content",
        on_change=address.publish, args=(KIND, widget, lambda chosen: [chosen.value] if chosen else []),
    )  # fmt: skip


def _pick_view() -> bool:
    """Tiles or table; whether it is the table."""
    widget = f"{KEY}:{VIEW}"
    address.follow(VIEW, widget, lambda words: list(words) == [TABLE])
    st.segmented_control(
        _("View"), [False, True], key=widget, required=True, label_visibility="collapsed", width="content",
        format_func=lambda table: ":material/table_rows:" if table else ":material/grid_view:",
        help=_("Tiles or table"), on_change=address.publish,
        args=(VIEW, widget, lambda table: [TABLE] if table else []),
    )  # fmt: skip
    return bool(st.session_state[widget])


def _draw_table(found: Sequence[Standing], place: Place, against: Comparison) -> None:
    drawn = f"{KEY}:drawn"
    widget = f"{KEY}:rows:{st.session_state.get(drawn, 0)}"
    codes = [one.profile.indicator.code for one in found]
    st.dataframe(
        _table(found, place, against), hide_index=True, row_height=ROW, height=ROW * (len(found) + 1) + 3,
        key=widget, on_select=partial(_open, widget, drawn, codes), selection_mode="single-cell",
        alt=label("page.indicators"), column_config=_columns(),
    )  # fmt: skip


def _open(widget: str, drawn: str, codes: Sequence[str]) -> None:
    cells = st.session_state[widget].selection.cells
    if cells:
        st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
        address.put(CODE, (codes[cells[0][0]],))


def _columns() -> dict[str, Any]:
    right = st.column_config.TextColumn(alignment="right")
    return {
        _("Status"): st.column_config.TextColumn(width=90),
        _("Code"): st.column_config.TextColumn(width=60),
        _("Indicator"): st.column_config.TextColumn(width="large"),
        _("Value"): right,
        _("Change"): right,
        _("Limit"): right,
        _("Last 13 periods"): st.column_config.LineChartColumn(width="medium"),
    }


def _table(found: Sequence[Standing], place: Place, against: Comparison) -> pa.Table:
    rows = [_row(one, place, against) for one in found]
    history = [
        [float(figure.value) for figure in one.figures if figure and figure.value is not None]
        for one in found
    ]
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in rows[0]}
    columns[_("Last 13 periods")] = pa.array(history, pa.list_(pa.float64()))
    return pa.table(columns)


def _limit(shown: ShownFigure | None) -> Decimal | None:
    """The target, or where there is none the point from which attention is due."""
    if shown is None:
        return None
    return shown.amber if shown.target is None else shown.target


def _row(one: Standing, place: Place, against: Comparison) -> dict[str, str]:
    indicator, shown = one.profile.indicator, one.current
    return {
        _("Status"): status_word(one.status),
        _("Code"): indicator.code,
        _("Indicator"): wording.name_of(indicator),
        _("Value"): wording.figure(shown.value if shown else None, indicator),
        _("Change"): wording.change(one.change(against), indicator, one.base(against)),
        _("Limit"): wording.figure(_limit(shown), indicator),
        _("Period"): wording.period_name(one.period),
        _("Owner"): meaning.owner(one.profile),
    }
