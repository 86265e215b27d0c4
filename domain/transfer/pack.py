"""A pack: what it looks like as a file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.core.errors import DomainError
from domain.transfer.registry import BY_NAME

FORMAT, VERSION = "neikong-configuration", 1
LARGEST = 20 * 1024 * 1024


class NotAPack(DomainError):
    """The file is something else, or was made by a newer portal."""

    text = "This is no configuration pack that this portal can read: {why}."


@dataclass(frozen=True)
class Item:
    """One record in a pack. Links stand as the key of what they lead to."""

    kind: str
    key: Mapping[str, Any]
    values: Mapping[str, Any]


def written(items: Iterable[Item]) -> str:
    """The pack as text: the same configuration gives the same text, so that two can be compared."""
    records = [{"kind": one.kind, "key": one.key, "values": one.values} for one in items]
    pack = {"format": FORMAT, "version": VERSION, "records": records}
    return json.dumps(pack, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(content: bytes) -> list[Item]:
    """The records of a pack; NotAPack says what is wrong with the file."""
    if len(content) > LARGEST:
        raise NotAPack(why="too large")
    try:
        pack = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        raise NotAPack(why="not JSON") from None
    if not isinstance(pack, dict) or pack.get("format") != FORMAT:
        raise NotAPack(why="not made by Neikong")
    if pack.get("version") != VERSION:
        raise NotAPack(why="made by another version")
    return [_item(record) for record in pack.get("records", ())]


def _item(record: Any) -> Item:
    if not isinstance(record, dict) or record.get("kind") not in BY_NAME:
        raise NotAPack(why="a record of unknown kind")
    key, values = record.get("key"), record.get("values")
    portable = BY_NAME[record["kind"]]
    if not (isinstance(key, dict) and isinstance(values, dict)) or set(key) != set(portable.key):
        raise NotAPack(why="a record without its key")
    unknown = set(values) - set(portable.columns)
    if unknown:
        raise NotAPack(why="a field of unknown name")
    return Item(record["kind"], key, values)
