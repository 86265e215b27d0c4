"""Find the browser of the browser tests; as a command, install it where that is allowed.

`python -m tests.chromium` asks the system's package manager, says what it did, and never fails: without
a browser those tests are skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HEADLESS = "chromium-headless-shell"
"""Chromium without windows: draws and runs pages alike for a third less of the machine's time."""
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = "no Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM"


def find() -> str | None:
    """The browser's program: what CHROMIUM names, or an installed Chromium or Chrome."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*(shutil.which(name) for name in NAMES), *PLACES]
    return next((c for c in candidates if c and Path(c).exists() and _starts(c)), None)


def install() -> bool:
    """Install Chromium with apt-get, if there is one and we may; without windows, where that is offered."""
    apt = shutil.which("apt-get")
    privilege = _privilege()
    if not apt or privilege is None:
        return False
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def does(*step: str) -> bool:
        command = [*privilege, apt, *step]
        return not subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=unattended).returncode

    if not does("update", "-qq"):
        return False
    return any(does("install", "-y", "-qq", "--no-install-recommends", one) for one in (HEADLESS, "chromium"))


def main() -> None:
    """Make sure there is a browser, or say that its tests will be skipped."""
    if find():
        return
    sys.stdout.write("Chromium is missing; asking the system's package manager\n")
    if not install() or not find():
        sys.stdout.write(f"{MISSING}. The browser tests will be skipped.\n")


def _starts(program: str) -> bool:
    """Some systems ship a program of that name that only points to a shop."""
    done = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60)
    return done.returncode == 0


def _privilege() -> list[str] | None:
    if os.name == "posix" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    main()
