"""Alerts that count as open, and how often the rules that raised them are right."""

from collections.abc import Mapping, Sequence

from domain.core.permission import Permission
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import live_alerts
from domain.reporting.alert_quality_view import RuleQuality, alert_quality
from domain.reporting.profile import role_names
from ui import formats
from ui.indicators import wording
from ui.language import _, in_language, label
from ui.packs import cells
from ui.packs.document import Block, Cell, Column, Table, Words
from ui.packs.subject import Subject
from ui.titles import title

MOST = 60
Roles = Mapping[str, tuple[str, str]]
"""Code of a role -> its names."""


def alerts(subject: Subject) -> list[Block]:
    """Of the unit and everything below it; rules are judged by what the reader sees."""
    if not subject.may(Permission.ALERTS_READ):
        return [Words(no_right(), quiet=True)]
    query = live_alerts().where(Alert.unit_id.in_(sorted(subject.units)))
    found = subject.session.scalars(query).unique().all()
    roles = role_names(subject.session)
    red = sum(one.level.value == "red" for one in found)
    said = _("{count} alerts are open, {red} of them red.", count=len(found), red=red)
    blocks: list[Block] = [Words(said, lead=True), alert_table(found[:MOST], roles)]
    if len(found) > MOST:
        blocks.append(Words(_("The first {shown} of {count}.", shown=MOST, count=len(found)), quiet=True))
    return [*blocks, *_quality(subject)]


def no_right() -> str:
    """Instead of what the reader may not see."""
    return _("You have no access to these records.")


def alert_table(found: Sequence[Alert], roles: Roles) -> Table:
    """One row each: where, how bad, whose, since when."""
    columns = (
        Column(_("Indicator"), 5), Column(label("field.unit"), 3), Column(label("Alert.level")),
        Column(_("Value"), right=True), Column(_("Limit"), right=True), Column(label("Alert.state")),
        Column(_("Owner"), 2), Column(_("Since")),
    )  # fmt: skip
    empty = _("No alert is open.")
    return Table(
        columns=columns, rows=[_row(one, roles) for one in found], empty=empty, title=_("Open alerts")
    )


def owner_of(one: Alert, roles: Roles) -> str:
    """The person, else everybody with the role."""
    return (
        title(one.owner)
        if one.owner
        else in_language(*roles.get(one.owner_role, ("", ""))) or _("nobody yet")
    )


def _row(one: Alert, roles: Roles) -> list[Cell]:
    indicator = one.indicator
    limit = one.red if one.level.value == "red" else one.amber
    return [
        cells.words(f"{indicator.code} {wording.name_of(indicator)}"),
        cells.words(in_language(one.unit.name_zh, one.unit.name_en)),
        cells.state(one.level),
        cells.figure(one.value, indicator, strong=True),
        cells.figure(limit, indicator),
        cells.state(one.state),
        cells.words(owner_of(one, roles)),
        cells.words(wording.period_name(one.opened_in)),
    ]


def _quality(subject: Subject) -> list[Block]:
    found = alert_quality(subject.session, subject.today)
    rules = [rule for rule in found.rules if rule.total.closed]
    if not rules:
        return [Words(_("No warning is closed yet, so no rule can be judged."), quiet=True)]
    columns = (
        Column(_("Indicator"), 5), Column(_("Rule"), 2), Column(_("Precision"), right=True),
        Column(_("Closed"), right=True), Column(_("Confirmed"), right=True),
        Column(_("False alarm"), right=True), Column(_("Still open"), right=True), Column(_("Review")),
    )  # fmt: skip
    first, last = (wording.period_name(one) for one in (found.quarters[0], found.quarters[-1]))
    said = _(
        "Precision = confirmed / closed, {first} to {last}. Confirmed: it led to an issue or a planned "
        "action, was called real or useful, or came true.",
        first=first, last=last,
    )  # fmt: skip
    table = Table(columns=columns, rows=[_rule(rule) for rule in rules], title=_("Quality of the rules"))
    return [table, Words(said, quiet=True)]


def _rule(rule: RuleQuality) -> list[Cell]:
    total, indicator = rule.total, rule.indicator
    return [
        cells.words(f"{indicator.code} {wording.name_of(indicator)}"),
        cells.words(label(rule.kind)),
        cells.share(total.precision),
        cells.count(total.closed),
        cells.count(total.confirmed),
        cells.count(total.false),
        cells.count(rule.open),
        cells.toned(_("due"), good=False) if total.needs_review else cells.words(formats.NOTHING),
    ]
