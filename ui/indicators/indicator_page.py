"""One indicator: where it stands, where it came from, what it is made of, what is done about it."""

from dataclasses import dataclass
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.period import Grain, Period
from domain.core.permission import Actor
from domain.reporting.change import Change, ChangeAsked, why_changed
from domain.reporting.freshness import Freshness, freshness
from domain.reporting.indicator_view import IndicatorView, Question, indicator_view
from domain.reporting.note import Note, notes
from domain.reporting.traced_records import Traced
from ui import address
from ui.dashboard.notes import Pinboard, draw_new_note, draw_notes
from ui.indicators import meaning, wording
from ui.indicators.asked_records import AskedRecords, asked_records, look_for_records
from ui.indicators.course_chart import draw_course
from ui.indicators.empty import draw_no_figures
from ui.indicators.freshness import draw_freshness
from ui.indicators.notices import Offer, draw_notice, offers
from ui.indicators.numbers import draw_numbers, draw_origin
from ui.indicators.place import PERIOD, Asked, Place, place_of
from ui.indicators.place_pickers import draw_place
from ui.indicators.records import draw_records
from ui.indicators.shares import BY, draw_shares
from ui.indicators.why import base_of, draw_why
from ui.language import _, label
from ui.routes import literal, page_link
from ui.tile import status_badge

KEY = "indicator"
GRAIN = "grain"


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    place: Place
    view: IndicatorView
    fresh: Freshness
    records: Traced | None
    notices: list[Offer]
    notes: tuple[Note, ...]
    change: Change | None


def draw_indicator(actor: Actor, code: str) -> None:
    """The page."""
    records = asked_records()
    look = _look(actor, code, Asked.read(), records)
    _way(look)
    if look is None:
        draw_no_figures(actor)
        return
    _heading(look.view)
    draw_freshness(look.fresh, look.place, today(), actor)
    _draw_alert(look.view)
    for offer in look.notices:
        draw_notice(offer)
    draw_numbers(look.view)
    _pick_grain(look.view)
    draw_course(look.view, partial(_go, look.place), look.notes)
    _draw_notes(look)
    draw_origin(look.view)
    draw_records(look.view, look.place.unit.id, look.records, records)
    draw_shares(look.view)
    draw_why(look.view, look.change)
    _draw_definition(look.view)


def _look(actor: Actor, code: str, asked: Asked, records: AskedRecords | None) -> Look | None:
    grain, by = address.get(GRAIN), address.get(BY)
    wanted = Grain(grain) if grain in set(Grain) else None
    with reading(actor) as session:
        place = place_of(session, actor, asked, today())
        if place is None:
            return None
        question = Question(code, place.unit.id, place.month, place.last, wanted, by)
        view = indicator_view(session, actor, question, today())
        found = look_for_records(session, actor, view, place.unit.id, records)
        changed = _change(session, actor, view, place.unit.id)
        pinned = notes(session, place.unit.id).get(code, ())
        return Look(place, view, freshness(session), found, offers(view.notices, actor), pinned, changed)


def _change(session: Session, actor: Actor, view: IndicatorView, unit_id: int) -> Change | None:
    if view.by is None or view.figure is None:
        return None
    asked = ChangeAsked(view.profile.indicator, unit_id, base_of(view.period), view.period, view.by)
    return why_changed(session, actor, asked, today())


def _way(look: Look | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        asks = {} if look is None else look.place.asks
        st.button(
            label("page.indicators"), icon=":material/arrow_back:", type="tertiary", key=f"{KEY}:back",
            on_click=address.go, args=(asks,),
        )  # fmt: skip
        if look is not None:
            draw_place(look.place, today(), KEY)


def _heading(view: IndicatorView) -> None:
    indicator, shown = view.profile.indicator, view.figure
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(literal(wording.name_of(indicator)), anchor=False, width="content")
        if shown is not None:
            status_badge(shown.status)
        if shown is not None and shown.reason is not None:
            st.caption(literal(wording.why(shown)), width="content")
    facts = (
        indicator.code, indicator.kind.value, label(indicator.direction),
        _("Owner: {owner}", owner=meaning.owner(view.profile)),
    )  # fmt: skip
    st.caption(" · ".join(literal(fact) for fact in facts))


def _draw_alert(view: IndicatorView) -> None:
    alert = view.alert
    if alert is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="indicator-alert"):
        since = _("Alert since {period}", period=wording.period_name(alert.opened_in))
        page_link("Alert", since, {"id": str(alert.id)}, "indicator-alert")
        wording.state_badge(alert.state)


def _draw_notes(look: Look) -> None:
    """What people wrote about the course, and a button to write more."""
    shown = look.view.course.figures
    periods = [one.period for one in shown if one is not None]
    board = Pinboard(look.view.profile.indicator.code, look.place.unit, look.view.period, periods, look.notes)
    if not periods or not (board.open or board.written):
        return
    with st.popover(_("Notes"), icon=":material/push_pin:", type="tertiary", key=f"{KEY}:notes"):
        draw_notes(KEY, board)
        draw_new_note(KEY, board)


def _pick_grain(view: IndicatorView) -> None:
    widget = f"{KEY}:{GRAIN}"
    st.session_state[widget] = view.period.grain
    own = view.profile.indicator.grain

    def publish() -> None:
        chosen = st.session_state[widget]
        address.put(GRAIN, () if chosen is own else (chosen.value,))

    st.segmented_control(
        _("Period"), list(Grain), format_func=lambda grain: label(f"by.{grain.value}"), key=widget,
        required=True, on_change=publish, label_visibility="collapsed",
    )  # fmt: skip


def _go(place: Place, period: str) -> None:
    address.put(PERIOD, place.write(min(Period.parse(period).key, place.last)))


def _draw_definition(view: IndicatorView) -> None:
    with st.expander(_("Definition"), icon=":material/info:", key=f"{KEY}:definition"):
        st.markdown(meaning.explained(view.profile, view.figure))
        code = view.profile.indicator.code
        page_link("indicator_builder", _("Versions and changes"), {"code": code}, f"{KEY}-builder")
