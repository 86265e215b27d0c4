"""Backups: whole, private, and no more of them than wanted."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from db.settings import settings
from db.unit_of_work import carry_out
from domain.core.permission import machine
from gateway.schedule_backup import BackupFailed, NoBackupProgram, back_up
from tests.factories import a_unit

NOW = datetime(2026, 6, 15, 4, tzinfo=UTC)
ACTOR = machine("test")


@pytest.fixture
def folder(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEIKONG_BACKUP_FOLDER", str(tmp_path / "backups"))
    monkeypatch.setenv("NEIKONG_BACKUPS_KEPT", "2")
    settings.cache_clear()
    return tmp_path / "backups"


def test_a_backup_holds_what_was_written_until_then(folder: Path, database: str) -> None:
    carry_out(ACTOR, lambda session: a_unit(session, code="NORTH"))
    try:
        made = back_up(NOW)
    except BackupFailed as failed:
        if "server version mismatch" in str(failed):
            pytest.skip("the installed pg_dump is older than the server")
        raise
    carry_out(ACTOR, lambda session: a_unit(session, code="SOUTH"))
    assert made.file.name.startswith("neikong-2026-06-15-120000")
    assert made.file.stat().st_mode & 0o077 == 0
    assert made.kilobytes > 0
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(made.file)) as copy:
            codes = {code for (code,) in copy.execute("SELECT code FROM unit")}
        assert "NORTH" in codes
        assert "SOUTH" not in codes
    else:
        assert made.file.read_bytes().startswith(b"PGDMP")


@pytest.mark.sqlite_only  # the copies need not be dumps
def test_only_the_newest_are_kept_and_nothing_else_is_touched(folder: Path, database: str) -> None:
    folder.mkdir()
    (folder / "notes.db").write_text("mine")
    removed = [back_up(NOW + timedelta(days=day)).removed for day in range(4)]
    assert removed == [0, 0, 1, 1]
    assert sorted(file.name for file in folder.iterdir()) == [
        "neikong-2026-06-17-120000.db",
        "neikong-2026-06-18-120000.db",
        "notes.db",
    ]


@pytest.mark.sqlite_only  # it is about SQLite's file
def test_a_backup_that_fails_leaves_no_half_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("gateway.schedule_backup._copy_sqlite", broken)
    with pytest.raises(OSError, match="disk full"):
        back_up(NOW)
    assert list(folder.iterdir()) == []


def test_without_the_program_of_postgresql_the_message_says_what_to_install(
    folder: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if make_url(database).get_backend_name() == "sqlite":
        return
    monkeypatch.setattr("gateway.schedule_backup.shutil.which", lambda _: None)
    with pytest.raises(NoBackupProgram, match="Install PostgreSQL's client programs"):
        back_up(NOW)
    assert list(folder.iterdir()) == []
