"""What needs a manager: a short pile of each kind, the rest one press away."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from domain.core.clock import now, today
from domain.improvement.issue import Issue
from domain.improvement.measure import ImprovementMeasure
from domain.indicators.alert import Alert
from domain.reporting.decisions import Decisions, Pile, T
from ui import formats
from ui.indicators import alert_words
from ui.indicators.place import UNIT, Place
from ui.language import _
from ui.lines import line, lines, quiet
from ui.routes import literal, page_link


def draw_decisions(found: Decisions, place: Place) -> None:
    """The piles; nothing at all is good news and said so."""
    st.subheader(_("What needs a decision"), anchor=False)
    if not found.count:
        st.caption(_("Nothing: no red alert without an answer, no plan to approve, nothing overdue."))
        return
    unit = {UNIT: str(place.unit.id)}
    with st.container(border=True, gap="xsmall"):
        red = unit | {"state": "open", "level": "red"}
        _draw(_("Red alerts without an answer"), found.alerts, _alert, "alerts", red)
        _draw(_("Plans to approve"), found.plans, _plan, "issues", unit | {"state": "plan_proposed"})
        _draw(_("Issues overdue"), found.late_issues, _issue, "issues", unit)
        _draw(_("Measures overdue"), found.late_measures, _measure, "issues", unit)


def _draw(title: str, pile: Pile[T], draw: Callable[[T], None], page: str, asks: dict[str, str]) -> None:
    if not pile.count:
        return
    st.markdown(f"**{title} · {formats.number(pile.count)}**")
    with lines(f"{draw.__name__}s"):
        for one in pile.first:
            draw(one)
    if pile.count > len(pile.first):
        page_link(page, _("All {count}", count=formats.number(pile.count)), asks, f"all-{page}-{title}")


def _alert(alert: Alert) -> None:
    said = f"**{literal(alert_words.value(alert))}** · {quiet(alert_words.clock(alert, now()))}"
    line("Alert", alert_words.subject(alert), said, {"id": str(alert.id)})


def _plan(issue: Issue) -> None:
    waited = (today() - issue.state_since.date()).days
    _named(issue, quiet(_("waiting {count} d", count=waited)))


def _issue(issue: Issue) -> None:
    _named(issue, _late(issue.due_on))


def _named(issue: Issue, said: str) -> None:
    line("Issue", f"{issue.number} {issue.title}", said, {"id": str(issue.id)})


def _measure(measure: ImprovementMeasure) -> None:
    name = f"{measure.issue.number} {measure.title}"
    line("Issue", name, _late(measure.due_on), {"id": str(measure.issue_id)})


def _late(due: date | None) -> str:
    if due is None:
        return ""
    days = (today() - due).days
    return f":red-badge[:material/schedule: {_('{count} d late', count=days)}]"
