"""Why issues arise, how old open ones are, and whose they are, as pictures."""

from decimal import Decimal
from enum import Enum

from domain.reporting.loop_causes import ParetoBar, cause_counts, pareto, vital_few
from domain.reporting.loop_open import Age, by_age, by_owner
from ui import formats
from ui.boards import picture
from ui.boards.loop_look import AGE, CAUSE, NOBODY, OWNER, LoopLook
from ui.boards.loop_pictures import issues_of
from ui.boards.marks import Row
from ui.boards.palette import PLAIN, QUIET
from ui.boards.picture import Words
from ui.charts.data import Measured
from ui.colours import Tone
from ui.dashboard.declaration import Picture
from ui.dashboard.view import View
from ui.language import _, in_language, label, listed

MOST = 10
AGE_ROLES = {Age.TO_30: PLAIN, Age.TO_60: PLAIN, Age.TO_90: Tone.WAITING.value, Age.OVER_90: Tone.BAD.value}


def cause_picture(whole: LoopLook, view: View) -> Picture:
    """By which causes most issues arose."""
    look = whole.narrowed(view.chosen, besides=CAUSE)
    bars = pareto(cause_counts(look.raised, look.causes))
    few = vital_few(bars)
    share = sum((bar.share for bar in few), Decimal(0))
    words = Words(
        title=_("{causes} make up {share} of the causes found", causes=listed(_kind(bar) for bar in few),
                share=formats.percent(share, 0)) if few else _("Why issues arise"),
        empty=_("No cause was found yet for issues of these twelve months."),
        about=_("Issues raised in the twelve months by the cause found last. The strong bars are the fewest "
                "kinds that make up at least 80%: start there."),
    )  # fmt: skip
    rows = [
        Row(
            name=_kind(bar), value=Decimal(bar.count), role=PLAIN if bar.vital else QUIET,
            key=str(bar.name) if bar.name is not None else None,
            label=_("{count} · {share} together", count=bar.count, share=formats.percent(bar.cumulative, 0)),
            note=_("{share} of all", share=formats.percent(bar.share, 0)),
        )
        for bar in bars
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.NUMBER, CAUSE)


def _kind(bar: ParetoBar) -> str:
    return label(bar.name) if isinstance(bar.name, Enum) else _("Other")


def age_picture(whole: LoopLook, view: View) -> Picture:
    """How old open issues are."""
    counts = by_age(whole.narrowed(view.chosen, besides=AGE).issues, whole.today)
    old = counts[Age.OVER_90]
    words = Words(
        title=_("{count} open issues are older than 90 days", count=old)
        if old
        else _("No open issue is older than 90 days"),
        empty=_("No issue is open."), about=_("Days since an issue was raised."), records=issues_of(view),
    )  # fmt: skip
    rows = [
        Row(
            name=label(age), value=Decimal(count), key=age.value, role=AGE_ROLES[age],
            label=formats.number(count),
        )
        for age, count in counts.items()
    ]  # fmt: skip
    return picture.ranked(rows, view, words, Measured.NUMBER, AGE)


def owner_picture(whole: LoopLook, view: View) -> Picture:
    """Who answers for how many open issues, and how old these are."""
    loads = by_owner(whole.narrowed(view.chosen, besides=OWNER).issues, whole.people, whole.today)
    late = sum(1 for load in loads if load.late)
    words = Words(
        title=_("{count} people have overdue issues", count=late)
        if late
        else _("Nobody has an overdue issue"),
        empty=_("No issue is open."), about=_("Open issues by owner and age."), records=issues_of(view),
    )  # fmt: skip
    rows = [
        Row(
            name=owner_name(load.owner_id, load.name_zh, load.name_en), series=label(age), place=at,
            value=Decimal(load.ages.get(age, 0)), key=str(load.owner_id or NOBODY),
            note=_("{count} overdue", count=load.late) if load.late else "",
        )
        for load in loads[:MOST]
        for at, age in enumerate(Age)
    ]  # fmt: skip
    return picture.stacked_rows(rows, view, words, Measured.NUMBER, OWNER)


def owner_name(owner_id: int | None, chinese: str, english: str) -> str:
    """Who it is; nobody yet, or somebody of another unit."""
    if owner_id is None:
        return _("Without owner")
    return in_language(chinese, english) or _("of another unit")
