"""A real portal: `neikong serve` as a process of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.databases import ROOT, environment

NEIKONG = Path(sys.executable).with_name("neikong")
Program = tuple[str, ...]
"""What is started as `neikong`; a test of long stories starts it on a clock of its own."""
START_SECONDS = 60
STOP_SECONDS = 15


@dataclass(frozen=True)
class Portal:
    """Where a running portal answers, and on what it works."""

    url: str
    database_url: str
    log: Path
    program: Program = (str(NEIKONG),)
    process: int = 0
    """Number of its process."""

    def neikong(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command on the portal's database; fails if the command does."""
        return neikong(self.database_url, *arguments, stdin=stdin, program=self.program)


def neikong(
    url: str, *arguments: str, stdin: str | None = None, program: Program = (str(NEIKONG),)
) -> subprocess.CompletedProcess[str]:
    """Run `neikong` on the database. Raises CalledProcessError with the output when it fails."""
    done = subprocess.run(
        [*program, *arguments],
        env=_surroundings(url),
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
    return done


@contextmanager
def serving(
    database_url: str, folder: Path, *options: str, program: Program = (str(NEIKONG),)
) -> Iterator[Portal]:
    """A portal for as long as the block runs; its log is in the folder."""
    port = free_port()
    portal = Portal(f"http://127.0.0.1:{port}", database_url, folder / "portal.log", program)
    with portal.log.open("wb") as output:
        server = subprocess.Popen(
            [*program, "serve", "--host", "127.0.0.1", "--port", str(port), *options],
            env=_surroundings(database_url),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, portal)
        yield replace(portal, process=server.pid)
    finally:
        server.terminate()
        try:
            server.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], portal: Portal) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{portal.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the portal did not start:\n{portal.log.read_text(errors='replace')}")


def _surroundings(url: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEIKONG_", "STREAMLIT_"))
    }
    return kept | environment(url)
