"""Addresses of channels lie sealed in the database, under keys that are not in it."""

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from db.settings import InvalidSettings, settings
from domain.core.editing import edit
from domain.core.journal import JournalEntry, extend_chain
from domain.core.permission import Actor, Permission
from domain.core.sealing import NoKey, UnfitKey, WrongKey, key_file, keys, new_key, seal, unseal
from domain.messaging.channel import SEALED, Channel, ChatService
from domain.messaging.keep_sealed import reseal
from gateway.secret_keys import look_after_secrets, put_first
from tests.domain.messaging.test_channel import SECRET, a_channel

OPERATE = Permission.PORTAL_OPERATE


def use(patch: pytest.MonkeyPatch, *named: str, file: Path | None = None) -> None:
    patch.setenv("NEIKONG_SECRET_KEYS", ",".join(named))
    patch.setenv("NEIKONG_SECRET_KEY_FILE", str(file or ""))
    settings.cache_clear()


def stored(session: Session, channel: Channel) -> str:
    session.flush()
    return str(session.scalar(text("SELECT secret FROM channel WHERE id = :id"), {"id": channel.id}))


def make_plain(session: Session, channel: Channel) -> None:
    """As portals kept it that knew no keys."""
    session.execute(update(Channel).where(Channel.id == channel.id).values(secret=SECRET))
    session.expire(channel)
    session.refresh(channel)


def test_what_lies_in_the_database_does_not_give_the_address_away(session: Session, actor: Actor) -> None:
    channel = a_channel(session, actor)
    kept = stored(session, channel)
    assert kept.startswith("slack://sealed:")
    assert all(piece not in kept for piece in SECRET.split("/")[2:])
    assert channel.address_of("") == SECRET


def test_a_channel_to_people_is_known_as_such_without_any_key(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = a_channel(session, actor)
    people = a_channel(
        session, actor, name="P", service=ChatService.DINGTALK, address="dingtalk://token1234/{to}"
    )
    use(monkeypatch, file=Path("/no/such/file"))
    assert (people.personal, group.personal) == (True, False)


def test_without_the_key_nothing_is_read_or_kept_and_the_refusal_says_what_to_do(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = a_channel(session, actor)
    use(monkeypatch, file=Path("/no/such/file"))
    assert isinstance(channel.unreadable, NoKey)
    assert "/no/such/file" in str(channel.unreadable)
    with pytest.raises(NoKey):
        a_channel(session, actor, name="Other")


def test_another_key_does_not_open_it_but_the_channel_may_be_renamed_and_given_a_new_address(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = a_channel(session, actor)
    use(monkeypatch, new_key())
    with pytest.raises(WrongKey):
        channel.address_of("")
    edit(session, actor, OPERATE, channel, {"name": "Board", "address": "slack://***"})
    edit(session, actor, OPERATE, channel, {"address": "slack://other/token/value"})
    assert channel.address_of("") == "slack://other/token/value"


def test_a_row_of_an_older_portal_is_read_on_and_sealed_at_the_next_save(
    session: Session, actor: Actor
) -> None:
    channel = a_channel(session, actor)
    make_plain(session, channel)
    assert channel.address_of("") == SECRET
    edit(session, actor, OPERATE, channel, {"name": "Board"})
    assert SEALED.fullmatch(stored(session, channel))
    assert channel.address_of("") == SECRET


def test_all_rows_are_sealed_at_the_start_and_the_journal_tells_that_but_no_address(
    session: Session, actor: Actor
) -> None:
    make_plain(session, a_channel(session, actor))
    assert reseal(session).sealed == 1
    assert reseal(session).sealed == 0
    extend_chain(session)
    lines = session.scalars(select(JournalEntry).where(JournalEntry.action == "resealed")).all()
    assert [(line.entity, line.changes) for line in lines] == [("Channel", {})]


def test_a_new_key_seals_and_the_old_one_opens_until_all_is_sealed_anew(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, (old,) = a_channel(session, actor), keys()
    fresh = new_key()
    use(monkeypatch, fresh, old)
    assert channel.address_of("") == SECRET
    assert reseal(session).sealed == 1
    use(monkeypatch, fresh)
    assert channel.address_of("") == SECRET


def test_what_no_key_opens_stays_as_it_is_and_is_named(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, (old,) = a_channel(session, actor), keys()
    use(monkeypatch, new_key())
    done = reseal(session)
    assert (done.sealed, done.unreadable) == (0, [channel.name])
    use(monkeypatch, old)
    assert channel.address_of("") == SECRET


def test_a_portal_without_a_key_gets_one_that_only_its_owner_may_read(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, file=tmp_path / "deep" / "secret.keys")
    look_after_secrets()
    (first,) = keys()
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    look_after_secrets()
    assert keys() == (first,)
    put_first(newer := new_key())
    assert keys() == (newer, first)
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


def test_a_lost_key_is_not_replaced_behind_anybodys_back(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_channel(session, actor)
    session.commit()
    use(monkeypatch, file=tmp_path / "secret.keys")
    assert look_after_secrets() is None
    assert not key_file().exists()


def test_a_file_without_a_fit_key_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret.keys"
    file.write_text("password\n", encoding="ascii")
    use(monkeypatch, file=file)
    with pytest.raises(UnfitKey, match=r"secret\.keys"):
        seal("x")
    settings.cache_clear()


def test_a_setting_that_is_no_key_stops_the_start_and_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "password")
    with pytest.raises(InvalidSettings, match=r"NEIKONG_SECRET_KEYS: .*neikong secrets new-key"):
        settings()
    use(monkeypatch, key := new_key())
    assert settings().masked()["secret_keys"] == "***"
    assert Fernet(key).decrypt(seal("x")) == b"x"
    assert unseal(seal("密")) == "密"
    settings.cache_clear()
