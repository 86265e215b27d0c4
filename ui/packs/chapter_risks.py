"""Top risks: KRIs off track first, each with its course, its alert and what is done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from domain.core.permission import Permission
from domain.improvement.issue import Issue
from domain.improvement.issue_state import OPEN
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import live_alerts
from domain.indicators.indicator import Kind
from domain.reporting.standing import Standing, worst_first
from ui.indicators import meaning, wording
from ui.indicators.why import in_words
from ui.language import _, label, listed, say
from ui.packs.chapter_changes import why
from ui.packs.course_of import course_chart
from ui.packs.document import Block, Facts, Heading, Room, Words
from ui.packs.subject import Subject
from ui.tile import TONES, status_word

MOST = 8
SHORT = 0.5
"""Of a chart's height: with room to write, two risks fit on a page."""


def risks(subject: Subject) -> list[Block]:
    """The worst of them; those off track before those at risk."""
    found = breached(subject.standings)
    if not found:
        return [Words(_("No risk indicator is off track or at risk."))]
    said = _("{count} risk indicators are off track or at risk.", count=len(found))
    blocks: list[Block] = [Words(said, lead=True)]
    alerts, issues = alerts_by_code(subject), issues_by_indicator(subject)
    for one in found[:MOST]:
        blocks += _risk(one, alerts, issues)
    if len(found) > MOST:
        blocks.append(Words(_("The first {shown} of {count}.", shown=MOST, count=len(found)), quiet=True))
    return blocks


def risks_to_discuss(subject: Subject) -> list[Block]:
    """Each with its course, why it moved, what is done, and room for what the committee says."""
    found = breached(subject.standings)
    if not found:
        return [Words(_("No risk indicator is off track or at risk."))]
    blocks: list[Block] = []
    alerts, issues = alerts_by_code(subject), issues_by_indicator(subject)
    for one in found:
        chart = replace(course_chart(one), height=SHORT)
        facts = Facts(risk_facts(one, alerts, issues), kept=True)
        blocks += [heading(one), chart, _cause(one, subject), facts, Room(_("Decision, who, until when"), 2)]
    return blocks


def _cause(one: Standing, subject: Subject) -> Block:
    """Why it moved since the period before, in a sentence."""
    found = why(one, subject)
    if found.reason is not None:
        return Words(say(found.reason), quiet=True)
    return Words(in_words(found, one.profile.indicator))


def breached(found: Sequence[Standing]) -> list[Standing]:
    """KRIs that are red or amber, the worst first."""
    return worst_first(one for one in found if one.status.breached and one.profile.indicator.kind is Kind.KRI)


def alerts_by_code(subject: Subject) -> Mapping[str, Alert]:
    """The live alert of each indicator in the unit itself."""
    if not subject.may(Permission.ALERTS_READ):
        return {}
    query = live_alerts().where(Alert.unit_id == subject.view.unit.id)
    return {one.indicator.code: one for one in subject.session.scalars(query).unique()}


def issues_by_indicator(subject: Subject) -> Mapping[int, list[str]]:
    """Numbers of the open issues about each indicator, in the unit and below it."""
    found: dict[int, list[str]] = {}
    if not subject.may(Permission.ISSUES_READ):
        return found
    query = (
        select(Issue.indicator_id, Issue.number)
        .where(
            Issue.indicator_id.is_not(None), Issue.state.in_(OPEN), Issue.archived_at.is_(None),
            Issue.unit_id.in_(sorted(subject.units)),
        )
        .order_by(Issue.number)
    )  # fmt: skip
    for row in subject.session.execute(query):
        found.setdefault(row.indicator_id, []).append(row.number)
    return found


def _risk(one: Standing, alerts: Mapping[str, Alert], issues: Mapping[int, list[str]]) -> list[Block]:
    return [heading(one), course_chart(one), Facts(risk_facts(one, alerts, issues))]


def heading(one: Standing) -> Heading:
    """Code and name, the status beside it."""
    name = f"{one.profile.indicator.code} {wording.name_of(one.profile.indicator)}"
    return Heading(name, status_word(one.status), TONES[one.status])


def risk_facts(
    one: Standing, alerts: Mapping[str, Alert], issues: Mapping[int, list[str]]
) -> list[tuple[str, str]]:
    """Who answers for it, how the alert stands, which issues treat it."""
    indicator = one.profile.indicator
    alert, numbers = alerts.get(indicator.code), issues.get(indicator.id, [])
    rows = [(_("Owner"), meaning.owner(one.profile))]
    if alert is not None:
        said = _(
            "{state}, open since {period}", state=label(alert.state),
            period=wording.period_name(alert.opened_in),
        )  # fmt: skip
        rows.append((label("entity.Alert"), said))
        if alert.planned_action:
            rows.append((label("Alert.planned_action"), alert.planned_action))
    rows.append((_("Open issues"), listed(numbers) if numbers else _("none")))
    return rows
