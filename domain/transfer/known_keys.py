"""From the id of a record to what it is known by in every portal, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.journal import plain
from domain.core.kinds import target_of
from domain.transfer.registry import BY_NAME, KEYS


class NotHere(DomainError):
    """The pack refers to a record that this portal does not have."""

    text = "This portal has no {what} {name}; create it first."


@dataclass(slots=True)
class KnownKeys:
    """Keys of records, read once per kind."""

    session: Session
    _of: dict[type[Entity], dict[int, dict[str, Any]]] = field(default_factory=dict)

    def key(self, kind: type[Entity], identity: int) -> dict[str, Any]:
        """What the record is known by; links inside as keys again."""
        return self._all(kind).get(identity, {})

    def key_if_known(self, kind: type[Entity], identity: int) -> dict[str, Any]:
        """The same; nothing for records of which packs do not speak, such as customers."""
        return self.key(kind, identity) if kind in KEYS else {}

    def find(self, kind: type[Entity], key: Mapping[str, Any]) -> int | None:
        """The id of the record of that key here."""
        wanted = dict(key)
        return next((identity for identity, known in self._all(kind).items() if known == wanted), None)

    def require(self, kind: type[Entity], key: Mapping[str, Any]) -> int:
        """The same; NotHere if there is none."""
        found = self.find(kind, key)
        if found is None:
            name = " ".join(str(part) for part in key.values())
            raise NotHere(what=f"entity.{kind.__name__}", name=name)
        return found

    def forget(self, kind: type[Entity]) -> None:
        """After a record of the kind was added: read the keys again."""
        self._of.pop(kind, None)

    def _all(self, kind: type[Entity]) -> dict[int, dict[str, Any]]:
        if kind not in self._of:
            names = KEYS[kind]
            columns = [getattr(kind, name) for name in names]
            portable = BY_NAME.get(kind.__name__)
            narrowed = [portable.only()] if portable is not None and portable.only is not None else []
            rows = self.session.execute(select(kind.id, *columns).where(*narrowed)).all()
            self._of[kind] = {
                row[0]: {name: self._part(kind, name, row[at]) for at, name in enumerate(names, 1)}
                for row in rows
            }
        return self._of[kind]

    def _part(self, kind: type[Entity], name: str, value: Any) -> Any:
        target = target_of(kind, name)
        return plain(value) if target is None or value is None else self.key(target, value)
