"""Keep in step with roles and grants who holds duties that should be separate (R47)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.access.role import Role, RoleGrant, known_permissions
from domain.access.segregation import Conflict, Permissions, conflicts
from domain.access.user import User, UserState
from domain.core.clock import business_date
from domain.core.fact_spec import Columns
from domain.core.journal import JournalEntry
from domain.core.mirrored_rows import stored_rows, write_rows
from domain.core.period import month_of
from domain.organisation.person import Person
from domain.organisation.tree import root_unit
from domain.oversight.duty_conflict import DutyConflict

SOURCE = "roles"
USER, PERSON, ROLE, GRANT, ENTRY = map(table_of, (User, Person, Role, RoleGrant, JournalEntry))


@dataclass(frozen=True)
class Held:
    """One role that somebody holds."""

    grant: int
    role: int
    permissions: Permissions
    since: datetime


def work_out_conflicts(session: Session, today: date) -> None:
    """Write who is in conflict now, and end the conflicts that are over since the last time."""
    root, reasons = root_unit(session), _with_reason(session)
    wanted: dict[str, Columns] = {}
    for whose, held in _holders(session, today).items():
        rules = conflicts(frozenset().union(*(one.permissions for one in held)))
        if rules:
            row = _row(whose, held, rules, reasons)
            wanted[f"{whose.key} {row['since_on']}"] = row | {"unit_id": whose.unit or root}
    for row in stored_rows(session, DutyConflict, SOURCE):
        if row["source_ref"] not in wanted:
            until = row["until_on"] or today
            wanted[row["source_ref"]] = {"until_on": until, "until_period": month_of(until)}
    write_rows(session, DutyConflict, SOURCE, wanted)


@dataclass(frozen=True)
class Whose:
    """A person with all their accounts, or an account without a person."""

    key: str
    name: str
    person: int | None
    unit: int | None


def _holders(session: Session, today: date) -> Mapping[Whose, list[Held]]:
    query = (
        select(
            USER.c.id, USER.c.display_name, USER.c.person_id, PERSON.c.name, PERSON.c.unit_id,
            GRANT.c.id, ROLE.c.id, ROLE.c.permissions, GRANT.c.created_at,
        )
        .join(GRANT, GRANT.c.user_id == USER.c.id)
        .join(ROLE, ROLE.c.id == GRANT.c.role_id)
        .outerjoin(PERSON, PERSON.c.id == USER.c.person_id)
        .where(
            USER.c.status == UserState.ACTIVE, USER.c.archived_at.is_(None), ROLE.c.archived_at.is_(None),
            GRANT.c.archived_at.is_(None), or_(GRANT.c.until.is_(None), GRANT.c.until >= today),
        )
        .order_by(GRANT.c.id)
    )  # fmt: skip
    found: dict[Whose, list[Held]] = defaultdict(list)
    for user, display, person, name, unit, grant, role, permissions, since in session.execute(query):
        key = f"user {user}" if person is None else f"person {person}"
        whose = Whose(key, name or display, person, unit)
        found[whose].append(Held(grant, role, known_permissions(permissions), since))
    return found


def _row(whose: Whose, held: Iterable[Held], rules: Iterable[Conflict], reasons: frozenset[str]) -> Columns:
    held, rules = list(held), sorted(rules, key=lambda rule: rule.code)
    since = business_date(min(_began(held, rule) for rule in rules))
    told = any({f"RoleGrant {one.grant}", f"Role {one.role}"} & reasons for one in held)
    return {
        "person_id": whose.person, "who": whose.name, "rules": ", ".join(rule.code for rule in rules),
        "accepted": told and all(rule.waivable for rule in rules), "since_on": since,
        "period": month_of(since), "until_on": None, "until_period": None,
    }  # fmt: skip


def _began(held: Iterable[Held], rule: Conflict) -> datetime:
    """When both sides of the rule had been granted."""
    held = list(held)
    sides = (rule.left, rule.right)
    return max(min(one.since for one in held if one.permissions & side) for side in sides)


def _with_reason(session: Session) -> frozenset[str]:
    """Grants and roles for which somebody wrote down a reason, that is: how it is controlled instead."""
    query = (
        select(ENTRY.c.entity, ENTRY.c.entity_id)
        .where(ENTRY.c.entity.in_(("RoleGrant", "Role")), ENTRY.c.reason != "")
        .distinct()
    )
    return frozenset(f"{entity} {key}" for entity, key in session.execute(query))
