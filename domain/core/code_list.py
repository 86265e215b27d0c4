"""Code lists: the words that people choose from, in both languages, with a colour. Data, not code."""

import re
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


class NotAKey(RuleBroken):
    """The key would not survive an address, a file heading and a formula."""

    text = "{field_name}: use small letters, digits and _ only, beginning with a letter; “{value}” does not."


class KeyIsFixed(RuleBroken):
    """What records refer to keeps its meaning."""

    text = "{field_name} is fixed once it is there: records refer to it."


class ItemTone(StrEnum):
    """What an item means to whoever sees it; the colour follows, a word always stands beside it."""

    CALM = "calm"
    ACTIVE = "active"
    GOOD = "good"
    WAITING = "waiting"
    BAD = "bad"

    @property
    def tone(self) -> str:
        """Its own name."""
        return self.value


class CodeList(Entity):
    """A named list that custom fields and forms offer."""

    __tablename__ = "code_list"
    read_permission = Permission.CONFIGURATION_READ
    write_permission = Permission.CONFIGURATION_WRITE

    code: Mapped[Code] = mapped_column(unique=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]

    def check(self) -> None:
        """Refuse a code that no formula could name."""
        require_key(self.code, "CodeList.code")


class CodeListItem(Entity):
    """One choice. Archived, it is no longer offered; records that have it keep it and its name."""

    __tablename__ = "code_list_item"
    __table_args__ = (UniqueConstraint("code_list_id", "code"),)

    code_list_id: Mapped[int] = mapped_column(ForeignKey("code_list.id"), index=True)
    code: Mapped[Code]
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    tone: Mapped[ItemTone] = mapped_column(insert_default=ItemTone.CALM)
    position: Mapped[int] = mapped_column(insert_default=0)

    code_list: Mapped[CodeList] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse a code that no formula could name."""
        require_key(self.code, "CodeListItem.code")


def require_key(value: str | None, field_name: str) -> None:
    """Raise unless the text may serve as a key."""
    if not KEY.fullmatch(value or ""):
        raise NotAKey(field=field_name.rpartition(".")[2], field_name=field_name, value=value or "")
