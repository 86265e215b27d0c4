"""How often each rule was right: a table by rule, a picture by kind and quarter."""

import pyarrow as pa
import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.indicators.alert_quality import ENOUGH, TOO_RARE, RuleKind, Tally
from domain.reporting.alert_quality_view import AlertQuality, RuleQuality, alert_quality
from ui import formats
from ui.charts.data import Measured, Point
from ui.charts.draw import trend
from ui.indicators import wording
from ui.language import _, label
from ui.routes import page_link

ROW, ROWS = 36, 18


def draw_quality(actor: Actor) -> None:
    """The page."""
    with reading(actor) as session:
        found = alert_quality(session, today())
    page_link("alerts", label("page.alerts"), {}, "quality-back")
    st.title(label("page.alert_quality"), anchor=False)
    first, last = (wording.period_name(one) for one in (found.quarters[0], found.quarters[-1]))
    st.caption(
        _(
            "Precision = confirmed / closed, {first} to {last}. Confirmed: it led to an issue or a planned "
            "action, was called real or useful, or came true.",
            first=first, last=last,
        )
    )  # fmt: skip
    if not found.rules:
        st.caption(_("No rule has warned yet."))
        return
    _draw_review(found)
    _draw_course(found)
    _draw_table(found)


def _draw_review(found: AlertQuality) -> None:
    if not any(rule.total.closed for rule in found.rules):
        st.caption(_("No warning is closed yet, so no rule can be judged."))
        return
    rules = [rule for rule in found.rules if rule.total.needs_review]
    said = _(
        "precision below {share} over at least {count} closed",
        share=formats.percent(TOO_RARE, 0), count=ENOUGH,
    )  # fmt: skip
    if not rules:
        st.success(_("No rule needs review ({rule}).", rule=said), icon=":material/task_alt:")
        return
    named = "; ".join(f"{wording.name_of(rule.indicator)} ({label(rule.kind)})" for rule in rules)
    st.warning(_("For review ({rule}): {names}", rule=said, names=named), icon=":material/rule:")


def _draw_course(found: AlertQuality) -> None:
    if not any(rule.total.closed for rule in found.rules):
        return
    tallies = found.by_kind
    points = [
        Point(quarter.label, tally.precision, label(kind), note=_counted(tally))
        for kind in RuleKind
        for quarter in found.quarters
        if (tally := tallies.get((kind, quarter), Tally())).closed
    ]
    trend(
        points, title=_("Precision by kind of warning and quarter"), measured=Measured.PERCENT, key="quality",
        empty=_("No warning was closed in these quarters."),
    )  # fmt: skip


def _counted(tally: Tally) -> str:
    return _("{confirmed} of {closed} confirmed", confirmed=tally.confirmed, closed=tally.closed)


def _draw_table(found: AlertQuality) -> None:
    rules, totals = found.rules, [rule.total for rule in found.rules]
    columns = {
        label("Alert.indicator"): [f"{r.indicator.code} {wording.name_of(r.indicator)}" for r in rules],
        _("Rule"): [label(rule.kind) for rule in rules],
        _("Precision"): [formats.percent(total.precision) for total in totals],
        _("Closed"): [formats.number(total.closed) for total in totals],
        _("Confirmed"): [_count(total.confirmed, total) for total in totals],
        _("False alarm"): [_count(total.false, total) for total in totals],
        _("Nobody said"): [_count(total.unjudged, total) for total in totals],
        _("Still open"): [formats.number(rule.open) for rule in rules],
        **{wording.period_name(q): [_precision(rule, q) for rule in rules] for q in found.quarters},
        _("Review"): [_("due") if total.needs_review else "" for total in totals],
    }
    if not any(total.closed for total in totals):
        columns = {
            name: cells for name, cells in columns.items() if name in (*list(columns)[:2], _("Still open"))
        }
    right = {
        name: st.column_config.TextColumn(alignment="right")
        for name in columns
        if name not in (*list(columns)[:2], _("Review"))
    }
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}), hide_index=True,
        row_height=ROW, height=ROW * (min(len(rules), ROWS) + 1) + 3, column_config=right,
        key="quality-table", alt=label("page.alert_quality"),
    )  # fmt: skip


def _count(part: int, total: Tally) -> str:
    return formats.number(part) if total.closed else formats.NOTHING


def _precision(rule: RuleQuality, quarter: object) -> str:
    tally = next((tally for period, tally in rule.by_quarter.items() if period == quarter), Tally())
    if not tally.closed:
        return formats.NOTHING
    return f"{formats.percent(tally.precision, 0)} ({tally.closed})"
