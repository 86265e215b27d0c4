"""Posts by courses: how many of those who must hold a certificate do, as shade, words and numbers."""

from collections.abc import Sequence
from functools import cache
from textwrap import wrap
from typing import Any

import altair as alt
import pyarrow as pa

from domain.training.matrix import Cell, CourseName, Matrix
from ui import formats
from ui.charts.picked import faded, pick
from ui.charts.specs import finished
from ui.charts.style import Style, tone_colour
from ui.colours import Tone
from ui.indicators.heat_picture import WRAPPED
from ui.language import _, in_language

ROW = 46
ENOUGH, SOME = 95, 85
"""Per cent from which coverage is good, and worth attention (K46)."""
LINES = 2
LINE = {3: (7, 18), 6: (5, 16)}
"""So many columns at most: characters of Chinese, and of English, in a line of a column's heading."""
SHORTEST = (4, 12)


def key_of(post: int | None, code: str) -> str:
    """How an address names a cell."""
    return f"{post or 0}~{code}"


def tone_of(cell: Cell) -> Tone:
    """Green from 95 %, amber from 85 %, red below; calm where nobody is bound."""
    share = cell.coverage
    if share is None:
        return Tone.CALM
    return Tone.GOOD if share * 100 >= ENOUGH else Tone.WAITING if share * 100 >= SOME else Tone.BAD


def post_name(matrix: Matrix, post: int | None) -> str:
    """What a row is called."""
    return in_language(*matrix.posts[post]) if post is not None else _("Without a post")


def course_name(course: CourseName) -> str:
    """What a column is called."""
    return in_language(course.name_zh, course.name_en)


def cells_of(matrix: Matrix, chosen: str) -> pa.Table:
    """The figures of the picture."""
    rows: list[tuple[str, ...]] = []
    for post in matrix.posts:
        for course in matrix.courses:
            cell, key = matrix.cells.get((post, course.code)), key_of(post, course.code)
            if cell is None:
                continue
            faint = "1" if chosen and chosen != key else "0"
            name = f"{post_name(matrix, post)} · {course_name(course)}"
            rows.append(
                (post_name(matrix, post), heading(course_name(course), len(matrix.courses)), key,
                 in_numbers(cell), tone_of(cell).value, faint, name, in_words(cell))
            )  # fmt: skip
    names = ("post", "course", "key", "label", "tone", "faded", "said", "shown")
    columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table(
        {name: pa.array(list(cells), pa.string()) for name, cells in zip(names, columns, strict=True)}
    )


def in_numbers(cell: Cell) -> str:
    """80%, and 4/5 below it, so that narrow screens hold it too."""
    share = formats.percent(cell.coverage, 0) if cell.coverage is not None else "–"
    return f"{share}\n{cell.valid}/{cell.required - cell.exempt}"


def heading(name: str, columns: int) -> str:
    """The name of a column in two short lines: few characters of Chinese, whole words of English."""
    han, latin = next((size for most, size in LINE.items() if columns <= most), SHORTEST)
    if name.isascii():
        return "\n".join(wrap(name, latin, max_lines=LINES, placeholder="…"))
    if len(name) > han * LINES:
        name = f"{name[: han * LINES - 1]}…"
    half = -(-len(name) // LINES) if len(name) > han else len(name)
    return "\n".join(name[at : at + half] for at in range(0, len(name), half))


def in_words(cell: Cell) -> str:
    """What stands behind the numbers."""
    return _(
        "{valid} of {bound} hold it, {gaps} do not, {exempt} are exempt, {soon} end within a month",
        valid=cell.valid, bound=cell.required - cell.exempt, gaps=len(cell.gaps), exempt=cell.exempt,
        soon=len(cell.expiring),
    )  # fmt: skip


@cache
def coverage_spec(look: Style, rows: int) -> str:
    """Cells that can be pressed, with their numbers."""
    quiet: dict[str, Any] = {"title": None, "ticks": False, "domain": False}
    above = alt.Axis(
        orient="top",
        labelAngle=0,
        labelOverlap=False,
        labelFlush=False,
        labelLimit=110,
        labelExpr=WRAPPED,
        **quiet,
    )
    course = alt.X("course", type="nominal", sort=None, axis=above)
    post = alt.Y("post", type="nominal", sort=None, axis=alt.Axis(labelLimit=104, labelFlush=False, **quiet))
    base = alt.Chart(alt.NamedData("d")).encode(course, post)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown")]
    cells = base.mark_rect(
        cornerRadius=4, stroke=look.paper, strokeWidth=3, fillOpacity=0.22, cursor="pointer"
    )
    cells = cells.encode(tone_colour(look), faded(), tooltip=tooltip).add_params(pick())
    words = base.mark_text(fontSize=12, color=look.ink, lineBreak="\n", dy=-6, lineHeight=14)
    words = words.encode(alt.Text("label", type="nominal"))
    return finished(alt.layer(cells, words), look, height=ROW * rows)
