"""What a custom field means to reading and to queries.

Numbers and amounts are kept as whole ten-thousandths, days as ISO text, people, units and files as their
id, so that every database can compare, sort and add them up inside its JSON.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, cast, select, type_coerce
from sqlalchemy.orm import Session

from db.types import MONEY_PLACES, Scaled
from domain.core import language
from domain.core.code_list import CodeListItem, ItemTone
from domain.core.custom_field import CustomField, CustomKind
from domain.core.entity import Entity
from domain.core.kinds import kinds
from domain.core.permission import Actor

PREFIX = "custom."
"""Before the key of a custom field, wherever a field is named by a word."""
SCALED = frozenset({CustomKind.NUMBER, CustomKind.MONEY})
LINKS = {CustomKind.PERSON: "Person", CustomKind.UNIT: "Unit", CustomKind.FILE: "StoredFile"}
"""Kinds that hold the id of another record, and of which entity."""


@dataclass(frozen=True)
class Choice:
    """One item of a code list, as a value."""

    code: str
    name_zh: str
    name_en: str
    tone: ItemTone
    offered: bool = True


@dataclass(frozen=True)
class Definition:
    """A custom field as reading and writing need it."""

    entity: str
    key: str
    kind: CustomKind
    name_zh: str
    name_en: str
    help_zh: str
    help_en: str
    required: bool
    preset: str
    in_list: bool
    visible_to: frozenset[str]
    choices: tuple[Choice, ...] = ()

    @property
    def word(self) -> str:
        """Its name among the fields of the record: `custom.<key>`."""
        return PREFIX + self.key

    @property
    def label_key(self) -> str:
        """The key of its label: `Customer.custom.risk_class`."""
        return f"{self.entity}.{self.word}"

    def open_to(self, actor: Actor) -> bool:
        """Whether some role of this actor sees and writes it."""
        return not self.visible_to or bool(self.visible_to & actor.roles)

    def read(self, record: Entity) -> Any:
        """The record's value: text, Decimal, day, flag, Choice, or the id of a person, unit, file."""
        return self.read_kept((record.custom or {}).get(self.key))

    def read_kept(self, kept: Any) -> Any:
        """What a kept value means."""
        if kept is None or kept == "":
            return None
        if self.kind in SCALED:
            return Decimal(kept).scaleb(-MONEY_PLACES)
        if self.kind is CustomKind.DAY:
            return date.fromisoformat(kept)
        if self.kind is CustomKind.CHOICE:
            known = (choice for choice in self.choices if choice.code == kept)
            return next(known, Choice(kept, kept, kept, ItemTone.CALM, offered=False))
        return kept

    @property
    def target(self) -> type[Any] | None:
        """The entity whose id it holds, if it holds one."""
        return kinds().get(LINKS.get(self.kind, ""))

    def column(self, entity: type[Any]) -> ColumnElement[Any]:
        """The value inside a query: compares, sorts, adds up."""
        text: ColumnElement[str] = entity.custom[self.key].as_string()
        if self.kind in SCALED:
            return type_coerce(cast(text, BigInteger), Scaled(MONEY_PLACES))
        if self.kind in LINKS:
            return cast(text, BigInteger)
        if self.kind is CustomKind.FLAG:
            return entity.custom[self.key].as_boolean()  # type: ignore[no-any-return]
        return type_coerce(text, String())


def definitions(session: Session, entity: str | None = None) -> tuple[Definition, ...]:
    """All fields defined for a kind of record (or for all kinds), in their order."""
    query = select(CustomField).where(CustomField.archived_at.is_(None))
    if entity is not None:
        query = query.where(CustomField.entity == entity)
    rows = session.scalars(query.order_by(CustomField.position, CustomField.id)).all()
    lists = _choices(session, {row.code_list_id for row in rows if row.code_list_id})
    found = tuple(_definition(row, lists.get(row.code_list_id or 0, ())) for row in rows)
    named = {one.label_key: {"zh_CN": one.name_zh, "en": one.name_en} for one in found}
    language.say_instead(f"custom fields of {entity or 'all'}", named)
    return found


def _choices(session: Session, lists: Iterable[int]) -> dict[int, tuple[Choice, ...]]:
    found: dict[int, list[Choice]] = {}
    wanted = set(lists)
    if not wanted:
        return {}
    rows = session.scalars(
        select(CodeListItem)
        .where(CodeListItem.code_list_id.in_(wanted))
        .order_by(CodeListItem.position, CodeListItem.id)
    )
    for item in rows:
        offered = item.archived_at is None
        choice = Choice(item.code, item.name_zh, item.name_en, item.tone, offered)
        found.setdefault(item.code_list_id, []).append(choice)
    return {key: tuple(items) for key, items in found.items()}


def _definition(row: CustomField, choices: tuple[Choice, ...]) -> Definition:
    return Definition(
        entity=row.entity, key=row.key, kind=row.kind, name_zh=row.name_zh, name_en=row.name_en,
        help_zh=row.help_zh, help_en=row.help_en, required=row.required, preset=row.preset,
        in_list=row.in_list, visible_to=frozenset(row.visible_to), choices=choices,
    )  # fmt: skip
