"""Rewrite the items of a code list as a table says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.code_list import CodeList, CodeListItem, ItemTone
from domain.core.editing import create, edit
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission


class TwiceTheSame(RuleBroken):
    """Two rows have the same code."""

    text = "The code “{code}” stands in two rows; each item needs its own."


@dataclass(frozen=True)
class ItemRow:
    """One row of the table; its place in the table is its place in the list."""

    code: str
    name_zh: str
    name_en: str
    tone: ItemTone = ItemTone.CALM
    offered: bool = True


def write_items(
    session: Session, actor: Actor, code_list: CodeList, rows: Sequence[ItemRow], now: datetime
) -> None:
    """Add new codes, change known ones, stop offering those that are gone; records keep what they have."""
    codes = [row.code for row in rows]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise TwiceTheSame(code=twice)
    query = select(CodeListItem).where(CodeListItem.code_list_id == code_list.id)
    known = {item.code: item for item in session.scalars(query)}
    for position, row in enumerate(rows, start=1):
        values = {
            "name_zh": row.name_zh.strip(), "name_en": row.name_en.strip() or row.name_zh.strip(),
            "tone": row.tone, "position": position,
        }  # fmt: skip
        item = known.get(row.code)
        if item is None:
            values |= {"code_list_id": code_list.id, "code": row.code}
            item = create(session, actor, Permission.CONFIGURATION_WRITE, CodeListItem, values)
        else:
            edit(session, actor, Permission.CONFIGURATION_WRITE, item, values)
        _offer(item, row.offered, now)
    for code in known.keys() - set(codes):
        _offer(known[code], False, now)
    session.flush()


def _offer(item: CodeListItem, offered: bool, now: datetime) -> None:
    if offered == (item.archived_at is not None):
        item.archived_at = None if offered else now
