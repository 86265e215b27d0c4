"""Making a report: a process of its own sets it, so that the pages of others do not wait for it.

The press is named, not imported: it draws the pictures of the screens, which the domain knows nothing of.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from db.settings import ROOT, settings
from domain.core.errors import RuleBroken
from domain.reporting.pack import PackKind

PRESS = "ui.packs.press"
SECONDS = 600
PDF_FILE, XLSX_FILE, FACTS_FILE = "pack.pdf", "pack.xlsx", "facts.json"
Told = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


class NotMade(RuleBroken):
    """The press stopped without a report."""

    text = "The report could not be made. Try again in a minute; the log of the portal says what happened."


@dataclass(frozen=True)
class PackAsked:
    """Which report, of what, with whose rights."""

    what: PackKind
    unit_id: int
    month: int
    language: str
    user_id: int


@dataclass(frozen=True)
class Pressed:
    """The files, and the hash of what stands in them."""

    pdf: bytes
    xlsx: bytes
    content_hash: str
    name: str


def unheard(_done: int, _of: int) -> None:
    """Nobody waits."""


def press(asked: PackAsked, today: date, told: Told = unheard) -> Pressed:
    """Make the files; NotMade if that fails or takes too long."""
    with tempfile.TemporaryDirectory(prefix="neikong-pack-") as folder:
        _run(asked, today, Path(folder), told)
        try:
            facts = json.loads((Path(folder) / FACTS_FILE).read_text())
            pdf, xlsx = ((Path(folder) / name).read_bytes() for name in (PDF_FILE, XLSX_FILE))
        except OSError as missing:
            raise NotMade from missing
        return Pressed(pdf, xlsx, facts["content_hash"], facts["name"])


def _run(asked: PackAsked, today: date, folder: Path, told: Told) -> None:
    request = json.dumps({**asdict(asked), "today": today.isoformat()})
    command = [sys.executable, "-m", PRESS, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, env=_environment(), text=True) as work:
        watch = threading.Timer(SECONDS, work.kill)
        watch.start()
        try:
            _follow(work, request, told)
        except OSError as gone:
            work.kill()
            raise NotMade from gone
        finally:
            watch.cancel()
    if work.returncode:
        raise NotMade


def _follow(work: "subprocess.Popen[str]", request: str, told: Told) -> None:
    if work.stdin is None or work.stdout is None:
        raise OSError("the press has no pipes")
    work.stdin.write(request)
    work.stdin.close()
    for line in work.stdout:
        done, _, of = line.strip().partition("/")
        if done.isdigit() and of.isdigit():
            told(int(done), int(of))


def _environment() -> Mapping[str, str]:
    return {**os.environ, "NEIKONG_DATABASE_URL": settings().database_url.get_secret_value()}
