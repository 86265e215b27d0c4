"""Seal the addresses of all channels under the newest key."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import DomainError
from domain.core.journal import note
from domain.messaging.channel import SEALED, Channel


@dataclass
class Resealed:
    """What came of it."""

    sealed: int = 0
    """Channels whose address was plain or sealed under an older key."""
    unreadable: list[str] = field(default_factory=list)
    """Names of channels whose address no key opens."""
    why: DomainError | None = None


def reseal(session: Session) -> Resealed:
    """Seal what is plain or under an older key, archived channels included; what cannot be opened stays."""
    done = Resealed()
    for channel in session.scalars(select(Channel).where(Channel.secret != "").order_by(Channel.name)):
        try:
            if channel.seal_anew():
                note(session, "resealed", entity="Channel", entity_id=channel.id)
                done.sealed += 1
        except DomainError as refusal:
            done.unreadable.append(channel.name)
            done.why = refusal
    session.flush()
    return done


def anything_sealed(session: Session) -> bool:
    """Whether a key is needed to read what is there."""
    secrets = session.scalars(select(Channel.secret))
    return any(SEALED.fullmatch(one) for one in secrets)
