"""The process that sets a sheet: `python -m ui.prints.press_worker <packed fonts> <kept fonts>`.

It reads typst source and writes the PDF. It imports nothing of the portal but its fonts, so it starts quickly
and knows no data besides the sheet.
"""

import sys
import tempfile
from pathlib import Path

import typst

from ui.dashboard.print_fonts import unpacked

SOURCE = "sheet.typ"


def serve(packed: str, kept: str) -> None:
    """Set the sheet."""
    with tempfile.TemporaryDirectory(prefix="neikong-sheet-") as folder:
        (Path(folder) / SOURCE).write_bytes(sys.stdin.buffer.read())
        fonts = _fonts(Path(packed), Path(kept), Path(folder))
        sheet = typst.compile(
            str(Path(folder) / SOURCE), root=folder, font_paths=[str(fonts)], ignore_system_fonts=True,
            timestamp=0,
        )  # fmt: skip
    sys.stdout.buffer.write(sheet)


def _fonts(packed: Path, kept: Path, folder: Path) -> Path:
    try:
        return unpacked(packed, kept)
    except OSError:  # an installation whose folder nobody may write to
        return unpacked(packed, folder / "fonts")


if __name__ == "__main__":
    serve(*sys.argv[1:3])
