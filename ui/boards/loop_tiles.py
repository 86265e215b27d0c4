"""The eight figures of the loop."""

from decimal import Decimal

from domain.improvement.issue_state import OPEN
from domain.indicators.status import Direction, Status
from domain.reporting.loop_flow import cycle
from domain.reporting.loop_norms import LoopRate
from domain.reporting.loop_open import Age, escalated, overdue
from ui import formats
from ui.boards.loop_look import LoopLook
from ui.dashboard.view import View
from ui.language import _, label
from ui.tile import IndicatorTile, draw_tiles


def draw_loop_tiles(whole: LoopLook, view: View) -> None:
    """Eight tiles; the counts follow the pressed marks, the rates are those of the unit."""
    draw_tiles(loop_tiles(whole.narrowed(view.chosen)))


def loop_tiles(look: LoopLook) -> list[IndicatorTile]:
    """Open, overdue, escalated, how fast; then the four rates."""
    return [
        _open(look),
        _overdue(look),
        _escalated(look),
        _cycle(look),
        *(_rate(one, look) for one in LoopRate),
    ]


def _open(look: LoopLook) -> IndicatorTile:
    old = sum(1 for one in look.open if Age.of(one.open_days(look.today)) is Age.OVER_90)
    return IndicatorTile(
        key="loop-open", name=_("Open issues"), figure=formats.number(len(look.open)),
        status=Status.AMBER if old else Status.GREEN,
        note=_("{count} older than 90 days", count=old) if old else "",
        definition=_("Issues under way today, in any stage. Amber as soon as one is older than 90 days."),
        page="issues", asks={"state": sorted(OPEN)},
    )  # fmt: skip


def _overdue(look: LoopLook) -> IndicatorTile:
    late = overdue(look.issues, look.today)
    worst = late[0].days_late(look.today) if late else 0
    return IndicatorTile(
        key="loop-overdue", name=_("Overdue issues"), figure=formats.number(len(late)),
        status=Status.RED if late else Status.GREEN,
        note=_("up to {days} days late", days=worst) if late else "",
        definition=_("Open issues whose measures should be in force by now and are not."),
        page="issues", asks={"view": "issues_overdue"},
    )  # fmt: skip


def _escalated(look: LoopLook) -> IndicatorTile:
    risen = escalated(look.issues)
    return IndicatorTile(
        key="loop-escalated", name=_("Escalated"), figure=formats.number(len(risen)),
        status=Status.RED if risen else Status.GREEN, note=risen[0].number if risen else "",
        definition=_("Open issues whose measures had no effect twice: the committee decides how to go on."),
        page="issues", asks={"failures": "2..", "state": sorted(OPEN)},
    )  # fmt: skip


def _cycle(look: LoopLook) -> IndicatorTile:
    now = cycle(look.issues, look.first, look.last)
    days = _("{count} days", count=formats.number(now.median, 0)) if now.cases else formats.NOTHING
    return IndicatorTile(
        key="loop-cycle", name=_("Report to closing (median)"), figure=days,
        status=Status.UNRATED if now.cases else Status.NO_DATA,
        note=_("P85 {days} days · {count} closed", days=formats.number(now.slow, 0), count=now.cases)
        if now.cases
        else _("none closed in these twelve months"),
        definition=_("Calendar days from report to closing, of the issues closed in the twelve months."),
    )  # fmt: skip


def _rate(one: LoopRate, look: LoopLook) -> IndicatorTile:
    now, before = one.of(look.rates), one.of(look.rates_before)
    change = now - before if now is not None and before is not None else None
    part, whole = one.parts(look.rates)
    return IndicatorTile(
        key=f"loop-{one}", name=label(one), figure=formats.percent(now), status=one.status(look.rates),
        note=_("{part} of {whole}", part=part, whole=whole) if whole else _("no cases"),
        change=formats.points(change) if change is not None else "", welcome=_welcome(change, one.direction),
        compared=_("on the year before"), target=_("Limit {value}", value=formats.percent(one.limit, 0)),
        definition=_meaning(one),
    )  # fmt: skip


def _welcome(change: Decimal | None, direction: Direction) -> bool | None:
    if not change:
        return None
    return (change > 0) == (direction is Direction.HB)


def _meaning(one: LoopRate) -> str:
    return {
        LoopRate.ON_TIME: _(
            "Measures done by their original due date / measures due in the twelve months, those still open "
            "included. A moved date does not help."
        ),
        LoopRate.EXTENSION: _("Measures whose due date was moved / measures due in the twelve months."),
        LoopRate.EFFECT: _(
            "Effect reviews that found the effect / effect reviews concluded in the twelve months. Reviews "
            "without enough data are left out of both."
        ),
        LoopRate.RECURRENCE: _(
            "Reviewed issues that were opened again, or whose indicator and cause came back in the same unit "
            "within twelve months of closing / issues whose effect was reviewed."
        ),
    }[one]
