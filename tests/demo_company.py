"""The demo company, loaded once for all tests of a run, whichever process asks first."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.browser.told_time import ToldTime
from tests.portal import neikong

TODAY = date(2026, 11, 26)
"""The day the company is seen from."""
HOUR = 4
PATIENCE_SECONDS = 600


def clock(folder: Path) -> ToldTime:
    """A clock that says it is the demo's today."""
    told = ToldTime(folder / "time")
    told.set(TODAY, HOUR)
    return told


def load(file: Path) -> None:
    """Load the company into the file, as people do it."""
    neikong(f"sqlite:///{file}", "demo", "load", "--fresh", program=clock(file.parent).program)


def once(file: Path, make: Callable[[Path], None], patience: float = PATIENCE_SECONDS) -> Path:
    """The file, made by the process that asks first; the others wait for it. Raises TimeoutError."""
    turn, deadline = file.with_suffix(".turn"), time.monotonic() + patience
    while not file.exists():
        try:
            turn.mkdir()
        except FileExistsError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{file.name} is being made for too long") from None
            time.sleep(0.2)
            continue
        try:
            if not file.exists():
                draft = turn / file.name
                make(draft)
                draft.rename(file)
        finally:
            shutil.rmtree(turn)
    return file
