"""What waits for the committee: late work, verdicts and decisions, accepted risks, approvals that hang."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import RequestState
from domain.approvals.routable import routable
from domain.core.clock import business_date
from domain.core.permission import Permission
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.queries import issues
from domain.improvement.waiting import NEXT_STEP, overdue_measures
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import live_alerts
from domain.indicators.alert_state import AlertState
from ui import formats
from ui.indicators import wording
from ui.language import _, in_language, label
from ui.packs import cells
from ui.packs.chapter_alerts import no_right
from ui.packs.document import Block, Cell, Column, Table, Words
from ui.packs.subject import Subject
from ui.steps import step_name
from ui.titles import title

RUNS_OUT, HANGS = 45, 5
"""Days ahead in which an acceptance runs out; days without a decision after which an approval hangs."""
DECIDED = (
    IssueState.PLAN_PROPOSED, IssueState.IMPLEMENTED, IssueState.INCONCLUSIVE, IssueState.NOT_EFFECTIVE,
    IssueState.EFFECTIVE,
)  # fmt: skip
"""States in which somebody else than the owner has to judge or decide; and observation, once it is over."""


def late_measures(subject: Subject) -> Sequence[ImprovementMeasure]:
    """Measures under way past their date, the longest overdue first."""
    if not subject.may(Permission.ISSUES_READ):
        return ()
    query = overdue_measures(subject.today).where(ImprovementMeasure.unit_id.in_(sorted(subject.units)))
    return subject.session.scalars(query).all()


def undecided(subject: Subject) -> Sequence[Issue]:
    """Issues that wait for a verdict or decision, the longest waiting first."""
    if not subject.may(Permission.ISSUES_READ):
        return ()
    over = (Issue.state == IssueState.OBSERVING) & (Issue.observed_until < subject.today)
    query = issues().where(Issue.unit_id.in_(sorted(subject.units)), Issue.state.in_(DECIDED) | over)
    return subject.session.scalars(query.order_by(None).order_by(Issue.state_since, Issue.id)).all()


def running_out(subject: Subject) -> Sequence[Alert]:
    """Accepted risks whose time ends soon or has ended, the first to end on top."""
    if not subject.may(Permission.ALERTS_READ):
        return ()
    until = subject.today + timedelta(days=RUNS_OUT)
    query = live_alerts().where(
        Alert.unit_id.in_(sorted(subject.units)), Alert.state == AlertState.RISK_ACCEPTED,
        Alert.accepted_until <= until,
    )  # fmt: skip
    ordered = (
        query.options(joinedload(Alert.accepted_by)).order_by(None).order_by(Alert.accepted_until, Alert.id)
    )
    return subject.session.scalars(ordered).unique().all()


def hanging(subject: Subject) -> list[ApprovalRequest]:
    """Requests of the unit whose tier is late or has been silent for days, the oldest first.

    Only those about records that the reader may read, and those they asked for or decide on.
    """
    query = (
        select(ApprovalRequest)
        .where(
            ApprovalRequest.state == RequestState.RUNNING, ApprovalRequest.unit_id.in_(sorted(subject.units))
        )
        .options(
            joinedload(ApprovalRequest.submitter),
            joinedload(ApprovalRequest.unit),
            selectinload(ApprovalRequest.seats),
        )
        .order_by(ApprovalRequest.tier_since, ApprovalRequest.id)
    )
    found = subject.session.scalars(query).all()
    return [one for one in found if _hangs(one, subject.today) and _readable(one, subject)]


def _readable(one: ApprovalRequest, subject: Subject) -> bool:
    person = subject.actor.person_id
    if person is not None and person in {one.submitter_id, *(seat.person_id for seat in one.seats)}:
        return True
    kind = routable().get(one.entity)
    needs = getattr(kind, "read_permission", None)
    return needs is not None and subject.actor.may(needs, one.unit_id)


def _hangs(one: ApprovalRequest, today: date) -> bool:
    late = one.due_at is not None and business_date(one.due_at) < today
    return late or (today - business_date(one.tier_since)).days >= HANGS


def overdue_work(subject: Subject) -> list[Block]:
    """Of the unit and everything below it."""
    if not subject.may(Permission.ISSUES_READ):
        return [Words(no_right(), quiet=True)]
    columns = (
        Column(label("entity.ImprovementMeasure"), 6), Column(label("entity.Issue")), Column(_("Owner"), 2),
        Column(label("field.due_on")), Column(_("Days late"), right=True),
        Column(_("Times extended"), right=True),
    )  # fmt: skip
    rows = [_measure(one, subject.today) for one in late_measures(subject)]
    return [Table(columns=columns, rows=rows, empty=_("No measure is overdue."))]


def _measure(one: ImprovementMeasure, today: date) -> list[Cell]:
    return [
        cells.words(one.title),
        cells.words(one.issue.number),
        cells.words(title(one.owner)),
        cells.day(one.due_on),
        cells.count((today - one.due_on).days),
        cells.count(one.extensions),
    ]


def issues_to_decide(subject: Subject) -> list[Block]:
    """With the step that is due."""
    if not subject.may(Permission.ISSUES_READ):
        return [Words(no_right(), quiet=True)]
    columns = (
        Column(label("field.number")), Column(label("Issue.title"), 6), Column(label("field.unit"), 3),
        Column(label("field.state"), 2), Column(_("To decide"), 3), Column(label("Issue.owner"), 2),
        Column(_("Waits for days"), right=True),
    )  # fmt: skip
    rows = [_issue(one, subject.today) for one in undecided(subject)]
    return [Table(columns=columns, rows=rows, empty=_("No issue waits for a verdict or decision."))]


def _issue(one: Issue, today: date) -> list[Cell]:
    return [
        cells.words(one.number),
        cells.words(one.title),
        cells.words(in_language(one.unit.name_zh, one.unit.name_en)),
        cells.state(one.state),
        cells.words(step_name("Issue", NEXT_STEP[one.state])),
        cells.words(title(one.owner) if one.owner else _("nobody yet")),
        cells.count((today - business_date(one.state_since)).days),
    ]


def accepted_risks(subject: Subject) -> list[Block]:
    """Whether each is accepted again, or treated."""
    if not subject.may(Permission.ALERTS_READ):
        return [Words(no_right(), quiet=True)]
    columns = (
        Column(_("Indicator"), 5), Column(label("field.unit"), 3), Column(_("Value"), right=True),
        Column(label("Alert.level")), Column(label("Alert.accepted_by"), 2),
        Column(label("Alert.accepted_until")),
    )  # fmt: skip
    said = _("Acceptances that end within {days} days.", days=RUNS_OUT)
    rows = [_accepted(one) for one in running_out(subject)]
    return [Words(said, quiet=True), Table(columns=columns, rows=rows, empty=_("No accepted risk runs out."))]


def _accepted(one: Alert) -> list[Cell]:
    return [
        cells.words(f"{one.indicator.code} {wording.name_of(one.indicator)}"),
        cells.words(in_language(one.unit.name_zh, one.unit.name_en)),
        cells.figure(one.value, one.indicator, strong=True),
        cells.state(one.level),
        cells.words(title(one.accepted_by)),
        cells.day(one.accepted_until),
    ]


def hanging_approvals(subject: Subject) -> list[Block]:
    """Who asked for what, and since when nobody has decided."""
    columns = (
        Column(label("ApprovalRequest.title"), 5), Column(_("Step"), 3), Column(label("field.unit"), 3),
        Column(_("Asked by"), 2), Column(_("Waits for days"), right=True), Column(_("Due")),
    )  # fmt: skip
    said = _("Requests that are late, or on which nobody has decided for {days} days.", days=HANGS)
    rows = [_request(one, subject.today) for one in hanging(subject)]
    return [Words(said, quiet=True), Table(columns=columns, rows=rows, empty=_("No approval hangs."))]


def _request(one: ApprovalRequest, today: date) -> list[Cell]:
    unit = one.unit
    return [
        cells.words(in_language(one.title, one.title_en)),
        cells.words(step_name(one.entity, one.step)),
        cells.words(in_language(unit.name_zh, unit.name_en) if unit else formats.NOTHING),
        cells.words(title(one.submitter)),
        cells.count((today - business_date(one.tier_since)).days),
        cells.day(business_date(one.due_at) if one.due_at else None),
    ]
