"""A copy of the whole database in a folder: files and evidence are in it too."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.engine import URL, make_url

from db.settings import ROOT, settings
from domain.core.errors import DomainError

PREFIX = "neikong-"
UNFINISHED = ".unfinished"
KILOBYTE = 1024


class NoBackupProgram(DomainError):
    """PostgreSQL's own program is not there."""

    text = "pg_dump was not found. Install PostgreSQL's client programs where the scheduled work runs."


class BackupFailed(DomainError):
    """The copy is not usable, and was not kept."""

    text = "The backup failed: {why}"


@dataclass(frozen=True)
class Backup:
    """What was made."""

    file: Path
    kilobytes: int
    removed: int


def back_up(now: datetime) -> Backup:
    """Copy the database; the copy appears under its name only once it is whole."""
    url, folder = make_url(settings().database_url.get_secret_value()), backup_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lite = url.get_backend_name() == "sqlite"
    here = now.astimezone(ZoneInfo(settings().time_zone))
    file = folder / f"{PREFIX}{here:%Y-%m-%d-%H%M%S}{'.db' if lite else '.dump'}"
    rough = file.with_name(file.name + UNFINISHED)
    rough.unlink(missing_ok=True)
    rough.touch(mode=0o600)
    try:
        if lite:
            _copy_sqlite(str(url.database), rough)
        else:
            _dump_postgresql(url, rough)
        rough.replace(file)
    finally:
        rough.unlink(missing_ok=True)
    return Backup(file, -(-file.stat().st_size // KILOBYTE), _let_go(folder, file.suffix))


def backup_folder() -> Path:
    """Where backups are kept."""
    return Path(settings().backup_folder) if settings().backup_folder else ROOT / "data" / "backups"


def _copy_sqlite(database: str, target: Path) -> None:
    """All pages in one step: page by page would begin anew with every write and never end."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise BackupFailed(why=found)


def _dump_postgresql(url: URL, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise NoBackupProgram
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": url.password} if url.password else {}
    command = [program, "--format=custom", "--no-password", f"--file={target}", f"--dbname={plain}"]
    done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(why=done.stderr.strip())


def _let_go(folder: Path, suffix: str) -> int:
    made = sorted(folder.glob(f"{PREFIX}*{suffix}"))
    old = made[: -settings().backups_kept]
    for file in old:
        file.unlink()
    return len(old)
