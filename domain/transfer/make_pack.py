"""Write down what this organisation configured."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.journal import note, plain
from domain.core.permission import Actor, Permission
from domain.transfer.known_keys import KnownKeys
from domain.transfer.pack import Item, written
from domain.transfer.portable import Portable
from domain.transfer.registry import PORTABLE


def make_pack(session: Session, actor: Actor, kinds: Collection[str] | None = None) -> str:
    """All configuration (or these kinds of it) as text; the journal says that it left the portal."""
    actor.require(Permission.CONFIGURATION_READ)
    keys = KnownKeys(session)
    items = [
        item
        for portable in PORTABLE
        if kinds is None or portable.kind.__name__ in kinds
        for item in _items(session, portable, keys)
    ]
    note(session, "exported", entity="Configuration", changes={"records": len(items)})
    return written(items)


def _items(session: Session, portable: Portable, keys: KnownKeys) -> list[Item]:
    kind, links = portable.kind, portable.links()
    query = select(kind).where(kind.archived_at.is_(None))
    if portable.only is not None:
        query = query.where(portable.only())
    found = []
    for record in session.scalars(query.order_by(kind.id)):
        values = {}
        for name in portable.columns:
            value = getattr(record, name)
            linked = links.get(name) if value is not None else None
            values[name] = plain(value) if linked is None else keys.key(linked, value)
        if portable.carry is not None:
            carried = portable.carry(session, record, values, keys.key_if_known)
            if carried is None:
                continue
            values = dict(carried)
        key = {name: values.pop(name) for name in portable.key}
        found.append(Item(kind.__name__, key, values))
    return sorted(found, key=lambda item: str(item.key))
