"""Keep the lives of accounts in step with users and the directory (R52)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.access.user import User, UserState
from domain.core.clock import business_date
from domain.core.fact_spec import Columns
from domain.core.journal import JournalEntry
from domain.core.mirrored_rows import write_rows
from domain.core.overdue import overdue_months
from domain.core.period import month_of
from domain.organisation.person import Person
from domain.organisation.tree import root_unit
from domain.oversight.account_life import AccountLife

SOURCE = "accounts"
USER, PERSON, ENTRY = map(table_of, (User, Person, JournalEntry))
ONE_DAY = timedelta(1)


def work_out_accounts(session: Session, today: date) -> None:
    """Write for every account since when it works, until when, and when its person left."""
    root, disabled = root_unit(session), _disabled_at(session)
    query = select(
        USER.c.id, USER.c.username, USER.c.status, USER.c.expires_on, USER.c.created_at, USER.c.updated_at,
        USER.c.archived_at, USER.c.person_id, PERSON.c.unit_id, PERSON.c.left_on,
    ).outerjoin(PERSON, PERSON.c.id == USER.c.person_id)  # fmt: skip
    wanted = {}
    for row in session.execute(query):
        user = dict(row._mapping)
        ended = _ended(user, disabled.get(user["id"]), today)
        wanted[f"user {user['id']}"] = _row(user, ended) | {"unit_id": user["unit_id"] or root}
    write_rows(session, AccountLife, SOURCE, wanted)


def _disabled_at(session: Session) -> Mapping[int, datetime]:
    """When accounts were disabled last, as the journal says."""
    query = (
        select(ENTRY.c.entity_id, func.max(ENTRY.c.at))
        .where(ENTRY.c.entity == "User", ENTRY.c.action == "disabled")
        .group_by(ENTRY.c.entity_id)
    )
    return {key: at for key, at in session.execute(query)}  # noqa: C416  rows are no pairs to dict()


def _ended(user: Columns, disabled_at: datetime | None, today: date) -> date | None:
    ends = []
    if user["status"] is UserState.DISABLED:
        ends.append(business_date(disabled_at or user["updated_at"]))
    if user["archived_at"] is not None:
        ends.append(business_date(user["archived_at"]))
    if user["expires_on"] is not None and user["expires_on"] < today:
        ends.append(user["expires_on"])
    return min(ends, default=None)


def _row(user: Columns, ended: date | None) -> dict[str, Any]:
    opened, left = business_date(user["created_at"]), user["left_on"]
    grace = left and left + ONE_DAY
    overdue_from, overdue_until = overdue_months(grace, ended)
    return {
        "username": user["username"], "salesperson_id": user["person_id"], "period": month_of(opened),
        "opened_on": opened, "left_on": left, "ended_on": ended,
        "overdue_on": grace + ONE_DAY if grace and overdue_from else None,
        "overdue_from": overdue_from, "overdue_until": overdue_until,
    }  # fmt: skip
