"""Where a person looks: which unit, up to which month. The address keeps it, so a link shows the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, NotAPeriod, Period, month_range
from domain.core.permission import Actor
from domain.reporting.standing import month_to_begin_with, months_with_figures
from domain.reporting.units_in_sight import UnitInSight, unit_named, units_in_sight
from ui import address
from ui.indicators.wording import period_name
from ui.language import _, in_language

UNIT, PERIOD = "unit", "period"
INDENT = "\u2003"


@dataclass(frozen=True)
class Asked:
    """What the address says, before anything is looked up."""

    unit: str | None
    period: str | None

    @classmethod
    def read(cls) -> "Asked":
        """From the address of this run."""
        return cls(address.get(UNIT), address.get(PERIOD))


@dataclass(frozen=True)
class Place:
    """One unit, and the month up to which its figures are shown."""

    units: tuple[UnitInSight, ...]
    unit: UnitInSight
    first: int
    last: int
    month: int
    begin: int
    """The month shown when the address names none."""

    @property
    def asks(self) -> dict[str, str]:
        """The place as words of an address."""
        return {UNIT: str(self.unit.id), PERIOD: self.written}

    @property
    def written(self) -> str:
        """The month as the address writes it."""
        return Period.of(self.month, Grain.MONTH).label

    def write(self, month: int) -> list[str]:
        """A month as words of the address; none for the one that is shown anyway."""
        return [] if month == self.begin else [Period.of(month, Grain.MONTH).label]


def place_of(session: Session, actor: Actor, asked: Asked, today: date) -> Place | None:
    """The place the address names; None while nobody has computed a figure that the actor may see."""
    units = units_in_sight(session, actor)
    if not units:
        return None
    unit = unit_named(units, asked.unit)
    span = months_with_figures(session, unit.id) if unit else None
    if unit is None or span is None:
        raise NotFound
    first, last = span
    begin = month_to_begin_with(first, last, today)
    return Place(units, unit, first, last, _month(asked, first, last, begin), begin)


def unit_name(unit: UnitInSight) -> str:
    """What people call the unit."""
    return in_language(unit.name_zh, unit.name_en)


def draw_place(place: Place, today: date, key: str) -> None:
    """The two pickers: unit, and month with the way to the one before and after."""
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", width="content", key=f"{key}-place"
    ):
        _pick_unit(place, key)
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", width="content", wrap=False
        ):
            _step(place, -1, ":material/chevron_left:", _("Previous month"), key)
            _pick_month(place, today, key)
            _step(place, +1, ":material/chevron_right:", _("Next month"), key)


def _pick_unit(place: Place, key: str) -> None:
    if len(place.units) == 1:
        st.markdown(f"**{unit_name(place.unit)}**", width="content")
        return
    names: Mapping[int, str] = {unit.id: f"{INDENT * unit.depth}{unit_name(unit)}" for unit in place.units}
    widget = f"{key}:{UNIT}"
    top = place.units[0].id

    def read(words: address.Words) -> int:
        return next((unit for unit in names if [str(unit)] == list(words)), top)

    address.follow(UNIT, widget, read)
    st.selectbox(
        _("Unit"), list(names), format_func=names.__getitem__, key=widget, width=240,
        label_visibility="collapsed", on_change=address.publish,
        args=(UNIT, widget, lambda unit: [] if unit == top else [str(unit)]),
    )  # fmt: skip


def _pick_month(place: Place, today: date, key: str) -> None:
    months = list(month_range(place.first, place.last))[::-1]
    widget = f"{key}:{PERIOD}"
    address.follow(PERIOD, widget, lambda _words: place.month)
    if st.session_state[widget] not in months:
        st.session_state[widget] = place.month
    st.selectbox(
        _("Month"), months, format_func=lambda month: _named(month, today), key=widget, width=190,
        label_visibility="collapsed", on_change=address.publish, args=(PERIOD, widget, place.write),
    )  # fmt: skip


def _named(month: int, today: date) -> str:
    period = Period.of(month, Grain.MONTH)
    name = period_name(period)
    return _("{period} (so far)", period=name) if period.last_day >= today else name


def _step(place: Place, months: int, icon: str, name: str, key: str) -> None:
    period = Period.of(place.month, Grain.MONTH).later(months)
    st.button(
        icon, key=f"{key}:step:{months}", type="tertiary", help=name,
        disabled=not place.first <= period.key <= place.last,
        on_click=address.put, args=(PERIOD, place.write(period.key)),
    )  # fmt: skip


def _month(asked: Asked, first: int, last: int, begin: int) -> int:
    """The month asked for, kept within those with figures; the usual one where none or nonsense is asked."""
    try:
        wanted = Period.parse(asked.period).key if asked.period else begin
    except NotAPeriod:
        wanted = begin
    return max(first, min(last, wanted))
