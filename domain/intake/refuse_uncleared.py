"""Rows that would give a duty to somebody who may not have it yet are rejected like any other bad row."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clearance import NEWCOMER, Given, not_cleared
from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec
from domain.intake.plan import Fate, PlannedRow
from domain.intake.references import Placeholder
from domain.sales.given_duties import holders


def refuse_uncleared(session: Session, spec: FactSpec, planned: Sequence[PlannedRow], today: date) -> None:
    """Reject new rows, and rows that change who has the duty; all people are looked at in one go."""
    given = spec.given
    giving = [one for one in planned if given is not None and _gives(one, given)]
    if given is None or not giving:
        return
    post = given.post or given.person
    posts = {one.columns[post] for one in giving if given.post} - {None}
    in_post = holders(session, [key for key in posts if not isinstance(key, Placeholder)])
    people = {id(one): _people(one, given, in_post) for one in giving}
    refused = not_cleared(session, given.duty, {who for some in people.values() for who in some}, today)
    for one in giving:
        reasons = [refused[who] for who in sorted(people[id(one)]) if who in refused]
        if reasons:
            _reject(one, reasons, spec, given)


def _gives(one: PlannedRow, given: Given) -> bool:
    changed = one.fate is Fate.CHANGED and bool(one.differing.keys() & given.columns)
    return one.fate is Fate.NEW or changed


def _people(one: PlannedRow, given: Given, in_post: dict[int, Collection[int]]) -> Collection[int]:
    person: Any = one.columns[given.person]
    if person is not None:
        return {NEWCOMER if isinstance(person, Placeholder) else person}
    post: Any = one.columns[given.post] if given.post else None
    return () if post is None or isinstance(post, Placeholder) else in_post.get(post, ())


def _reject(one: PlannedRow, reasons: list[DomainError], spec: FactSpec, given: Given) -> None:
    column = given.person if one.columns[given.person] is not None else given.post
    named = next((item.name for item in spec.fields if item.attribute == column), None)
    for reason in reasons:
        reason.field = named
    one.fate, one.reasons = Fate.REJECTED, reasons
    one.columns, one.companions = {}, []
