"""The agenda of the committee, made from what is breached and overdue, and room for its minutes."""

from dataclasses import dataclass

from domain.indicators.indicator import Indicator
from ui.indicators import wording
from ui.language import _, in_language
from ui.packs import cells
from ui.packs.chapter_decisions import hanging, late_measures, running_out, undecided
from ui.packs.chapter_risks import breached
from ui.packs.document import Block, Column, Heading, Room, Table, Words
from ui.packs.subject import Subject

MOST = 20
"""Decisions with room of their own; more are taken together."""


@dataclass(frozen=True)
class Item:
    """One topic: how much there is of it, what the committee is asked, and each case by its name."""

    topic: str
    asked: str
    cases: tuple[str, ...]


def agenda(subject: Subject) -> list[Block]:
    """Topics with the number of cases; those without any are told to be empty."""
    items = items_of(subject)
    count = sum(len(item.cases) for item in items)
    columns = (
        Column(_("No.")), Column(_("Topic"), 4), Column(_("Cases"), right=True),
        Column(_("What to decide"), 7),
    )  # fmt: skip
    rows = [
        [
            cells.words(str(at)), cells.words(item.topic, strong=True), cells.count(len(item.cases)),
            cells.words(item.asked if item.cases else _("nothing")),
        ]
        for at, item in enumerate(items, 1)
    ]  # fmt: skip
    return [
        Words(_("{count} cases are on the table.", count=count), lead=True),
        Table(columns=columns, rows=rows),
        Room(_("Place and time"), 1),
        Room(_("Attendees"), 2),
        Room(_("Excused"), 1),
    ]


def items_of(subject: Subject) -> list[Item]:
    """The topics in the order they are taken."""
    return [
        Item(
            _("Risks off track or at risk"),
            _("Which risks are treated, by whom and until when; which are accepted?"),
            tuple(_indicator(one.profile.indicator) for one in breached(subject.standings)),
        ),
        Item(
            _("Overdue measures"), _("Extend, help along or hand over?"),
            tuple(f"{one.issue.number} {one.title}" for one in late_measures(subject)),
        ),
        Item(
            _("Issues that wait for a decision"), _("Approve, send back, accept the effect or close?"),
            tuple(f"{one.number} {one.title}" for one in undecided(subject)),
        ),
        Item(
            _("Accepted risks that run out"), _("Accept again until when, or treat?"),
            tuple(_indicator(one.indicator) for one in running_out(subject)),
        ),
        Item(
            _("Approvals that hang"), _("Who decides, and until when?"),
            tuple(in_language(one.title, one.title_en) for one in hanging(subject)),
        ),
    ]  # fmt: skip


def _indicator(indicator: Indicator) -> str:
    return f"{indicator.code} {wording.name_of(indicator)}"


def minutes(subject: Subject) -> list[Block]:
    """Each case with lines for decision, who and until when."""
    blocks: list[Block] = []
    for item in items_of(subject):
        if not item.cases:
            continue
        blocks.append(Heading(item.topic, _("{count} items", count=len(item.cases))))
        blocks += [Room(_("{case}: decision, who, until when", case=case), 1) for case in item.cases[:MOST]]
        if len(item.cases) > MOST:
            rest = len(item.cases) - MOST
            blocks.append(Room(_("and {count} more: decision, who, until when", count=rest), 2))
    return [*blocks, Heading(_("Other business")), Room(_("Minutes"), 4), Room(_("Chair, date"), 1)]
