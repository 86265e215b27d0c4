"""Charts as PNG: drawn in a process of its own, so that the pages of others do not wait for it."""

import atexit
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping

import pyarrow as pa

from db.settings import ROOT
from domain.core.errors import RuleBroken
from ui.charts.style import Style
from ui.dashboard.picture_worker import LENGTH

WIDTH = 900
SECONDS = 90
FONT = "Noto Sans SC, sans-serif"
"""An unknown family alone would leave every word away; with a generic one behind it nothing disappears."""
FOLDERS = (str(ROOT / "static"), str(ROOT / "data" / "fonts"))
"""Where the fonts are packed, and where they are kept unpacked."""
_lock = threading.Lock()
_kept: list[subprocess.Popen[bytes]] = []


class NotDrawn(RuleBroken):
    """The picture could not be made."""

    text = "The picture could not be drawn. Take the table instead, or try again in a minute."


def draw_png(spec: str, tables: Mapping[str, pa.Table], title: str, look: Style) -> bytes:
    """The chart with its title, on paper of the present theme."""
    text = json.dumps(on_paper(spec, tables, title, look)).encode()
    with _lock:
        worker = _worker()
        watch = threading.Timer(SECONDS, worker.kill)
        watch.start()
        try:
            picture = _exchange(worker, text)
        except (OSError, struct.error):
            picture = b""
        finally:
            watch.cancel()
    if not picture:
        raise NotDrawn
    return picture


def warm() -> None:
    """Somebody is likely to want a picture soon: start the worker, wait for nothing."""
    if not _kept and _lock.acquire(blocking=False):
        try:
            _worker()
        finally:
            _lock.release()


def close() -> None:
    """Let the worker go; the next picture starts another."""
    with _lock:
        while _kept:
            _end(_kept.pop())


def _exchange(worker: "subprocess.Popen[bytes]", text: bytes) -> bytes:
    if worker.stdin is None or worker.stdout is None:
        raise OSError("the worker has no pipes")
    worker.stdin.write(LENGTH.pack(len(text)) + text)
    worker.stdin.flush()
    return worker.stdout.read(*LENGTH.unpack(worker.stdout.read(LENGTH.size)))


def _worker() -> "subprocess.Popen[bytes]":
    """The living worker; another where it died."""
    if _kept and _kept[0].poll() is not None:
        _end(_kept.pop())
    if not _kept:
        command = [sys.executable, "-m", "ui.dashboard.picture_worker", *FOLDERS]
        pipes = subprocess.PIPE
        _kept.append(subprocess.Popen(command, stdin=pipes, stdout=pipes, cwd=ROOT))
    return _kept[0]


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            pipe.close()


atexit.register(close)


def on_paper(
    spec: str, tables: Mapping[str, pa.Table], title: str, look: Style, *, width: int = WIDTH
) -> dict[str, object]:
    """The whole picture with its figures, as a renderer reads it; a title only where one is given."""
    whole: dict[str, object] = json.loads(spec)
    config = whole.get("config")
    heading = {"text": title, "anchor": "start", "fontSize": 15, "color": look.ink, "offset": 12}
    return whole | {
        "datasets": {name: table.to_pylist() for name, table in tables.items()},
        "width": width,
        "background": look.paper,
        "padding": 16,
        **({"title": heading} if title else {}),
        "config": {**(config if isinstance(config, dict) else {}), "font": FONT},
    }
