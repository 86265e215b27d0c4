"""Proposed versions: what would change, what it would have done, and the decision."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.editing import find
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.indicators.back_test_compare import BackTest, compare, in_force
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.organisation.unit import Unit
from domain.reporting.known_events import issue_events
from ui.indicators import wording
from ui.indicators.builder.back_test_table import draw_back_test
from ui.indicators.builder.past import since
from ui.indicators.builder.tables import table
from ui.language import _, in_language, label
from ui.routes import literal, page_link
from ui.steps import Offer, offers_of, step_name
from ui.wish import show_refusal, wish

COMPARED = (
    "numerator", "denominator", "factor", "amber", "red", "target", "plan", "norm", "min_rows", "hide_below",
)  # fmt: skip
MONTHS = (12, 24, 36)


def draw_proposals(
    actor: Actor, indicator: Indicator, versions: Sequence[IndicatorVersion], *, named: bool = False
) -> None:
    """Each proposal in a box of its own; `named`: with the name of its indicator."""
    for version in versions:
        with reading(actor) as session:
            fresh = find(session, IndicatorVersion, version.id)
            offers = offers_of(fresh, actor)
            present = in_force(session, indicator, today())
        with st.container(border=True):
            _draw_head(indicator, fresh, named=named)
            _draw_differences(fresh, present)
            _draw_steps(fresh, offers)
            _draw_past(actor, fresh)


def _draw_head(indicator: Indicator, version: IndicatorVersion, *, named: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(label(version.state), color="orange", icon=":material/hourglass_top:")
        if named:
            name = f"{indicator.code} {wording.name_of(indicator)}"
            page_link("indicator_builder", name, {"code": indicator.code}, f"proposal-{version.id}")
        st.caption(_("counts from: {since}", since=since(version)), width="content")
    if version.note:
        st.markdown(literal(version.note))


def _draw_differences(version: IndicatorVersion, present: IndicatorVersion | None) -> None:
    """What is, and what would be; only what differs."""
    rows = []
    for name in COMPARED:
        before, after = (str(getattr(one, name) or "") if one else "" for one in (present, version))
        if before != after:
            rows.append((label(f"IndicatorVersion.{name}"), before or "—", after or "—"))
    if not rows:
        st.caption(_("The proposal says the same as what is in force."))
        return
    field, old, new = zip(*rows, strict=True)
    columns = {_("Field"): field, _("Present"): old, _("Proposed"): new}
    table(columns, f"proposal:{version.id}:differences", _("What would change"))


def _draw_steps(version: IndicatorVersion, offers: Sequence[Offer]) -> None:
    place = f"builder:version:{version.id}"
    with st.container(horizontal=True, gap="small"):
        for offer in offers:
            name, key = step_name("IndicatorVersion", offer.step), f"{place}:{offer.step}"
            if offer.needs_reason and offer.refusal is None:
                with st.popover(name, key=f"{key}:why"):
                    st.text_area(label("field.reason"), key=f"{key}:reason")
                    st.button(
                        name, key=key, type="primary", on_click=_take, args=(version.id, offer.step, place)
                    )
                continue
            st.button(
                name, key=key, disabled=offer.refusal is not None, help=offer.refusal, type="primary",
                on_click=_take, args=(version.id, offer.step, place),
            )  # fmt: skip
    show_refusal(place)


def _take(version_id: int, step: str, place: str) -> None:
    reason = str(st.session_state.get(f"{place}:{step}:reason") or "")

    def work(session: Session) -> str:
        version = find(session, IndicatorVersion, version_id)
        version.workflow.take(step, version, actor_of(session), now(), reason)
        return label(version.state)

    name = step_name("IndicatorVersion", step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)


def _draw_past(actor: Actor, version: IndicatorVersion) -> None:
    """The back-test, computed when somebody asks for it."""
    place = f"builder:version:{version.id}:past"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        months = st.selectbox(
            _("Months back"), MONTHS, index=1, key=f"{place}:months", width=140,
        )  # fmt: skip
        st.button(
            _("Back-test"), icon=":material/history_toggle_off:", key=f"{place}:go",
            on_click=lambda: st.session_state.update({place: True}),
        )  # fmt: skip
    if not st.session_state.get(place):
        return
    with st.spinner(_("Computing the past under both versions")), reading(actor) as session:
        found, units = _computed(session, actor, version.id, months)
    draw_back_test(found, units, place)


def _computed(session: Session, actor: Actor, key: int, months: int) -> tuple[BackTest, dict[int, str]]:
    version = find(session, IndicatorVersion, key)
    indicator = session.get_one(Indicator, version.indicator_id)
    events = issue_events(session, actor, indicator)
    units = session.query(Unit.id, Unit.name_zh, Unit.name_en)
    names = {key: in_language(zh, en) for key, zh, en in units}
    return compare(session, actor, version, today(), months, events), names
