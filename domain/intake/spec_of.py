"""What a person may bring in: facts with the fields that people added, less those closed to the person."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.custom_definition import PREFIX, Definition, definitions
from domain.core.custom_field import CustomField
from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec
from domain.core.field_access import FieldAccess, FieldClosed, access_to
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.intake.custom_fields import READ_AS, field_of
from domain.intake.record_registry import records
from domain.intake.registry import FACTS, fact
from domain.intake.request import ImportRequest


def spec_of(session: Session, actor: Actor, name: str) -> FactSpec:
    """The fact as this person imports it; UnknownFact if there is none."""
    spec = records().get(name) or fact(name)
    return _with(spec, actor, definitions(session, spec.entity.__name__))


def specs_of(session: Session, actor: Actor) -> dict[str, FactSpec]:
    """The facts and records this person may bring in, without those whose necessary fields are closed."""
    added: dict[str, list[Definition]] = {}
    for one in definitions(session):
        added.setdefault(one.entity, []).append(one)
    kept = (spec for spec in records().values() if actor.may(spec.permission))
    facts = FACTS.values() if actor.may(Permission.FACTS_IMPORT) else ()
    every: tuple[FactSpec, ...] = (*facts, *kept)
    found = (_with(spec, actor, added.get(spec.entity.__name__, ())) for spec in every)
    return {spec.name: spec for spec in found if not spec.closed & _necessary(spec)}


def require_open(session: Session, actor: Actor, request: ImportRequest) -> None:
    """Raise FieldClosed for a field of the request (or one that makes its records) closed to the person."""
    spec = spec_of(session, actor, request.spec.name)
    known = {item.name for item in spec.fields}
    for name in (*_necessary(spec), *(item.name for item in request.said)):
        if name in spec.closed or name not in known:
            raise FieldClosed(field=name, field_name=f"{spec.entity.__name__}.{name}")


def open_derived(spec: FactSpec, actor: Actor, changing: Iterable[str]) -> DomainError | None:
    """Why columns may not change that follow from fields without a column of their own (a status)."""
    for column in changing:
        if access_to(actor, spec.entity, column) is not FieldAccess.FULL:
            return FieldClosed(field=column, field_name=f"{spec.entity.__name__}.{column}")
    return None


def some_closed(session: Session, actor: Actor, name: str, fields: Iterable[str]) -> bool:
    """Whether one of these fields of a fact must not be read by the person (rows of a file show them all)."""
    spec = FACTS.get(name) or records().get(name)
    if spec is None:
        return False
    attributes = {item.name: item.attribute or item.name for item in spec.fields}
    words = [attributes.get(field, field) for field in fields]
    unreadable = (FieldAccess.HIDDEN, FieldAccess.MASKED)
    if any(access_to(actor, spec.entity, word) in unreadable for word in words):
        return True
    keys = [word.removeprefix(PREFIX) for word in words if word.startswith(PREFIX)]
    query = select(CustomField.visible_to).where(
        CustomField.entity == spec.entity.__name__, CustomField.key.in_(keys)
    )
    return bool(keys) and any(roles and not actor.roles & set(roles) for roles in session.scalars(query))


def confidential(name: str) -> bool:
    """Whether people see such records one by one, not by the unit."""
    spec = records().get(name)
    return spec is not None and issubclass(spec.entity, Confidential)


def _with(spec: FactSpec, actor: Actor, added: Sequence[Definition]) -> FactSpec:
    own = [field_of(one) for one in added if one.kind in READ_AS and one.open_to(actor)]
    custom = [item for item in own if access_to(actor, spec.entity, item.name) is FieldAccess.FULL]
    closed = frozenset(
        item.name
        for item in spec.fields
        if access_to(actor, spec.entity, item.attribute or item.name) is not FieldAccess.FULL
    )
    return replace(spec, fields=(*spec.fields, *custom), closed=closed)


def _necessary(spec: FactSpec) -> frozenset[str]:
    return frozenset(spec.key) | {item.name for item in spec.fields if item.required}
