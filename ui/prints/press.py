"""A sheet as PDF: set in a process of its own, so that the pages of others do not wait for it."""

import logging
import subprocess
import sys

from db.settings import ROOT
from domain.core.errors import RuleBroken

log = logging.getLogger(__name__)
SECONDS = 60
FOLDERS = (str(ROOT / "static"), str(ROOT / "data" / "fonts"))
"""Where the fonts are packed, and where they are kept unpacked."""


class NotPrinted(RuleBroken):
    """The press stopped without a sheet."""

    text = "The sheet could not be printed. Try again in a minute; the log of the portal says what happened."


def pdf_of(source: str) -> bytes:
    """The sheet of a typst source; NotPrinted if that fails or takes too long."""
    command = [sys.executable, "-m", "ui.prints.press_worker", *FOLDERS]
    try:
        done = subprocess.run(
            command, input=source.encode(), capture_output=True, cwd=ROOT, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as gone:
        raise NotPrinted from gone
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        log.error("a sheet was not printed: %s", done.stderr.decode(errors="replace")[-2000:])
        raise NotPrinted
    return done.stdout
