"""Fields that people add to any kind of record, without a programmer."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, KindOfRecord, LongText, Name
from domain.core.changed import was_changed
from domain.core.code_list import CodeList, KeyIsFixed, require_key
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.kinds import kinds
from domain.core.permission import Permission

FIXED = ("entity", "key", "kind")
"""Values that are stored rest on these."""


class CustomKind(StrEnum):
    """What a custom field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"
    WEB_LINK = "web_link"
    FILE = "file"


class NoSuchKind(RuleBroken):
    """The field is meant for records that the portal does not keep."""

    text = "There are no records of the kind {entity}."


class NothingToChoose(RuleBroken):
    """A list of choices for a field that is no choice."""

    text = "Only a field of the kind “choice” takes a code list."


def chooses(values: Mapping[str, Any]) -> bool:
    """Whether a code list means anything beside these values."""
    return bool(values.get("kind") is CustomKind.CHOICE)


class CustomField(Entity):
    """The definition of one field; its values are kept in `custom` of each record, under `key`."""

    __tablename__ = "custom_field"
    read_permission = Permission.CONFIGURATION_READ
    write_permission = Permission.CONFIGURATION_WRITE
    __table_args__ = (UniqueConstraint("entity", "key"),)

    entity: Mapped[str] = mapped_column(KindOfRecord, index=True)
    """Name of the class whose records have the field."""
    key: Mapped[Code]
    kind: Mapped[CustomKind]
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    help_zh: Mapped[LongText] = mapped_column(insert_default="")
    help_en: Mapped[LongText] = mapped_column(insert_default="")
    required: Mapped[bool] = mapped_column(insert_default=False)
    preset: Mapped[Name] = mapped_column(insert_default="")
    """What a new record has before anybody types, written as people would type it."""
    code_list_id: Mapped[int | None] = mapped_column(ForeignKey("code_list.id"))
    """Where a choice comes from."""
    visible_to: Mapped[list[str]] = mapped_column(JSON, insert_default=list)
    """Codes of the roles that see and write it; none: everybody who sees the record."""
    in_list: Mapped[bool] = mapped_column(insert_default=True)
    """Whether lists show it as a column at first."""
    position: Mapped[int] = mapped_column(insert_default=0)

    code_list: Mapped[CodeList | None] = relationship(lazy="raise")

    def check(self) -> None:
        """A key that fits, a kind of record that exists, a list where there is a choice."""
        require_key(self.key, "CustomField.key")
        if self.entity not in kinds():
            raise NoSuchKind(field="entity", entity=self.entity)
        if chooses({"kind": self.kind}) and self.code_list_id is None:
            raise Missing(field="code_list_id", field_name="CustomField.code_list")
        if self.code_list_id is not None and not chooses({"kind": self.kind}):
            raise NothingToChoose(field="code_list_id")
        for name in FIXED:
            if was_changed(self, name):
                raise KeyIsFixed(field=name, field_name=f"CustomField.{name}")
