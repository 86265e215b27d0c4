"""One line for each thing that waits: what it is, how pressing, and the verb that leads to it."""

from collections.abc import Iterable, Mapping
from datetime import date

import streamlit as st
from sqlalchemy.orm import Session
from streamlit.delta_generator import DeltaGenerator

from domain.appraisal.assessment import Assessment
from domain.appraisal.peer_review import PeerReview
from domain.approvals.questions import Case
from domain.core.clock import business_date, now, today
from domain.core.editing import find
from domain.core.visibility import actor_of
from domain.improvement.issue import Issue
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.waiting import NEXT_STEP
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import Waiting, Why
from domain.indicators.indicator_version import IndicatorVersion
from domain.intake.batch import ImportBatch
from domain.intake.draft import ImportDraft
from domain.organisation.directory import Colleague
from ui import formats
from ui.approvals.words import person_name
from ui.indicators import alert_words, wording
from ui.language import _, in_language, label
from ui.routes import literal, page_link
from ui.steps import step_name
from ui.tile import status_badge
from ui.wish import show_refusal, wish

NOTHING_ASKED: Mapping[str, str] = {}
SOON = 7
"""Days before a deadline from which on it is shown as pressing."""


def alert(waiting: Waiting) -> None:
    """A figure on the wrong side that this person should answer."""
    one = waiting.alert
    facts = [
        _("{value}, limit {limit}", value=alert_words.value(one), limit=alert_words.limit(one)),
        alert_words.clock(one, now()),
    ]
    if waiting.why is not Why.OWNER:
        facts.insert(0, label(waiting.why))
    with _row():
        status_badge(alert_words.LEVELS[one.level])
        _what(alert_words.subject(one), facts)
        page_link("Alert", step_name("Alert", "acknowledge"), {"id": str(one.id)}, f"desk-alert-{one.id}")


def all_alerts(count: int, asks: Mapping[str, str] = NOTHING_ASKED) -> None:
    """On to the list: with nothing asked, what waits for this person stands on top."""
    page_link("alerts", _("All {count}", count=formats.number(count)), dict(asks), "desk-alerts")


def risk(one: Alert) -> None:
    """A risk somebody asks to live with."""
    until = _("asked until {day}", day=formats.day(one.accepted_until))
    with _row():
        status_badge(alert_words.LEVELS[one.level])
        _what(alert_words.subject(one), [alert_words.value(one), until])
        page_link("Alert", step_name("Alert", "accept_risk"), {"id": str(one.id)}, f"desk-risk-{one.id}")


def request(case: Case) -> None:
    """A step somebody asked for, on which this person decides."""
    one = case.request
    who = person_name(case.names.get(one.submitter_id))
    with _row():
        facts = [
            step_name(one.entity, one.step),
            _("asked for by {who}, {at}", who=who, at=formats.instant(one.submitted_at)),
        ]
        due = business_date(one.due_at) if one.due_at else None
        _what(in_language(one.title, one.title_en), facts, _deadline(due))
        page_link("approvals", _("Decide"), {"request": str(one.id)}, f"desk-request-{one.id}")


def issue(one: Issue) -> None:
    """An issue whose next step is this person's."""
    since = one.workflow.due(one)
    facts = [label(one.unit), label(one.state)]
    with _row():
        due = _deadline(since.date() if since else one.due_on)
        _what(f"{one.number} {one.title}", facts, due)
        verb = step_name("Issue", NEXT_STEP[one.state])
        page_link("Issue", verb, {"id": str(one.id)}, f"desk-issue-{one.id}")


def measure(one: ImprovementMeasure) -> None:
    """A measure this person carries out."""
    with _row():
        _what(one.title, [f"{one.issue.number} {one.issue.title}"], _deadline(one.due_on))
        verb = step_name("ImprovementMeasure", "finish")
        page_link("Issue", verb, {"id": str(one.issue_id)}, f"desk-measure-{one.id}")


def assessment(one: Assessment, person: Colleague | None) -> None:
    """An assessment whose next step is this person's."""
    name = in_language(person.name, person.name_en) if person else ""
    due = one.cycle.calendar.get(one.state.phase)
    with _row():
        _what(name, [in_language(one.cycle.name_zh, one.cycle.name_en), label(one.state)], _deadline(due))
        page_link("Assessment", _("Open the assessment"), {"id": str(one.id)}, f"desk-assessment-{one.id}")


def review(one: PeerReview, person: Colleague | None) -> None:
    """Somebody asks how this person sees a colleague."""
    name = in_language(person.name, person.name_en) if person else ""
    with _row():
        _what(_("360: how do you see {name}", name=name), [label(one.rater_group)], _deadline(one.due_on))
        page_link("PeerReview", _("Give feedback"), {"id": str(one.id)}, f"desk-review-{one.id}")


def version(one: IndicatorVersion) -> None:
    """A proposed definition: approved here, or not, for a reason."""
    place = f"desk-version-{one.id}"
    facts = [
        _("in force from {day}", day=formats.day(one.effective_from)),
        *_thresholds(one),
        one.note,
    ]
    with _row():
        _what(wording.name_of(one.indicator), facts)
        page_link("IndicatorVersion", _("Back-test"), {"id": str(one.id)}, f"{place}-test")
        st.button(
            step_name("IndicatorVersion", "approve"), key=f"{place}:approve", type="primary",
            on_click=_decide, args=(one.id, "approve", place),
        )  # fmt: skip
        with st.popover(step_name("IndicatorVersion", "reject"), key=f"{place}:why"):
            st.text_area(_("Reason"), key=f"{place}:reason", placeholder=_("Why? It is kept in the journal."))
            st.button(
                step_name("IndicatorVersion", "reject"), key=f"{place}:reject", type="primary",
                on_click=_decide, args=(one.id, "reject", place),
            )  # fmt: skip
    show_refusal(place)


def draft(one: ImportDraft) -> None:
    """A file somebody began to import."""
    with _row():
        _what(one.file_name, [_("last changed {at}", at=formats.instant(one.updated_at))])
        page_link("imports", _("Go on"), {"draft": str(one.id)}, f"desk-draft-{one.id}")


def batch(one: ImportBatch) -> None:
    """A file that came in."""
    counts = _(
        "{new} new, {changed} changed, {rejected} rejected",
        new=formats.number(one.new), changed=formats.number(one.changed),
        rejected=formats.number(one.rejected),
    )  # fmt: skip
    with _row():
        _what(one.file_name, [label(f"fact.{one.fact}"), formats.instant(one.committed_at), one.by, counts])
        wording.state_badge(one.status)
        page_link("ImportBatch", _("Look at it"), {"id": str(one.id)}, f"desk-batch-{one.id}")


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small")


def _what(name: str, facts: Iterable[str], deadline: str = "") -> None:
    """Name, facts and how pressing it is; the verb stands beside it, also on a phone."""
    said = [literal(fact) for fact in facts if fact]
    with st.container(gap=None, width="stretch"):
        st.markdown(literal(name))
        st.caption(" · ".join([*said, deadline] if deadline else said))


def _deadline(due: date | None) -> str:
    """Late in red, within a week in amber."""
    if due is None:
        return ""
    days = (due - today()).days
    if days < 0:
        return f":red[:material/schedule: **{_('{count} d late', count=-days)}**]"
    if days <= SOON:
        return f":orange[:material/schedule: **{_('{count} d left', count=days)}**]"
    return _("due {day}", day=formats.day(due))


def _thresholds(one: IndicatorVersion) -> list[str]:
    named = (("amber", one.amber), ("red", one.red), ("target", one.target))
    return [f"{label(f'IndicatorVersion.{name}')} {text}" for name, text in named if text]


def _decide(key: int, step: str, place: str) -> None:
    reason = str(st.session_state.get(f"{place}:reason") or "") if step == "reject" else ""

    def work(session: Session) -> str:
        one = find(session, IndicatorVersion, key)
        one.workflow.take(step, one, actor_of(session), now(), reason)
        return label(one.state)

    name = step_name("IndicatorVersion", step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)
