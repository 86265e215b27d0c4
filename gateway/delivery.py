"""Deliver what is due: take it in hand, write it, send it, keep what came of it.

Sending happens between two short transactions, never inside one. If the process dies in between, another
sends it again after ten minutes: better twice than never.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core.permission import machine
from domain.messaging.announce import announce, has_begun
from domain.messaging.dispatch import Dispatch
from domain.messaging.outbox import Bundle, due_bundles, failed, sent, take
from domain.messaging.reach import Way
from domain.messaging.sort_out import Parcel, sort_out
from gateway.delivery_chat import post
from gateway.delivery_mail import Postman
from gateway.delivery_refused import Refused

log = logging.getLogger(__name__)
ACTOR = machine("delivery")


@dataclass(frozen=True)
class DeliverySummary:
    """What one round of delivery did, counted in messages."""

    sent: int = 0
    failed: int = 0

    def __bool__(self) -> bool:
        return bool(self.sent or self.failed)


def deliver_due(now: datetime) -> DeliverySummary:
    """Send all that is due at this instant. May run in any number of processes at a time."""
    with reading(ACTOR) as session:  # an idle round must not wait for whoever writes
        begun = has_begun(session, now)
    if begun:
        carry_out(ACTOR, lambda session: announce(session, now))
    with reading(ACTOR) as session:
        bundles = due_bundles(session, now)
    done, postman = DeliverySummary(), Postman()
    try:
        for bundle in bundles:
            if bundle.way is Way.MAIL and postman.given_up:
                continue  # the server does not answer: the others wait for the next round
            done = _deliver(bundle, postman, done, now)
    finally:
        postman.leave()
    if done:
        log.info("delivered %s, failed %s", done.sent, done.failed)
    return done


def _deliver(bundle: Bundle, postman: Postman, done: DeliverySummary, now: datetime) -> DeliverySummary:
    parcel = carry_out(ACTOR, lambda session: _take(session, bundle, now))
    if parcel is None:
        return done
    try:
        if bundle.way is Way.MAIL:
            postman.send(parcel)
        else:
            post(parcel)
    except Exception as reason:
        error = str(reason) if isinstance(reason, Refused) else f"{type(reason).__name__}: {reason}"
        if not isinstance(reason, Refused):
            log.exception("message not sent")
        carry_out(ACTOR, lambda session: failed(session, parcel.dispatches, error, now, parcel.wishes))
        return replace(done, failed=done.failed + 1)
    carry_out(ACTOR, lambda session: sent(session, parcel.ids, now))
    return replace(done, sent=done.sent + 1)


def _take(session: Session, bundle: Bundle, now: datetime) -> Parcel | None:
    taken: list[Dispatch] = take(session, bundle, now, uuid4().hex)
    return sort_out(session, taken, now) if taken else None
