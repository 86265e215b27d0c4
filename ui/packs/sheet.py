"""A sheet of a workbook while it is written, and how its cells look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ui.charts.style import LIGHT
from ui.packs.document import Shape

FORMATS = {
    Shape.NUMBER: "#,##0.##", Shape.MONEY: "#,##0.00", Shape.PERCENT: "0.0%", Shape.DAY: "yyyy-mm-dd",
}  # fmt: skip


@dataclass
class Sheet:
    """A sheet that is being written, from above to below."""

    book: Any
    sheet: Any
    formats: Mapping[str, Any]
    row: int = 0
    widths: dict[int, int] | None = None
    behind: int = 0
    """The next free row of the figures behind charts."""

    def skip(self, rows: int = 1) -> None:
        """Leave rows free."""
        self.row += rows


def formats_of(book: Any) -> Mapping[str, Any]:
    """Every format by its name: those of shapes and tones, and those of texts."""
    font = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
    made = {shape.value: book.add_format({**font, "num_format": code}) for shape, code in FORMATS.items()}
    return made | {
        "title": book.add_format({**font, "font_size": 15, "bold": True}),
        "heading": book.add_format({**font, "font_size": 11, "bold": True}),
        "head": book.add_format(
            {**font, "bold": True, "bg_color": "#EEF2F4", "bottom": 1, "text_wrap": True}
        ),
        "text": book.add_format({**font, "text_wrap": True}),
        "lead": book.add_format({**font, "bold": True, "font_size": 11}),
        "plain": book.add_format(font),
        "quiet": book.add_format({**font, "font_color": "#58636D", "font_size": 9}),
        **{
            f"tone-{tone.value}": book.add_format({**font, "font_color": colour, "bold": True})
            for tone, colour in LIGHT.items()
        },
    }
