"""Conditions, approvers and values of approvals in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role
from domain.approvals.comparison import Operator, code_of_choice
from domain.approvals.condition import Condition, Finding
from domain.approvals.condition_field import ConditionField, Sort
from domain.approvals.subject import Value, written
from domain.approvals.tier import Approver, ApproverKind, Tier
from domain.core.rounding import rounded
from domain.organisation.directory import Colleague
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from ui import formats
from ui.language import _, in_language, label, listed

Names = Mapping[str, str]
PLACES = 4
"""Digits after the point that help to decide."""


@dataclass(frozen=True)
class Vocabulary:
    """Names of what rules mention by code."""

    roles: Names = field(default_factory=dict)
    posts: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)
    units: Names = field(default_factory=dict)


def vocabulary(session: Session) -> Vocabulary:
    """Read it; ask while the session is open."""
    people = Person.__table__.c
    rows = session.execute(
        select(people.number, people.name, people.name_en)
        .where(people.archived_at.is_(None), people.left_on.is_(None))
        .order_by(people.name)
    )
    return Vocabulary(
        roles=_named(session, Role), posts=_named(session, Post), units=_named(session, Unit),
        people={row.number: f"{in_language(row.name, row.name_en)} ({row.number})" for row in rows},
    )  # fmt: skip


def _named(session: Session, kind: Any) -> Names:
    query = (
        select(kind.code, kind.name_zh, kind.name_en).where(kind.archived_at.is_(None)).order_by(kind.code)
    )
    return {row.code: in_language(row.name_zh, row.name_en) for row in session.execute(query)}


def field_name(one: ConditionField) -> str:
    """The field, from the outside in: 客户 · 区域."""
    return " · ".join(label(key) for key in one.label_keys)


def value_words(one: ConditionField | None, text: str | None, known: Vocabulary) -> str:
    """A kept value for a person."""
    if text is None:
        return "–"
    if one is None:
        return text
    if one.sort is Sort.CHOICE:
        found: Any = next((choice for choice in one.choices if code_of_choice(choice) == text), text)
        return in_language(found.name_zh, found.name_en) if hasattr(found, "name_zh") else label(found)
    if one.sort is Sort.UNIT:
        return known.units.get(text, text)
    if one.target is Person:
        return known.people.get(text, text)
    return _plain_words(one.sort, text)


def _plain_words(sort: Sort, text: str) -> str:
    if sort is Sort.FLAG:
        return formats.flag(text in ("True", "true"))
    try:
        if sort is Sort.NUMBER:
            return formats.number(rounded(Decimal(text), PLACES).normalize())
        return formats.day(date.fromisoformat(text)) if sort is Sort.DAY else text
    except (ValueError, InvalidOperation):
        return text


def condition_words(condition: Condition, fields: Mapping[str, ConditionField], known: Vocabulary) -> str:
    """One condition: 严重程度 是以下之一 高、重大."""
    one = fields.get(condition.field)
    name = field_name(one) if one is not None else condition.field
    said = listed(value_words(one, value, known) for value in condition.values)
    return " ".join(part for part in (name, label(condition.operator), said) if part)


def finding_words(finding: Finding, fields: Mapping[str, ConditionField], known: Vocabulary) -> str:
    """A condition with the value that decided."""
    one = fields.get(finding.condition.field)
    said = condition_words(finding.condition, fields, known)
    if finding.condition.operator in (Operator.EMPTY, Operator.FILLED, Operator.YES, Operator.NO):
        return said
    return _("{condition} (here: {value})", condition=said, value=found_words(one, finding.value, known))


def found_words(one: ConditionField | None, value: Value, known: Vocabulary) -> str:
    """A value as the rules read it, for a person."""
    return value_words(one, written(value), known)


def approver_words(one: Approver, known: Vocabulary) -> str:
    """Whom a tier asks."""
    if one.kind is ApproverKind.SUPERIOR:
        return _("superior of the submitter, {levels} up", levels=one.value)
    others = known.posts if one.kind is ApproverKind.POST else known.people
    names = known.roles if one.kind is ApproverKind.ROLE else others
    return _("{kind}: {name}", kind=label(one.kind), name=names.get(one.value, one.value))


def tier_name(tier: Tier) -> str:
    """What the tier is called."""
    return in_language(tier.name_zh, tier.name_en)


def person_name(one: Colleague | None) -> str:
    """What a colleague is called."""
    return in_language(one.name, one.name_en) if one is not None else "?"
