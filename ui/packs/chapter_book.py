"""The indicator book: each indicator with its meaning, formula, limits, course and figures."""

from domain.indicators.indicator import Kind
from domain.reporting.area import area_of, order_of
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import Standing
from ui.indicators import meaning, wording
from ui.language import _, in_language, label
from ui.packs import cells
from ui.packs.course_of import course_chart, periods_of
from ui.packs.document import Block, Cell, Column, Facts, Heading, Table, Words
from ui.packs.subject import Subject
from ui.tile import SIGNS, TONES, status_word


def how_to_read(_subject: Subject) -> list[Block]:
    """Signs, limits, gaps."""
    signs = [(sign, label(status)) for status, sign in SIGNS.items()]
    return [
        Words(
            _(
                "Every indicator in use has one entry: the question it answers, its definition and formula, "
                "the limits in force, who answers for it, and thirteen periods as a chart and a table."
            )
        ),
        Facts(signs),
        Words(
            _(
                "A gap in a course is a period without a figure; the table says why. A hollow mark is a "
                "period that was not over when the figure was computed."
            )
        ),
    ]


def book(subject: Subject, kind: Kind) -> list[Block]:
    """All entries of a kind, by area."""
    found = sorted(
        (one for one in subject.standings if one.profile.indicator.kind is kind),
        key=lambda one: (order_of(_area(one)), one.profile.indicator.code),
    )
    return [block for one in found for block in entry(one)]


def _area(one: Standing) -> str:
    return area_of(one.profile.indicator.code)


def entry(one: Standing) -> list[Block]:
    """One indicator."""
    indicator = one.profile.indicator
    head = Heading(
        f"{indicator.code} {wording.name_of(indicator)}",
        status_word(one.status),
        TONES[one.status],
        entry=True,
    )
    blocks: list[Block] = [head, Facts(_facts(one)), course_chart(one)]
    if any(one.figures):
        blocks.append(_table(one))
    return blocks


def _facts(one: Standing) -> list[tuple[str, str]]:
    indicator, shown = one.profile.indicator, one.current
    version = one.profile.version(shown.version_id if shown else None)
    rows = [
        (_("Area"), label(f"area.{_area(one)}")),
        (_("Question"), in_language(indicator.question_zh, indicator.question_en)),
        (_("Definition"), in_language(indicator.definition_zh, indicator.definition_en)),
    ]
    if version is not None:
        rows.append((_("Formula"), meaning.in_words(version)))
    if shown is not None and shown.amber is not None and shown.red is not None:
        rows.append((_("At risk"), wording.figure(shown.amber, indicator)))
        rows.append((_("Off track"), wording.figure(shown.red, indicator)))
    rows.append((_("Direction"), label(indicator.direction)))
    rows.append((_("Owner"), meaning.owner(one.profile)))
    return [(name, said) for name, said in rows if said]


def _table(one: Standing) -> Table:
    columns = (
        Column(_("Period")), Column(_("Value"), right=True), Column(_("At risk"), right=True),
        Column(_("Off track"), right=True), Column(_("Status")), Column(_("Records"), right=True),
        Column(_("Note"), 1),
    )  # fmt: skip
    pairs = list(zip(periods_of(one), one.figures, strict=True))
    rows = [
        [cells.words(wording.period_name(period)), *_row(shown, one)] for period, shown in reversed(pairs)
    ]
    return Table(columns=columns, rows=rows)


def _row(shown: ShownFigure | None, one: Standing) -> list[Cell]:
    indicator = one.profile.indicator
    if shown is None:
        empty = [cells.figure(None, indicator) for _column in range(3)]
        return [*empty, cells.words(""), cells.words(""), cells.words(_("No figure for this period."))]
    return [
        cells.figure(shown.value, indicator, strong=True),
        cells.figure(shown.amber, indicator),
        cells.figure(shown.red, indicator),
        cells.status(shown.status),
        cells.count(shown.rows),
        cells.words(wording.why(shown)),
    ]
