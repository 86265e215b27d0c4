"""`neikong secrets`: a key, and everything under it."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from db.settings import settings
from db.unit_of_work import carry_out, reading
from domain.core.permission import machine
from domain.core.sealing import new_key
from domain.messaging.channel import Channel, ChatService
from gateway.secret_keys import look_after_secrets
from tests import factories as make
from tests.gateway.command import Neikong

ACTOR = machine("test")
ADDRESS = "wecombot://abcdefghijk"


def the_address() -> str:
    with reading(ACTOR) as session:
        return session.get_one(Channel, 1).address_of("")


def add_channel() -> None:
    channel = Channel(name="G", service=ChatService.WECOM, address=ADDRESS)
    carry_out(ACTOR, lambda session: make.added(session, channel))


def test_a_printed_key_is_a_key(neikong: Neikong) -> None:
    assert Fernet(neikong("secrets", "new-key").out.strip()).encrypt(b"x")


def test_the_file_is_rotated_without_a_restart_and_its_old_key_may_then_go(
    database: str, neikong: Neikong, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "secret.keys"
    monkeypatch.setenv("NEIKONG_SECRET_KEYS", "")
    monkeypatch.setenv("NEIKONG_SECRET_KEY_FILE", str(file))
    settings.cache_clear()
    look_after_secrets()
    add_channel()
    done = neikong("secrets", "rotate")
    assert (done.code, done.out.splitlines()[0]) == (0, "Sealed anew: 1.")
    newest, oldest = file.read_text(encoding="ascii").split()
    file.write_text(newest, encoding="ascii")
    assert the_address() == ADDRESS
    file.write_text(oldest, encoding="ascii")
    done = neikong("secrets", "reseal")
    assert done.code == 1
    assert "cannot be read: G" in done.error


def test_keys_that_a_setting_names_are_rotated_there(
    database: str, neikong: Neikong, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_channel()
    done = neikong("secrets", "rotate")
    assert done.code == 1
    assert "restart" in done.error
    monkeypatch.setenv("NEIKONG_SECRET_KEYS", f"{new_key()},{settings().secret_keys.get_secret_value()}")
    settings.cache_clear()
    assert neikong("secrets", "reseal").out == "Sealed anew: 1.\n"
