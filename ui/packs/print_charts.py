"""The charts of a document as SVG with the portal's own fonts. Only the press draws them: it is a process
of its own."""

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from db.settings import ROOT
from ui.charts.style import Style
from ui.dashboard.png import on_paper
from ui.dashboard.print_fonts import unpacked
from ui.packs.document import Chart


@cache
def fonts() -> Path:
    """The folder with the bundled fonts."""
    try:
        return unpacked(ROOT / "static", ROOT / "data" / "fonts")
    except OSError:  # an installation whose folder nobody may write to
        return unpacked(ROOT / "static", Path(tempfile.mkdtemp(prefix="neikong-fonts-")))


def svg_of(chart: Chart, look: Style) -> str:
    """The picture of the screen on white paper; its title stands in the text of the page."""
    whole = on_paper(chart.picture.spec(look), chart.picture.tables, "", look, width=chart.width)
    height = whole.get("height")
    if isinstance(height, int):
        whole["height"] = round(height * chart.height)
    drawn: str = _renderer().vegalite_to_svg(json.dumps(whole | {"padding": 4}))
    return drawn


@cache
def _renderer() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(fonts()))
    return vl_convert
