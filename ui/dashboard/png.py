"""Charts as PNG: drawn in a process of its own, so that the pages of others do not wait for it."""

import json
import multiprocessing
import threading
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Any

import pyarrow as pa

from ui.charts.style import Style

SCALE = 2.0
WIDTH = 900
SECONDS = 60
_lock = threading.Lock()
_kept: list[ProcessPoolExecutor] = []


def draw_png(spec: str, tables: Mapping[str, pa.Table], title: str, look: Style) -> bytes:
    """The chart with its title, on paper of the present theme, twice as sharp as on screen."""
    whole = json.loads(spec)
    whole["datasets"] = {name: table.to_pylist() for name, table in tables.items()}
    whole |= {"width": WIDTH, "background": look.paper, "padding": 16}
    whole["title"] = {"text": title, "anchor": "start", "fontSize": 15, "color": look.ink, "offset": 12}
    whole.setdefault("config", {})["font"] = FONT
    text = json.dumps(whole)
    try:
        return _worker().submit(_draw, text).result(SECONDS)
    except BrokenProcessPool:
        close()
        return _worker().submit(_draw, text).result(SECONDS)


FONT = "Noto Sans SC, sans-serif"
"""An unknown family alone would leave every word away; with a generic one behind it nothing disappears."""


def _worker() -> ProcessPoolExecutor:
    with _lock:
        if not _kept:
            spawned = multiprocessing.get_context("spawn")
            _kept.append(ProcessPoolExecutor(1, mp_context=spawned, max_tasks_per_child=500))
        return _kept[0]


def close() -> None:
    """Let the worker go; the next picture starts another."""
    with _lock:
        while _kept:
            _kept.pop().shutdown(wait=False, cancel_futures=True)


def _draw(spec: str) -> bytes:
    """In the worker."""
    drawn: bytes = _renderer().vegalite_to_png(spec, scale=SCALE)
    return drawn


@cache
def _renderer() -> Any:
    """The renderer, with our fonts known to it."""
    import vl_convert

    from ui.dashboard.print_fonts import unpacked

    vl_convert.register_font_directory(str(unpacked()))
    return vl_convert
