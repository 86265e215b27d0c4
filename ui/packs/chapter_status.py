"""How indicators stand: in one look by area, then each with its limits and who answers for it."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from domain.indicators.indicator import Kind
from domain.reporting.area import area_of, order_of
from domain.reporting.heat import WORST_FIRST
from domain.reporting.standing import Comparison, Standing
from ui.indicators import meaning, wording
from ui.indicators.cockpit_words import headline
from ui.indicators.heat_picture import heat_asked, heat_picture
from ui.indicators.tiles import note
from ui.language import _, label
from ui.packs import cells
from ui.packs.document import Block, Cell, Chart, Column, Table, Words
from ui.packs.subject import Subject
from ui.tile import status_word

HEAT = 860
"""Pixels across: a cell must hold its counts."""


def summary(subject: Subject) -> list[Block]:
    """The whole in one page."""
    heat = heat_picture(heat_asked(subject.session, subject.view), subject.view)
    blocks: list[Block] = [Words(headline(subject.standings), lead=True)]
    if subject.view.provisional:
        blocks.append(Words(_("The month is not over; figures and colours may still change."), quiet=True))
    said = _("A cell counts the indicators of an area in a unit; its colour is that of the worst.")
    return [*blocks, _counts(subject.standings), Chart(picture=heat, width=HEAT), Words(said, quiet=True)]


def status(subject: Subject, kind: Kind) -> list[Block]:
    """All indicators of a kind, by area."""
    found = sorted(
        (one for one in subject.standings if one.profile.indicator.kind is kind),
        key=lambda one: (order_of(_area(one)), one.profile.indicator.code),
    )
    blocks: list[Block] = [Words(_how_to_read(), quiet=True)]
    for area, some in groupby(found, _area):
        blocks.append(_table(list(some), label(f"area.{area}"), subject))
    return blocks


def _how_to_read() -> str:
    return _(
        "Each indicator by the last period it is judged by. Limits are those in force in that period; "
        "changes of amounts are in per cent, changes of shares in percentage points."
    )


def _area(one: Standing) -> str:
    return area_of(one.profile.indicator.code)


def _counts(found: Sequence[Standing]) -> Table:
    """How many indicators of each kind have which status."""
    columns = [Column(_("Kind"), 1), *(Column(status_word(status), right=True) for status in WORST_FIRST)]
    columns.append(Column(_("In all"), right=True))
    rows: list[list[Cell]] = []
    for kind in Kind:
        counts = Counter(one.status for one in found if one.profile.indicator.kind is kind)
        numbers = [counts[status] for status in WORST_FIRST]
        rows.append(
            [cells.words(label(kind), strong=True), *map(cells.count, numbers), cells.count(sum(numbers))]
        )
    return Table(columns=columns, rows=rows)


def _table(found: Sequence[Standing], title: str, subject: Subject) -> Table:
    columns = (
        Column(_("Code")), Column(_("Indicator"), 7), Column(_("Value"), right=True),
        Column(_("Change"), right=True), Column(_("At risk"), right=True), Column(_("Off track"), right=True),
        Column(_("Status")), Column(_("Owner"), 3),
    )  # fmt: skip
    return Table(columns=columns, rows=[_row(one, subject) for one in found], title=title)


def _row(one: Standing, subject: Subject) -> list[Cell]:
    indicator, shown = one.profile.indicator, one.current
    said = note(one, subject.view.place)
    name = wording.name_of(indicator)
    return [
        cells.words(indicator.code),
        cells.words(f"{name}\n{said}" if said else name),
        cells.figure(shown.value if shown else None, indicator, strong=True),
        change(one),
        cells.figure(shown.amber if shown else None, indicator),
        cells.figure(shown.red if shown else None, indicator),
        cells.status(one.status),
        cells.words(meaning.owner(one.profile)),
    ]


def change(one: Standing) -> Cell:
    """Against the period before, coloured by whether it is welcome."""
    indicator, shown = one.profile.indicator, one.current
    difference = one.change(Comparison.PREVIOUS)
    text = wording.change(difference, indicator, one.base(Comparison.PREVIOUS))
    return cells.toned(text, wording.welcome(difference, shown.value if shown else None, indicator))
