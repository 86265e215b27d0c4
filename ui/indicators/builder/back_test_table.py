"""A back-test in words: both definitions side by side, their alerts, and what is known of the past."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from domain.core.period import Grain, Period
from domain.indicators.back_test_compare import BackTest, EventKind, KnownEvent, Outcome
from domain.indicators.status import Status
from ui.indicators.builder.tables import table
from ui.indicators.wording import period_name
from ui.language import _, label
from ui.routes import literal, page_link

PAGES = {EventKind.ALERT: "Alert", EventKind.ISSUE: "Issue"}
MOST = 200


def draw_back_test(found: BackTest, units: Mapping[int, str], place: str) -> None:
    """Counts first, then the alerts one by one, then the events."""
    _draw_counts(found, place)
    _draw_alarms(found, units, place)
    _draw_events(found, units, place)


def _draw_counts(found: BackTest, place: str) -> None:
    rows: dict[str, Callable[[Outcome], int]] = {
        _("Alerts that reach red"): lambda one: one.replay.opened(Status.RED),
        _("Alerts that stay amber"): lambda one: one.replay.opened(Status.AMBER),
        _("Unit periods on track"): lambda one: sum(period.green for period in one.replay.periods),
        _("Unit periods at risk"): lambda one: sum(period.amber for period in one.replay.periods),
        _("Unit periods off track"): lambda one: sum(period.red for period in one.replay.periods),
        _("Unit periods without colour"): lambda one: sum(p.without_colour for p in one.replay.periods),
        _("Known events caught"): lambda one: len(one.caught),
        _("Known events missed"): lambda one: len(one.missed),
        _("Known false alarms raised again"): lambda one: len(one.false),
    }
    columns = {
        _("Over {months} months", months=found.months): list(rows),
        _("Present"): [
            "—" if found.present is None else str(count(found.present)) for count in rows.values()
        ],
        _("Proposed"): [str(count(found.proposed)) for count in rows.values()],
    }
    table(columns, f"{place}:counts", _("Back-test"), list(columns)[1:])


def _draw_alarms(found: BackTest, units: Mapping[int, str], place: str) -> None:
    both = ((_("Present"), found.present), (_("Proposed"), found.proposed))
    rows = [
        (
            name, units.get(alarm.unit_id, ""), period_name(alarm.opened),
            period_name(alarm.closed) if alarm.closed else _("still open"), label(alarm.worst),
        )
        for name, one in both
        if one is not None
        for alarm in one.replay.alarms
    ]  # fmt: skip
    with st.expander(_("Alerts one by one ({count})", count=len(rows)), key=f"{place}:alarms"):
        if not rows:
            st.caption(_("Neither version would have raised an alert."))
            return
        cells = list(zip(*rows[:MOST], strict=True))
        heads = (_("Version"), label("field.unit"), _("First alert"), _("Recovered"), _("Worst"))
        table(
            dict(zip(heads, cells, strict=True)),
            f"{place}:alarms:rows",
            _("Alerts one by one ({count})", count=len(rows)),
        )


def _draw_events(found: BackTest, units: Mapping[int, str], place: str) -> None:
    known = _known(found)
    with st.expander(_("Known events ({count})", count=len(known)), key=f"{place}:events"):
        if not known:
            st.caption(_("No alert was called real or false and no issue was raised about it in this time."))
        for event in known[:MOST]:
            _draw_event(event, found, units, place)


def _known(found: BackTest) -> Sequence[KnownEvent]:
    both = [one for one in (found.present, found.proposed) if one is not None]
    known = {event for one in both for event in (*one.caught, *one.missed, *one.false)}
    return sorted(known, key=lambda event: (event.last, event.kind, event.id))


def _draw_event(event: KnownEvent, found: BackTest, units: Mapping[int, str], place: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        month = period_name(Period.of(event.last, Grain.MONTH))
        name = event.name or label(f"entity.{PAGES[event.kind]}")
        page_link(PAGES[event.kind], name, {"id": str(event.id)}, f"{place}-{event.kind}-{event.id}")
        st.caption(literal(f"{units.get(event.unit_id, '')} · {month}"), width="content")
        for text, one in ((_("present"), found.present), (_("proposed"), found.proposed)):
            if one is not None:
                _draw_verdict(event, text, one)


def _draw_verdict(event: KnownEvent, version: str, one: Outcome) -> None:
    if event in one.caught:
        st.badge(_("{version}: caught", version=version), color="green", icon=":material/check:")
    elif event in one.missed:
        st.badge(_("{version}: missed", version=version), color="red", icon=":material/close:")
    elif event in one.false:
        st.badge(
            _("{version}: false alarm again", version=version), color="orange", icon=":material/warning:"
        )
