"""Who has signed or read and who has not: the rate by unit, the list, reminders for many at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.culture.duty import Duty
from domain.organisation.unit import Unit
from ui import formats
from ui.charts.data import Bar, Measured
from ui.charts.draw import bars
from ui.colours import Tone
from ui.language import _, in_language, label
from ui.wish import show_refusal, wish

GOOD, FAIR = Decimal("0.95"), Decimal("0.8")
Remind = Callable[[Session, Actor, Collection[int]], int]
"""Reminds these persons; how many notices were made."""


def unit_names(session: Session) -> dict[int, str]:
    """Unit -> name, of all units: where people belong is no secret."""
    t = table_of(Unit).c
    rows = session.execute(select(t.id, t.name_zh, t.name_en))
    return {row.id: in_language(row.name_zh, row.name_en) for row in rows}


def draw_duties(
    duties: Sequence[Duty], units: Mapping[int, str], today: date, place: str, remind: Remind | None
) -> None:
    """Figures, the rate by unit, and everybody with what they did; `remind` for those who may remind."""
    if not duties:
        st.caption(_("Nobody whom you look after is asked."))
        return
    missing = [duty for duty in duties if duty.is_open(today)]
    late = sum(duty.is_late(today) for duty in missing)
    done = Decimal(len(duties) - len(missing)) / len(duties)
    with st.grid(4, min_column_width=140, gap="small"):
        st.metric(_("Asked"), formats.number(len(duties)), border=True)
        st.metric(_("Done"), formats.percent(done), border=True)
        st.metric(_("Missing"), formats.number(len(missing)), border=True)
        st.metric(_("Of these late"), formats.number(late), border=True)
    if done:
        _draw_units(duties, units, today, place)
    _draw_people(duties, units, today, place, remind if missing else None)


def _draw_units(duties: Sequence[Duty], units: Mapping[int, str], today: date, place: str) -> None:
    with st.container(border=True):
        bars(
            _by_unit(duties, units, today), title=_("Done by unit"), measured=Measured.PERCENT,
            key=f"{place}:units",
        )  # fmt: skip


def _by_unit(duties: Sequence[Duty], units: Mapping[int, str], today: date) -> list[Bar]:
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.person.unit_id].append(duty)
    rates = {
        unit: Decimal(sum(not duty.is_open(today) for duty in those)) / len(those)
        for unit, those in found.items()
    }
    return [
        Bar(units.get(unit, "?"), rates[unit], _tone(rates[unit]))
        for unit in sorted(rates, key=lambda unit: (rates[unit], units.get(unit, "")))
    ]


def _tone(rate: Decimal) -> Tone:
    return Tone.GOOD if rate >= GOOD else Tone.WAITING if rate >= FAIR else Tone.BAD


def _draw_people(
    duties: Sequence[Duty], units: Mapping[int, str], today: date, place: str, remind: Remind | None
) -> None:
    only = st.toggle(_("Only those missing"), value=True, key=f"{place}:only")
    shown = [duty for duty in duties if duty.is_open(today) or not only]
    shown.sort(key=lambda duty: (not duty.is_open(today), duty.due_on, duty.person.number))
    if not shown:
        st.success(_("Everybody has done it."), icon=":material/task_alt:")
        return
    key = f"{place}:people:{shown[0].person.id}:{len(shown)}"
    picks: dict[str, Any] = {"on_select": "rerun", "selection_mode": "multi-row"} if remind else {}
    st.dataframe(_table(shown, units, today), hide_index=True, key=key, alt=_("Who has done it"), **picks)
    show_refusal(place)
    if remind is not None:
        _draw_reminding(shown, key, today, place, remind)


def _draw_reminding(shown: Sequence[Duty], key: str, today: date, place: str, remind: Remind) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    open_ = [duty.person.id for duty in shown if duty.is_open(today)]
    picked = [shown[row].person.id for row in rows if row < len(shown) and shown[row].is_open(today)]
    count = len(picked or open_)
    name = _("Remind the {count} picked") if picked else _("Remind all {count}")
    st.button(
        name.format(count=count), icon=":material/notifications:", key=f"{place}:remind",
        help=_("At most once a day; people without an account cannot be reached."),
        on_click=_remind, args=(picked or open_, place, remind),
    )  # fmt: skip


def _table(shown: Sequence[Duty], units: Mapping[int, str], today: date) -> pa.Table:
    people = [duty.person for duty in shown]
    return pa.table(
        {
            label("Person.number"): [one.number for one in people],
            label("Person.name"): [in_language(one.name, one.name_en) for one in people],
            label("field.unit"): [units.get(one.unit_id, "") for one in people],
            label("field.due_on"): pa.array([duty.due_on for duty in shown], pa.date32()),
            _("Done on"): [formats.day(duty.done.on if duty.done else None) for duty in shown],
            label("field.status"): [_standing(duty, today) for duty in shown],
        }
    )


def _standing(duty: Duty, today: date) -> str:
    if not duty.is_open(today):
        return _("Done")
    days = (today - duty.due_on).days
    return _("{days} days late", days=days) if days > 0 else _("Missing")


def _remind(persons: Collection[int], place: str, remind: Remind) -> None:
    wish(
        lambda session: remind(session, actor_of(session), persons),
        done=lambda count: _("Reminded: {count}", count=formats.number(count)), place=place,
    )  # fmt: skip
