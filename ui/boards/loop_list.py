"""The issues behind the pictures: those of the pressed marks, else what is late or escalated."""

from collections.abc import Sequence

from domain.reporting.loop_history import LoopIssue
from ui import formats
from ui.boards.loop_causes import owner_name
from ui.boards.loop_look import TESTS, LoopLook
from ui.boards.rows import Table, draw_rows
from ui.dashboard.view import View
from ui.language import _, in_language, label


def draw_loop_list(whole: LoopLook, view: View) -> None:
    """The table."""
    chosen = any(name in TESTS for name in view.chosen)
    look = whole.narrowed(view.chosen)
    found = list(look.issues) if chosen else urgent(look)
    found = sorted(found, key=lambda one: (-one.days_late(look.today), -one.open_days(look.today)))
    title = _("{count} issues of the chosen marks", count=len(found)) if chosen else _(
        "{count} issues are overdue or escalated", count=len(found))  # fmt: skip
    draw_rows(
        _table(look, found), title, "loop-list", _("No issue is overdue or escalated."),
        "" if chosen else _("Press a mark above to see its issues here."),
    )  # fmt: skip


def urgent(look: LoopLook) -> list[LoopIssue]:
    """Open issues that are past their date or were escalated."""
    return [one for one in look.open if one.days_late(look.today) or one.escalated]


def _table(look: LoopLook, found: Sequence[LoopIssue]) -> Table:
    days, late = _("Days open"), _("Days late")
    columns = {
        label("Issue.number"): [one.number for one in found],
        label("Issue.title"): [one.title for one in found],
        label("field.unit"): [in_language(*look.units.get(one.unit_id, ("", ""))) for one in found],
        label("Issue.state"): [label(one.state) for one in found],
        label("Issue.owner"): [
            owner_name(one.owner_id, *look.people.get(one.owner_id or 0, ("", ""))) for one in found
        ],
        days: [formats.number(one.open_days(look.today)) for one in found],
        late: [
            formats.number(one.days_late(look.today)) if one.days_late(look.today) else "" for one in found
        ],
    }
    return Table(columns, [one.id for one in found], "issues", frozenset({days, late}))


def _late(one: LoopIssue, look: LoopLook) -> str:
    days = one.days_late(look.today)
    return formats.number(days) if days else ""
