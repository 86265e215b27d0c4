"""Read on in the journal: what people wrote, when, and which exports and sign-ins are worth a look.

Not seen, as the journal does not tell it: new devices, impossible travel, what was looked at only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.bulk import insert_rows, select_in, table_of
from domain.access.user import User
from domain.core.clock import business_date
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns
from domain.core.journal import JournalEntry
from domain.core.office_hours import off_hours
from domain.core.period import month_of
from domain.core.stale_figures import mark_stale, marks_of
from domain.organisation.person import Person
from domain.organisation.tree import root_unit
from domain.oversight.access_event import AccessEvent, AccessEventKind
from domain.oversight.journal_place import JournalPlace
from domain.oversight.posting_activity import PostingActivity

SOURCE = "journal"
LARGE_EXPORT = 1000
"""More rows than these are a large export."""
SIGNED_IN, LOCKED, EXPORTED = "signed in", "account locked", "exported"
NO_POSTINGS = frozenset(
    {
        SIGNED_IN, LOCKED, EXPORTED, "downloaded", "signed out", "signed out everywhere", "sign-in failed",
        "unlocked", "password stored more safely",
    }
)  # fmt: skip
"""Events of the portal itself: nobody wrote a record by them."""
USER, PERSON, ENTRY = map(table_of, (User, Person, JournalEntry))
Account = tuple[int, int | None, str, int]
"""(user id, person id, name, unit id)."""


@dataclass
class Read:
    """What the new lines say."""

    accounts: dict[int, Account]
    activity: dict[tuple[int, int], tuple[int, int, date]] = field(default_factory=dict)
    """(user, month) -> (lines, those off hours, day of the last)."""
    events: list[Columns] = field(default_factory=list)


def read_on(session: Session) -> None:
    """Count the lines since the last time; the journal never changes, so none is read twice."""
    last = session.scalar(select(func.max(ENTRY.c.seq))) or 0
    place = session.get(JournalPlace, 1) or JournalPlace(id=1, seq=0)
    if last == place.seq:
        return
    read = Read(_accounts(session))
    for line in _lines(session, place.seq, last):
        _take(read, line)
    _write_activity(session, read)
    insert_rows(session, table_of(AccessEvent), read.events)
    mark_stale(session, set(marks_of(AccessEvent, read.events)))
    place.seq = last
    session.add(place)
    session.flush()


def _accounts(session: Session) -> dict[int, Account]:
    root = root_unit(session)
    query = select(USER.c.id, USER.c.person_id, USER.c.display_name, PERSON.c.unit_id).outerjoin(
        PERSON, PERSON.c.id == USER.c.person_id
    )
    return {
        row.id: (row.id, row.person_id, row.display_name, row.unit_id or root)
        for row in session.execute(query)
    }


def _lines(session: Session, after: int, last: int) -> Iterator[Any]:
    columns = (ENTRY.c.seq, ENTRY.c.at, ENTRY.c.actor_id, ENTRY.c.action, ENTRY.c.entity_id, ENTRY.c.changes)
    by_people = or_(ENTRY.c.actor_id.is_not(None), ENTRY.c.action == LOCKED)
    query = select(*columns).where(ENTRY.c.seq > after, ENTRY.c.seq <= last, by_people).order_by(ENTRY.c.seq)
    return iter(session.execute(query.execution_options(yield_per=2000)))


def _take(read: Read, line: Any) -> None:
    account = read.accounts.get(line.entity_id if line.action == LOCKED else line.actor_id)
    if account is None:
        return
    day = business_date(line.at)
    if line.action not in NO_POSTINGS:
        key = account[0], month_of(day)
        lines, odd, _ = read.activity.get(key, (0, 0, day))
        read.activity[key] = lines + 1, odd + off_hours(line.at), day
    elif (kind := _kind(line)) is not None:
        read.events.append(_event(line, kind, account, day))


def _kind(line: Any) -> AccessEventKind | None:
    if line.action == LOCKED:
        return AccessEventKind.LOCKED
    if line.action == EXPORTED and (line.changes or {}).get("rows", 0) > LARGE_EXPORT:
        return AccessEventKind.LARGE_EXPORT
    if not off_hours(line.at):
        return None
    odd = {EXPORTED: AccessEventKind.OFF_HOURS_EXPORT, SIGNED_IN: AccessEventKind.OFF_HOURS_SIGN_IN}
    return odd.get(line.action)


def _event(line: Any, kind: AccessEventKind, account: Account, day: date) -> Columns:
    _, person, name, unit = account
    return {
        "source": SOURCE, "source_ref": f"line {line.seq}", "unit_id": unit, "period": month_of(day),
        "kind": kind, "at": line.at, "happened_on": day, "who": name, "salesperson_id": person,
        "rows": (line.changes or {}).get("rows") if line.action == EXPORTED else None,
        "journal_seq": line.seq,
    }  # fmt: skip


def _write_activity(session: Session, read: Read) -> None:
    """Add to the rows that are there; a row keeps the unit its account had when the month began."""
    table = table_of(PostingActivity)
    refs = {f"user {user} {month}": (user, month) for user, month in read.activity}
    found = select_in(session, (table,), table.c.source_ref, refs, table.c.source == SOURCE)
    there = {row["source_ref"]: row for row in (dict(row._mapping) for row in found)}
    wanted = []
    for ref, key in refs.items():
        (lines, odd, day), known = read.activity[key], there.get(ref)
        _, person, name, unit = read.accounts[key[0]]
        row = {
            "source": SOURCE, "source_ref": ref, "unit_id": unit, "period": key[1], "user_id": key[0],
            "salesperson_id": person, "who": name,
        }  # fmt: skip
        before = known or {"entries": Decimal(0), "off_hours": Decimal(0)}
        counted = {"entries": before["entries"] + lines, "off_hours": before["off_hours"] + odd}
        wanted.append((row if known is None else {"source_ref": ref}) | counted | {"latest_on": day})
    keep_rows(session, PostingActivity, there.values(), wanted)
