"""The improvement loop: how far issues get, how well cures work, what is late."""

from collections.abc import Sequence

from domain.core.permission import Permission
from domain.reporting.loop_history import LoopIssue
from domain.reporting.loop_norms import LoopRate
from ui import formats
from ui.boards.loop_causes import cause_picture, owner_name
from ui.boards.loop_list import urgent
from ui.boards.loop_look import LoopLook, loop_look
from ui.boards.loop_pictures import funnel_picture, waiting_picture
from ui.boards.loop_tiles import loop_tiles
from ui.language import _, in_language, label
from ui.packs import cells
from ui.packs.chapter_alerts import no_right
from ui.packs.document import Block, Cell, Chart, Column, Table, Words
from ui.packs.subject import Subject


def loop(subject: Subject) -> list[Block]:
    """Of the unit and everything below it, over twelve months up to the month."""
    if not subject.may(Permission.ISSUES_READ):
        return [Words(no_right(), quiet=True)]
    look = loop_look(subject.session, subject.view)
    return [
        Chart(picture=funnel_picture(look, subject.view)),
        _rates(look),
        Chart(picture=waiting_picture(look, subject.view)),
        Chart(picture=cause_picture(look, subject.view)),
        urgent_table(look),
    ]


def _rates(look: LoopLook) -> Table:
    """The eight figures of the screen."""
    columns = (
        Column(_("Figure"), 4), Column(_("Value"), right=True), Column(_("Change"), right=True),
        Column(_("Limit"), right=True), Column(_("Status")), Column(_("Note"), 4),
    )  # fmt: skip
    rows = [
        [
            cells.words(tile.name), cells.words(tile.figure, strong=True),
            cells.toned(tile.change, tile.welcome),
            cells.words(_limit(tile.key)), cells.status(tile.status), cells.words(tile.note),
        ]
        for tile in loop_tiles(look)
    ]  # fmt: skip
    return Table(columns=columns, rows=rows, title=_("How well the loop works, twelve months"))


def _limit(key: str) -> str:
    rate = next((one for one in LoopRate if key == f"loop-{one}"), None)
    return formats.percent(rate.limit, 0) if rate else ""


def urgent_table(look: LoopLook) -> Table:
    """Issues that are past their date or were escalated, the latest first."""
    found = sorted(urgent(look), key=lambda one: (-one.days_late(look.today), -one.open_days(look.today)))
    return issue_table(found, look, _("Issues overdue or escalated"), _("No issue is overdue or escalated."))


def issue_table(found: Sequence[LoopIssue], look: LoopLook, title: str, empty: str) -> Table:
    """One row for each issue."""
    columns = (
        Column(label("Issue.number")), Column(label("Issue.title"), 6), Column(label("field.unit"), 3),
        Column(label("Issue.state"), 2), Column(label("Issue.owner"), 2), Column(_("Days open"), right=True),
        Column(_("Days late"), right=True),
    )  # fmt: skip
    return Table(columns=columns, rows=[_issue(one, look) for one in found], title=title, empty=empty)


def _issue(one: LoopIssue, look: LoopLook) -> list[Cell]:
    late = one.days_late(look.today)
    return [
        cells.words(one.number),
        cells.words(one.title),
        cells.words(in_language(*look.units.get(one.unit_id, ("", "")))),
        cells.state(one.state),
        cells.words(owner_name(one.owner_id, *look.people.get(one.owner_id or 0, ("", "")))),
        cells.count(one.open_days(look.today)),
        cells.count(late) if late else cells.words(formats.NOTHING),
    ]
