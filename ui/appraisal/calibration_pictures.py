"""Grades against what is usual, and raters against each other, as pictures whose titles say the finding."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from domain.appraisal.forced_distribution import LEAST, Deviation, GradeShare
from domain.core.rounding import rounded
from ui import formats
from ui.appraisal import specs
from ui.appraisal.calibration_look import CalibrationLook
from ui.boards.marks import Row, marks, table
from ui.boards.palette import PLAIN
from ui.charts.columns import line_columns, typed
from ui.charts.data import Line, Measured
from ui.charts.specs import LINES
from ui.colours import Tone
from ui.dashboard.declaration import Picture
from ui.language import _, in_language, listed


def distribution_picture(seen: CalibrationLook, shares: Sequence[GradeShare]) -> Picture:
    """How many have each grade, before the range that the quotas allow."""
    names = {one.code: f"{one.code} {in_language(one.name_zh, one.name_en)}" for one in seen.grades.values()}
    rows = [
        Row(
            name=names.get(one.code, one.code), value=Decimal(one.count), label=_share(one),
            role=Tone.WAITING.value if _stands_out(one) else PLAIN,
            second=None if one.least is None else Decimal(one.least),
            third=None if one.most is None else Decimal(one.most), note=_range(one),
        )
        for one in shares
    ]  # fmt: skip
    people = sum(one.count for one in shares)
    title = _finding(shares, people)
    if not people:
        return Picture(title=title, spec=lambda _look: "{}", tables={}, table={}, figure=False,
                       alt=_("Nobody whom you may see has a grade yet."))  # fmt: skip
    return Picture(
        title=title, spec=partial(specs.distribution, rows=len(rows)),
        tables={"d": marks(rows, Measured.NUMBER, "")}, alt=title,
        table=table(rows, Measured.NUMBER, _("At least")),
    )  # fmt: skip


def _finding(shares: Sequence[GradeShare], people: int) -> str:
    if people < LEAST:
        return _("{count} people: fewer than {least}, so shares say nothing", count=people, least=LEAST)
    out = [one for one in shares if _stands_out(one)]
    if not out:
        return _("{count} people: every grade lies within its range", count=people)
    above = [one.code for one in out if one.deviation is Deviation.ABOVE]
    below = [one.code for one in out if one.deviation is Deviation.BELOW]
    told = [_("more {grades} than usual", grades=listed(above)) if above else "",
            _("fewer {grades} than usual", grades=listed(below)) if below else ""]  # fmt: skip
    return _("{count} people: {told}", count=people, told=listed(filter(None, told)))


def _stands_out(one: GradeShare) -> bool:
    return one.deviation in (Deviation.ABOVE, Deviation.BELOW)


def _share(one: GradeShare) -> str:
    share = "" if one.share is None else f" · {formats.number(rounded(one.share, 0))}%"
    return f"{formats.number(one.count)}{share}"


def _range(one: GradeShare) -> str:
    quota = _("usual {quota}%", quota=formats.number(one.quota))
    if one.least is None or one.most is None:
        return quota
    return f"{quota} · " + _("{least} to {most} people", least=one.least, most=one.most)


def leniency_picture(seen: CalibrationLook) -> Picture:
    """Each rater's mean of what people rate, against that of all raters."""
    found = seen.board.leniency
    rows = [
        Row(
            name=seen.name(one.rater_id), value=rounded(one.difference, 1),
            role=Tone.WAITING.value if one.flagged else PLAIN,
            label=_("{difference} · n = {count}", difference=_signed(one.difference), count=one.people),
            note=_("mean {mean}", mean=formats.number(rounded(one.mean, 1))),
        )
        for one in found
    ]  # fmt: skip
    flagged = [seen.name(one.rater_id) for one in found if one.flagged]
    title = (
        _("More than one standard deviation apart from the others: {names}", names=listed(flagged))
        if flagged
        else _("No rater stands apart from the others")
    )
    if len(rows) < 2:
        return Picture(title=_("Raters against each other"), spec=lambda _look: "{}", tables={}, table={},
                       figure=False, alt=_("There are not two raters to compare."))  # fmt: skip
    limits = _limits(seen)
    return Picture(
        title=title, spec=partial(specs.deviations, rows=len(rows)),
        tables={"d": marks(rows, Measured.NUMBER, ""), LINES: typed(line_columns(limits))},
        alt=title, table=table(rows, Measured.NUMBER, ""),
        about=_("Points of what people rate, against the mean of all raters; figures are nobody's kindness."),
    )  # fmt: skip


def _limits(seen: CalibrationLook) -> list[Line]:
    known = [one for one in seen.board.leniency if one.distance]
    if not known or known[0].distance is None:
        return []
    sd = abs(known[0].difference / known[0].distance)
    return [Line("", sd), Line("", -sd)]


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{formats.number(rounded(value, 1))}"
