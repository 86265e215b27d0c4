"""Carry out one verb on many records beside the screen, piece by piece; who may still do it is asked anew."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core.each import Account, each, parts
from domain.core.journal import note
from domain.core.permission import Actor
from domain.intake.progress import Phase, Progress
from ui.language import speaking
from ui.lists.bulk_verbs import BulkVerb
from ui.question import Wanted, query_of
from ui.screen import Screen
from ui.titles import as_told_to, full_title

MOST = 50_000
"""Records that one press may change."""


@dataclass(frozen=True)
class Order:
    """What is to be done, with which records."""

    screen: Screen
    verb: BulkVerb
    wanted: Wanted
    """Finds the records; `only` names single ones."""
    reason: str
    values: dict[str, Any]
    language: str


def job_key(screen: Screen, actor: Actor) -> Hashable:
    """A person does one such thing at a time with the records of a screen."""
    return "bulk", screen.url_path, actor.user_id


def records_of(order: Order, actor: Actor) -> Sequence[int]:
    """The records meant, as this person sees them now."""
    entity: Any = order.screen.entity
    with reading(actor) as session:
        query = query_of(order.screen, order.wanted, session).with_only_columns(entity.id)
        return session.scalars(query.order_by(entity.id).limit(MOST)).all()


def carry(order: Order, who: Callable[[], Actor], progress: Progress) -> Account:
    """Do it, and leave one line in the journal about the whole."""
    account = Account()
    with speaking(order.language):
        keys = records_of(order, who())
        progress(Phase.WRITING, 0, len(keys))
        for piece in parts(keys):
            actor = who()
            with as_told_to(actor):
                account.add(carry_out(actor, lambda session, piece=piece: _piece(session, order, piece)))  # type: ignore[misc]
            progress(
                Phase.WRITING, len(account.done) + len(account.waiting) + len(account.refused), len(keys)
            )
        carry_out(who(), lambda session: _write_down(session, order, account))
    return account


def _piece(session: Session, order: Order, keys: Sequence[int]) -> Account:
    def work(record: Any) -> object:
        return order.verb.work(session, record, order.reason, order.values)

    return each(session, order.screen.entity, keys, work, full_title)


def _write_down(session: Session, order: Order, account: Account) -> None:
    changes = {
        "verb": order.verb.key, "fields": sorted(order.values), "done": len(account.done),
        "waiting": len(account.waiting), "refused": len(account.refused),
    }  # fmt: skip
    note(session, "bulk", entity=order.screen.entity.__name__, reason=order.reason, changes=changes)
