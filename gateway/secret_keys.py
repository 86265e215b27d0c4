"""The keys of secrets: made when a portal has none, and everything sealed under the newest."""

import logging
import os
from contextlib import suppress

from db.unit_of_work import carry_out, reading
from domain.core.errors import DomainError
from domain.core.language import say
from domain.core.permission import machine
from domain.core.sealing import key_file, keys, new_key
from domain.messaging.keep_sealed import Resealed, anything_sealed, reseal

log = logging.getLogger(__name__)
ACTOR = machine("secrets")
OWNER_ONLY = 0o600


def look_after_secrets() -> Resealed | None:
    """Seal what is plain or under an older key; a portal that never had a key gets one in its file.

    What cannot be opened is said in the log and stays; nothing else of the portal needs it. None: no key.
    """
    try:
        if not keys():
            _make_first()
        done = carry_out(ACTOR, reseal) if keys() else None
    except (DomainError, OSError) as error:
        log.error("secrets: %s", say(error, "en") if isinstance(error, DomainError) else error)
        return None
    if done is not None and done.why is not None:
        log.error("channels whose address cannot be read: %s. %s", done.unreadable, say(done.why, "en"))
    if done is not None and done.sealed:
        log.info("addresses of %s channels were sealed under the newest key", done.sealed)
    return done


def put_first(key: str) -> None:
    """Let the key seal from now on; the older ones in the file, which only its owner may read, still open."""
    file, known = key_file(), keys()
    file.parent.mkdir(parents=True, exist_ok=True)
    rough = file.with_name(file.name + ".new")
    rough.unlink(missing_ok=True)
    with os.fdopen(os.open(rough, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as stream:
        stream.write("\n".join((key, *known)) + "\n")
    rough.replace(file)


def _make_first() -> None:
    """Unless something is sealed already: then a key was lost, and another would only hide that."""
    with reading(ACTOR) as session:
        if anything_sealed(session):
            log.error("secrets: the key is missing; put it back into NEIKONG_SECRET_KEYS or %s", key_file())
            return
    file = key_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):  # another process was first
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(made, "w") as stream:
            stream.write(new_key() + "\n")
        log.info("a key for secrets was made: %s. Keep a copy apart from the backups", file)
