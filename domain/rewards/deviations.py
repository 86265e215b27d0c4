"""Inputs that changed after a run was calculated: shown, never taken over silently."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.gather_inputs import gather_inputs
from domain.rewards.line_draft import LineDraft

LINE = "line"
"""Stands for the line as a whole: it came or went."""
Key = tuple[int, str, str]


@dataclass(frozen=True)
class Deviation:
    """One input then and now. `name` is its path (`collection.value`); None: there was, there is no such."""

    person_id: int | None
    """None: the scheme itself."""
    kind: LineKind | None
    cycle_code: str
    name: str
    then: str | None
    now: str | None

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "person_id": self.person_id, "kind": self.kind and self.kind.value, "cycle": self.cycle_code,
            "name": self.name, "then": self.then, "now": self.now,
        }  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Deviation":
        """From JSON."""
        kind = LineKind(kept["kind"]) if kept["kind"] else None
        return cls(kept["person_id"], kind, kept["cycle"], kept["name"], kept["then"], kept["now"])


def deviations(session: Session, run: BonusRun, today: date) -> list[Deviation]:
    """Everything that would be frozen otherwise if the run were calculated today, whoever asks."""
    if not run.inputs_hash:
        return []
    present = gather_inputs(session, run, today)
    then = flat(run.frozen["scheme"])
    found = [Deviation(None, None, "", *one) for one in _changes(then, flat(present.scheme))]
    new = {one.key: one for one in present.drafts}
    old = _kept_inputs(session, run)
    for key in sorted(old.keys() | new.keys()):
        found += _of_line(key, old.get(key), new.get(key))
    return found


def _kept_inputs(session: Session, run: BonusRun) -> dict[Key, Mapping[str, Any]]:
    t = table_of(BonusLine).c
    query = select(t.person_id, t.kind, t.cycle_code, t.inputs).where(
        t.run_id == run.id, t.archived_at.is_(None)
    )
    return {
        (person, LineKind(kind).value, cycle): inputs
        for person, kind, cycle, inputs in session.execute(query)
    }


def _of_line(key: Key, old: Mapping[str, Any] | None, new: LineDraft | None) -> Iterator[Deviation]:
    person, kind, cycle = key
    if old is None or new is None:
        then, now = (None, LINE) if old is None else (LINE, None)
        yield Deviation(person, LineKind(kind), cycle, LINE, then, now)
        return
    for name, then, now in _changes(flat(old), flat(new.inputs)):
        yield Deviation(person, LineKind(kind), cycle, name, then, now)


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield name, old.get(name), new.get(name)


def flat(content: Any, path: str = "") -> dict[str, str]:
    """Nested JSON as `path.to.value` -> text."""
    if isinstance(content, Mapping):
        parts = content.items()
    elif isinstance(content, list):
        parts = {str(at): one for at, one in enumerate(content)}.items()
    else:
        return {} if content is None else {path: str(content)}
    found: dict[str, str] = {}
    for name, one in parts:
        found |= flat(one, f"{path}.{name}" if path else str(name))
    return found
