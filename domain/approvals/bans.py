"""Whom the rules of a step keep from deciding about it.

Some rules of a step say who must not take it (the owner, the reporter, who did the work). What somebody may
not do, they may not approve either. A rule is such a ban on a person if it would let a stranger pass; rules
that only certain people pass (the owner must act) ban nobody.
"""

from typing import Any

from domain.core.errors import DomainError
from domain.core.permission import Actor, Grant, Permission
from domain.core.workflow import Step

NOBODY = 0
"""No person and no account has this id."""
EVERYTHING = (Grant("probe", frozenset(Permission)),)


def barred(step: Step[Any], record: Any, person_id: int) -> DomainError | None:
    """Why this person must not decide about the step of the record; None if nothing keeps them from it."""
    stranger, person = _probe(NOBODY), _probe(person_id)
    for guard in step.guards:
        why = guard(record, person)
        if why is not None and guard(record, stranger) is None:
            return why
    return None


def _probe(person_id: int) -> Actor:
    """Somebody who may everything, so that only who they are can tell against them."""
    return Actor(name="probe", user_id=NOBODY, person_id=person_id, grants=EVERYTHING)
