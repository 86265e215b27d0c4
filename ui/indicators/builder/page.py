"""The indicator builder: indicators, measures and proposals; or one indicator or measure that is built."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.unit_of_work import reading
from domain.core.permission import Actor, Permission
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from ui import address
from ui.indicators import wording
from ui.indicators.builder.editor import draw_editor
from ui.indicators.builder.measure_form import draw_measure
from ui.indicators.builder.proposals import draw_proposals
from ui.language import _, in_language, label
from ui.lists.readers import whole

PATH = "indicator_builder"
SHOW = "show"
INDICATORS, MEASURES, PROPOSALS = "indicators", "measures", "proposals"


def draw(actor: Actor) -> None:
    """What the address names."""
    code, measure = address.get("code"), address.get("measure")
    if (version := whole(address.get("id") or "")) is not None:
        code = _code_of(actor, version)
    if code is not None or address.get("new") is not None:
        draw_editor(actor, code)
    elif measure is not None or address.get("new_measure") is not None:
        draw_measure(actor, measure)
    else:
        _draw_overview(actor)


def _code_of(actor: Actor, version_id: int) -> str | None:
    """The indicator that a version belongs to: notices lead to versions."""
    with reading(actor) as session:
        query = select(Indicator.code).join(IndicatorVersion, IndicatorVersion.indicator_id == Indicator.id)
        return session.scalar(query.where(IndicatorVersion.id == version_id))


def _draw_overview(actor: Actor) -> None:
    st.title(label("page.indicator_builder"), anchor=False)
    st.caption(
        _("Build measures from facts and indicators from measures. What is proposed counts once somebody "
          "else has approved it.")
    )  # fmt: skip
    names = {key: label(f"builder.{key}") for key in (INDICATORS, MEASURES, PROPOSALS)}
    widget = f"{PATH}:{SHOW}"
    address.follow(SHOW, widget, lambda words: words[0] if words and words[0] in names else INDICATORS)
    shown = st.segmented_control(
        _("Show"), list(names), format_func=names.__getitem__, key=widget, required=True,
        label_visibility="collapsed", on_change=address.publish,
        args=(SHOW, widget, lambda one: () if one == INDICATORS else (one,)),
    )  # fmt: skip
    if shown == MEASURES:
        _draw_measures(actor)
    elif shown == PROPOSALS:
        _draw_waiting(actor)
    else:
        _draw_indicators(actor)


def _draw_indicators(actor: Actor) -> None:
    with reading(actor) as session:
        found = session.scalars(
            select(Indicator).order_by(Indicator.archived_at.is_not(None), Indicator.code)
        )
        indicators = list(found)
    if actor.may(Permission.INDICATORS_DEFINE):
        st.button(
            _("New indicator"), icon=":material/add:", type="primary", key=f"{PATH}:new",
            on_click=address.go, args=({"new": "1"},),
        )  # fmt: skip
    said = str(st.text_input(_("Search"), key=f"{PATH}:q", placeholder=_("Code or name"), width=320) or "")
    shown = [
        one for one in indicators if said.casefold() in f"{one.code} {one.name_zh} {one.name_en}".casefold()
    ]
    columns = {
        label("Indicator.code"): [one.code for one in shown],
        label("Indicator.name"): [wording.name_of(one) for one in shown],
        label("Indicator.kind"): [label(one.kind) for one in shown],
        label("Indicator.measured"): [label(one.measured) for one in shown],
        label("Indicator.direction"): [label(one.direction) for one in shown],
        _("Standing"): [_standing(one) for one in shown],
    }
    _draw_table(columns, [one.code for one in shown], "code")


def _standing(one: Indicator) -> str:
    if one.archived_at is not None:
        return _("retired")
    return _("in force") if one.is_active else _("proposed")


def _draw_measures(actor: Actor) -> None:
    with reading(actor) as session:
        own = list(session.scalars(select(CustomMeasure).order_by(CustomMeasure.code)))
    if actor.may(Permission.INDICATORS_DEFINE):
        st.button(
            _("New measure"), icon=":material/add:", type="primary", key=f"{PATH}:new_measure",
            on_click=address.go, args=({"new_measure": "1"},),
        )  # fmt: skip
    if not own:
        st.markdown(
            ":material/functions: "
            + _(
                "No measure was built here yet. Those that come with the portal are offered in every formula."
            )
        )
        return
    columns = {
        label("CustomMeasure.code"): [one.code for one in own],
        label("Indicator.name"): [in_language(one.name_zh, one.name_en) for one in own],
        label("CustomMeasure.fact"): [label(f"entity.{one.fact}") for one in own],
        label("CustomMeasure.aggregate"): [label(one.aggregate) for one in own],
        _("Standing"): [_("retired") if one.archived_at else _("in use") for one in own],
    }
    _draw_table(columns, [one.code for one in own], "measure")


def _draw_table(columns: dict[str, list[str]], codes: Sequence[str], word: str) -> None:
    """Rows that open what they name."""
    key = f"{PATH}:{word}:{len(codes)}:{codes[0] if codes else ''}"

    def leave() -> None:
        if rows := st.session_state[key].selection.rows:
            address.go({word: codes[rows[0]]})

    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, key=key, on_select=leave, selection_mode="single-row",
        alt=label("page.indicator_builder"),
    )  # fmt: skip


def _draw_waiting(actor: Actor) -> None:
    with reading(actor) as session:
        waiting = session.scalars(
            select(IndicatorVersion)
            .where(IndicatorVersion.state == VersionState.PROPOSED, IndicatorVersion.archived_at.is_(None))
            .options(selectinload(IndicatorVersion.indicator))
            .order_by(IndicatorVersion.state_since, IndicatorVersion.id)
        ).all()
    if not waiting:
        st.markdown(f":material/rule: {_('Nothing waits for a decision.')}")
    for version in waiting:
        draw_proposals(actor, version.indicator, (version,), named=True)
