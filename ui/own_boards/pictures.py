"""Pictures of cards of indicators: the course, the parts, the statuses of several."""

from collections.abc import Sequence
from decimal import Decimal

from domain.indicators.indicator import Indicator
from domain.reporting.breakdown import NOBODY, Share
from domain.reporting.finding import finding
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import HISTORY
from ui.boards.marks import Row
from ui.boards.palette import PLAIN
from ui.boards.picture import Words, ranked
from ui.boards.rated import COLOURED
from ui.charts.data import Line, Measured, Point
from ui.colours import Tone
from ui.dashboard import pictures
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.indicators import meaning, wording
from ui.indicators.place import UNIT
from ui.indicators.shares import share_name
from ui.indicators.tiles import CODE, PAGE
from ui.language import _, in_language, label, say
from ui.own_boards.figures import Member, Parts, Trend
from ui.tile import TONES, status_word

MOST = 12
TONE_OF = {"red": Tone.BAD, "target": Tone.GOOD, "amber": Tone.WAITING}
ROOM = 14
"""Names of levels need this part of the height."""


def named(indicator: Indicator, member: Member | None) -> str:
    """What is shown, and of whom."""
    name = wording.name_of(indicator)
    if member is None:
        return name
    whose = in_language(member.name_zh, member.name_en) or _("Unknown")
    return f"{name} · {whose}"


def behind(indicator: Indicator, view: View, member: Member | None = None, **more: str) -> Link:
    """The records that the figure was made of, on the page of the indicator."""
    whose = {} if member is None else {"by": member.by, "member": str(member.key)}
    return Link(PAGE, {CODE: indicator.code, **view.place.asks, "records": "numerator", **whose, **more})


def trend_picture(found: Trend, view: View) -> Picture:
    """The figures over time, with thresholds as they are now; the title is the finding."""
    indicator, whole = found.profile.indicator, found.course.figures
    figures = whole[-HISTORY:]
    name, last = named(indicator, found.member), found.course.last
    said = finding(name, whole)
    question = in_language(indicator.question_zh, indicator.question_en)
    return pictures.trend(
        [_point(one, indicator) for one in figures if one is not None], view,
        title=say(said) if said else name if found.member else question or name,
        measured=wording.axis_of(indicator), lines=_lines(figures, indicator),
        indicator="" if found.member else indicator.code, about=meaning.explained(found.profile, last),
        records=behind(indicator, view, found.member), empty=_("No figures yet."),
    )  # fmt: skip


def _point(one: ShownFigure, indicator: Indicator) -> Point:
    note = " · ".join(filter(None, (status_word(one.status), wording.why(one))))
    return Point(one.period.label, wording.plotted(one.value, indicator), "", TONES[one.status], note)


def _lines(figures: Sequence[ShownFigure | None], indicator: Indicator) -> list[Line]:
    """Levels as they are now. Of two names that would stand on each other only the first is written."""
    last = figures[-1] if figures else None
    names = {"red": _("Off track"), "amber": _("At risk"), "target": _("Target")}
    levels = {field: wording.plotted(getattr(last, field, None), indicator) for field in TONE_OF}
    known = {field: level for field, level in levels.items() if level is not None}
    values = [wording.plotted(one.value, indicator) for one in figures if one]
    shown = [*known.values(), *(value for value in values if value is not None)]
    low = Decimal(0) if wording.axis_of(indicator) is Measured.MONEY else min(shown, default=Decimal(0))
    room = (max(shown, default=Decimal(0)) - low) / ROOM
    lines: list[Line] = []
    for field, level in known.items():
        apart = all(abs(level - one.value) > room for one in lines if one.name)
        lines.append(Line(names[field] if apart else "", level, TONE_OF[field]))
    return lines


def parts_picture(found: Parts, view: View) -> Picture:
    """The members, the most telling first. A pressed one narrows the whole board; a unit is gone into."""
    indicator, shares = found.profile.indicator, found.shares[:MOST]
    title = _(
        "{name} by {dimension}, {period}", name=wording.name_of(indicator),
        dimension=label(f"breakdown.{found.by}").lower(), period=wording.period_name(found.period),
    )  # fmt: skip
    about = meaning.explained(found.profile, None)
    if len(found.shares) > MOST:
        about += "\n\n" + _("The first {shown} of {count}.", shown=MOST, count=len(found.shares))
    words = Words(title=title, empty=_no_parts(found), about=about, records=behind(indicator, view))
    rows = [_row(one, found, view) for one in shares]
    return ranked(rows, view, words, wording.axis_of(indicator), found.by)


def _key(one: Share, found: Parts, view: View) -> str | None:
    if found.by != UNIT:
        return None if one.key == NOBODY else str(one.key)
    return str(one.key) if one.key != view.unit.id and any(u.id == one.key for u in view.units) else None


def _no_parts(found: Parts) -> str:
    if found.own:
        return _("Comparing people by name is for those who lead them; you have no figures of your own here.")
    return _("Nothing to break down in this period.")


def _row(one: Share, found: Parts, view: View) -> Row:
    name, figure, indicator = share_name(one, found.by), one.figure, found.profile.indicator
    if one.hidden:
        return Row(name=name, value=None, note=say(one.hidden))
    return Row(
        name=name, value=wording.plotted(figure.value, indicator), key=_key(one, found, view),
        label=wording.figure(figure.value, indicator), note=" · ".join(_notes(figure)),
        role=TONES[figure.status].value if figure.status in COLOURED else PLAIN,
    )  # fmt: skip


def _notes(figure: ShownFigure) -> list[str]:
    said = status_word(figure.status) if figure.status in COLOURED else ""
    return [one for one in (said, wording.why(figure) if figure.value is None else "") if one]
