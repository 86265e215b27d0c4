"""Tell people: a line in their inbox and, as they wish, mail and chat, all in the caller's transaction."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import insert_new, select_in, table_of
from domain.access.actors import working_actors
from domain.core.clock import business_date
from domain.core.permission import Actor
from domain.core.statement import Statement
from domain.messaging.notice import Link, Notice
from domain.messaging.occasion import Occasion
from domain.messaging.queue_dispatches import Told, queue_dispatches
from domain.messaging.words import kept

INBOX = Link()
"""Leads nowhere: there is nothing to open."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is told to whom. `key` says what it is; without one, its own words do."""

    recipients: Collection[int]
    """Ids of users."""
    occasion: Occasion
    statement: Statement
    link: Link = INBOX
    key: str = ""

    @property
    def natural_key(self) -> str:
        """By which the same thing is known again."""
        if self.key:
            return f"{self.occasion}:{self.key}"[:200]
        words = json.dumps([self.link.page, dict(self.link.asks), kept(self.statement)], sort_keys=True)
        return f"{self.occasion}:{hashlib.sha256(words.encode()).hexdigest()}"


def tell(
    session: Session,
    recipients: Collection[int],
    occasion: Occasion,
    statement: Statement,
    link: Link,
    now: datetime,
    key: str = "",
) -> int:
    """Tell some users one thing, once; how many were told. Who may not see where it leads is left out."""
    one = Telling(recipients=recipients, occasion=occasion, statement=statement, link=link, key=key)
    return tell_all(session, [one], now)


def tell_all(
    session: Session,
    tellings: Iterable[Telling],
    now: datetime,
    actors: dict[int, Actor] | None = None,
) -> int:
    """Tell many things with a handful of statements; how many notices were made.

    `actors` are all accounts that work, where the caller has looked at them already.
    """
    wanted = [telling for telling in tellings if telling.recipients]
    if not wanted:
        return 0
    if actors is None:
        users = frozenset().union(*(telling.recipients for telling in wanted))
        actors = working_actors(session, business_date(now), users)
    rows = _new_rows(session, wanted, actors, now)
    insert_new(session, table_of(Notice), rows)
    if rows:
        queue_dispatches(session, _told(session, rows), now)
    return len(rows)


def _new_rows(
    session: Session, tellings: Sequence[Telling], actors: dict[int, Actor], now: datetime
) -> list[dict[str, Any]]:
    t, keys = table_of(Notice).c, {one.natural_key for one in tellings}
    known = {(row.user_id, row.key) for row in select_in(session, (t.user_id, t.key), t.key, keys)}
    made: dict[tuple[int, str], dict[str, Any]] = {}
    for telling in tellings:
        key, link = telling.natural_key, telling.link
        seeing = (user for user in telling.recipients if user in actors and link.open_to(actors[user]))
        row = {
            "key": key, "occasion": telling.occasion, "said": kept(telling.statement), "page": link.page,
            "asks": dict(link.asks), "needs": link.needs and link.needs.value, "unit_id": link.unit_id,
            "at": now,
        }  # fmt: skip
        made |= {(user, key): row | {"user_id": user} for user in seeing if (user, key) not in known}
    return list(made.values())


def _told(session: Session, rows: Sequence[dict[str, Any]]) -> list[Told]:
    new = {(row["user_id"], row["key"]) for row in rows}
    t = table_of(Notice).c
    columns = (t.id, t.user_id, t.key, t.occasion, t.unit_id)
    found = select_in(session, columns, t.key, {row["key"] for row in rows})
    return [Told(*tuple(row)) for row in found if (row.user_id, row.key) in new]
