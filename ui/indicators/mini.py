"""Indicators as small multiples: name, value, status, change, and the course with its limits."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from domain.core.permission import Permission
from domain.reporting.standing import Comparison, Standing
from ui.charts.spark import SparkLimit, spark_html
from ui.charts.style import Style, style
from ui.colours import Tone
from ui.indicators import wording
from ui.indicators.place import Place
from ui.indicators.tiles import CODE, PAGE, note, target
from ui.language import _
from ui.routes import literal, page_for
from ui.session import current_actor
from ui.tile import TONES, status_word

IMPORTS = "imports"


def draw_mini(
    found: Sequence[Standing], place: Place, against: Comparison, key: str, columns: int = 4
) -> None:
    """Side by side, fewer where the screen is narrow. Each is a link to its indicator."""
    look, imports = style(), current_actor().may(Permission.FACTS_IMPORT)
    with st.grid(columns, min_column_width=230, gap="small"):
        for one in found:
            _draw(one, place, against, key, look, imports)


def _draw(one: Standing, place: Place, against: Comparison, key: str, look: Style, imports: bool) -> None:
    indicator = one.profile.indicator
    with st.container(border=True, key=f"tile-{key}-{indicator.code}", height="stretch", gap="xsmall"):
        with st.container(key=f"lead-{key}-{indicator.code}"):
            page, name = page_for(PAGE), literal(f"{indicator.code} {wording.name_of(indicator)}")
            if page is None:
                st.markdown(name)
            else:
                st.page_link(page, label=name, query_params={CODE: indicator.code, **place.asks})
        st.html(body(one, place, against, look))
        importing = page_for(IMPORTS)
        if imports and importing is not None and not any(one.figures) and not indicator.awaits:
            with st.container(key=f"about-{key}-{indicator.code}"):
                st.page_link(importing, label=_("Import the facts"), icon=":material/upload_file:")


def body(one: Standing, place: Place, against: Comparison, look: Style) -> str:
    """Value, change, status and course, as the browser draws them without further help."""
    indicator, shown = one.profile.indicator, one.current
    value = shown.value if shown else None
    difference = one.change(against)
    change = wording.change(difference, indicator, one.base(against))
    kind = wording.welcome(difference, value, indicator)
    toned = look.tone_inks[Tone.CALM if kind is None else Tone.GOOD if kind else Tone.BAD]
    compared = wording.comparison_name(against, one.period.grain) if change else ""
    moved = f"{_arrow(difference)}{change} {compared}"
    status = look.tone_inks[TONES[one.status]]
    said = " · ".join(filter(None, (target(one), note(one, place))))
    return (
        '<div style="display:flex;justify-content:space-between;align-items:baseline;gap:8px;flex-wrap:wrap">'
        f'<span style="font-size:1.25rem;font-weight:600">{escape(wording.figure(value, indicator))}</span>'
        f'<span style="font-size:.8rem;color:{toned}">{escape(moved)}</span></div>'
        f"{_course(one, look)}"
        '<div style="display:flex;gap:8px;flex-wrap:wrap;font-size:.8rem">'
        f'<span style="color:{status};font-weight:600">{escape(status_word(one.status))}</span>'
        f'<span style="color:{look.quiet_ink}">{escape(said)}</span></div>'
    )


def _arrow(difference: Decimal | None) -> str:
    if not difference:
        return ""
    return "↑ " if difference > 0 else "↓ "


def _course(one: Standing, look: Style) -> str:
    figures = one.figures
    limits = [
        SparkLimit([getattr(each, field) if each else None for each in figures], tone)
        for field, tone in (("amber", Tone.WAITING), ("red", Tone.BAD))
    ]
    name = wording.name_of(one.profile.indicator)
    said = _("{name}: the last {count} periods", name=name, count=len(figures))
    values = [each.value if each else None for each in figures]
    return spark_html(values, TONES[one.status], look, said, limits)
