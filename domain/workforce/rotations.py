"""Keep in step with the directory what is due of the holders of key posts (R55)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.fact_spec import Columns
from domain.core.mirrored_rows import stored_rows, write_rows
from domain.core.overdue import overdue_months
from domain.core.period import month_of, months_later
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.workforce.rotation_duty import RotationDuty, RotationKind

SOURCE = "directory"
MOST_MONTHS = 36
LEAVE_MONTHS = 12
PERSON, POST = table_of(Person), table_of(Post)


def work_out_rotations(session: Session, today: date) -> None:
    """Write what is due now, and end what the directory shows as done since the last time.

    A key post and since when somebody holds it must be known; a later day of the same thing replaces an
    earlier one that was typed wrongly.
    """
    holders = {row.id: dict(row._mapping) for row in session.execute(_PEOPLE)}
    wanted = dict(
        due for holder in holders.values() if holder["is_key"] and _since(holder) for due in _due(holder)
    )
    for row in stored_rows(session, RotationDuty, SOURCE):
        if row["source_ref"] not in wanted:
            ended = row["ended_on"] or _ended(row, holders.get(row["person_id"]), today)
            if ended is not None:
                wanted[row["source_ref"]] = _row(row, row["kind"], row["since_on"], row["due_on"], ended)
    write_rows(session, RotationDuty, SOURCE, wanted)


_PEOPLE = (
    select(
        PERSON.c.id.label("person_id"), PERSON.c.id, PERSON.c.unit_id, PERSON.c.post_id, PERSON.c.joined_on,
        PERSON.c.left_on, PERSON.c.post_since, PERSON.c.last_leave_on, POST.c.is_key, POST.c.most_months,
    )
    .outerjoin(POST, POST.c.id == PERSON.c.post_id)
    .where(PERSON.c.archived_at.is_(None))
)  # fmt: skip


def _since(holder: Columns) -> date | None:
    since = holder["post_since"] or holder["joined_on"]
    return since if since is None or isinstance(since, date) else None


def _due(holder: Columns) -> list[tuple[str, Columns]]:
    since = _since(holder)
    if since is None:
        return []
    rested = max(since, holder["last_leave_on"] or since)
    tenure = months_later(since, holder["most_months"] or MOST_MONTHS)
    leave = months_later(rested, LEAVE_MONTHS)
    left = holder["left_on"]
    return [
        (_tenure(holder) + str(since), _row(holder, RotationKind.TENURE, since, tenure, left)),
        (f"leave {holder['id']} {rested}", _row(holder, RotationKind.LEAVE, rested, leave, left)),
    ]


def _tenure(holder: Columns) -> str:
    return f"tenure {holder['id']} {holder['post_id']} "


def _ended(row: Columns, holder: Columns | None, today: date) -> date | None:
    """The day on which an open duty that is not due any more was done; None: it was a mistake."""
    if holder is None:
        return None
    if row["kind"] is RotationKind.LEAVE and holder["is_key"]:
        rested = holder["last_leave_on"]
        return rested if rested is not None and rested > row["since_on"] else None
    if holder["is_key"] and row["source_ref"].startswith(_tenure(holder)):
        return None
    moved = holder["post_since"] or today
    return moved if moved > row["since_on"] else None


def _row(whose: Columns, kind: RotationKind, since: date, due: date, ended: date | None) -> Columns:
    overdue_from, overdue_until = overdue_months(due, ended)
    return {
        "unit_id": whose["unit_id"], "person_id": whose["person_id"], "kind": kind,
        "period": month_of(since), "since_on": since, "due_on": due, "ended_on": ended,
        "overdue_from": overdue_from, "overdue_until": overdue_until,
    }  # fmt: skip
