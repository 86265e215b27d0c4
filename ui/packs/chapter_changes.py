"""What changed since the period before, and why: who contributed how much."""

from collections.abc import Sequence

from domain.reporting.breakdown import offered_breakdowns
from domain.reporting.change import Change, ChangeAsked, why_changed
from domain.reporting.cockpit import changed, largest_moves
from domain.reporting.standing import Standing
from ui.indicators import wording
from ui.indicators.why import in_words, name_of
from ui.language import _, label, say
from ui.packs import cells
from ui.packs.chapter_status import change
from ui.packs.document import Block, Cell, Column, Heading, Table, Words
from ui.packs.subject import Subject
from ui.tile import TONES, status_word

EXPLAINED, CAUSES = 8, 5
"""Indicators whose change is taken apart, and members named for each."""


def changes(subject: Subject) -> list[Block]:
    """A table of all that moved, then the reasons of those that matter most."""
    moved = changed(subject.standings)
    steps = largest_moves(subject.standings)
    blocks: list[Block] = [_table(moved)]
    for one in [*moved, *steps][:EXPLAINED]:
        blocks += explained(one, subject)
    return blocks


def _table(moved: Sequence[Standing]) -> Table:
    columns = (
        Column(_("Code")), Column(_("Indicator"), 5), Column(_("The period before"), right=True),
        Column(_("Value"), right=True), Column(_("Change"), right=True), Column(_("Status before")),
        Column(_("Status")),
    )  # fmt: skip
    rows = [_row(one) for one in moved]
    title = _("Indicators with another status than the period before")
    return Table(columns=columns, rows=rows, title=title, empty=_("No indicator changed its status."))


def _row(one: Standing) -> list[Cell]:
    indicator, before, after = one.profile.indicator, one.previous, one.current
    return [
        cells.words(indicator.code),
        cells.words(wording.name_of(indicator)),
        cells.figure(before.value if before else None, indicator),
        cells.figure(after.value if after else None, indicator, strong=True),
        change(one),
        *(cells.status(each.status) for each in (before, after) if each),
    ]


def explained(one: Standing, subject: Subject) -> list[Block]:
    """The change of one indicator in words and by member."""
    indicator = one.profile.indicator
    title = f"{indicator.code} {wording.name_of(indicator)}"
    head = Heading(title, status_word(one.status), TONES[one.status])
    found = why(one, subject)
    if found.reason is not None or found.total is None:
        return [head, Words(say(found.reason) if found.reason else _("No figures yet."), quiet=True)]
    told: list[Block] = [head, Words(in_words(found, indicator))]
    known = [cause for cause in found.causes if cause.contribution.total]
    if known:
        told.append(_causes(found, one))
    return told


def why(one: Standing, subject: Subject) -> Change:
    """The change from the period before, divided by the usual breakdown."""
    indicator = one.profile.indicator
    offered = offered_breakdowns(subject.session, indicator)
    by = next((name for name in offered if name != "unit" or len(subject.units) > 1), "unit")
    asked = ChangeAsked(indicator, subject.view.unit.id, one.period.previous(), one.period, by)
    return why_changed(subject.session, subject.actor, asked, subject.today)


def _causes(found: Change, one: Standing) -> Table:
    indicator = one.profile.indicator
    columns = (
        Column(label(f"breakdown.{found.by}"), 4), Column(wording.period_name(found.before), right=True),
        Column(wording.period_name(found.after), right=True), Column(_("Contribution"), right=True),
    )  # fmt: skip
    rows = [
        [
            cells.words(name_of(cause)),
            cells.figure(cause.before, indicator),
            cells.figure(cause.after, indicator),
            cells.toned(
                wording.change(cause.contribution.total, indicator, None),
                wording.welcome(cause.contribution.total, cause.contribution.total, indicator),
            ),
        ]
        for cause in found.causes[:CAUSES]
        if cause.contribution.total
    ]
    return Table(columns=columns, rows=rows)
