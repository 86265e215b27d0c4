"""A line in the making: whose it is, and everything its amounts follow from."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.core.statement import Statement
from domain.rewards.bonus_run_state import LineKind


@dataclass(frozen=True)
class LineDraft:
    """What is frozen. `inputs` is plain JSON: figures as texts, days as ISO dates."""

    kind: LineKind
    person_id: int
    unit_id: int
    cycle_code: str
    inputs: Mapping[str, Any]
    origin_id: int | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        """By which the line is known again when the run is calculated once more."""
        return self.person_id, self.kind.value, self.cycle_code

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "kind": self.kind.value, "person_id": self.person_id, "unit_id": self.unit_id,
            "cycle": self.cycle_code, "origin_id": self.origin_id, "inputs": dict(self.inputs),
        }  # fmt: skip

    def result(
        self, earned: Decimal | None, held_back: Decimal | None, amount: Decimal, said: Iterable[Statement]
    ) -> "LineResult":
        """What came out of it."""
        return LineResult(self, earned, held_back, amount, tuple(one.plain() for one in said))


@dataclass(frozen=True)
class LineResult:
    """What came out of a draft, and the sentences that explain it."""

    draft: LineDraft
    earned: Decimal | None
    held_back: Decimal | None
    amount: Decimal
    said: tuple[Mapping[str, Any], ...]

    def plain(self) -> dict[str, Any]:
        """As JSON, with money to the cent. Not the sentences: a later version may word them otherwise."""
        told = {"earned": self.earned, "held_back": self.held_back, "amount": self.amount}
        amounts = {name: None if value is None else f"{value:.2f}" for name, value in told.items()}
        return {"line": list(self.draft.key), **amounts}


def canonical(content: object) -> bytes:
    """JSON with one spelling: the same content is the same bytes on every machine."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(content: object) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(content)).hexdigest()


BESIDE = ("left_out", "unattributed")
"""What a run keeps beside its lines: who gets nothing and why, losses that nobody answers for."""


def document_of_inputs(frozen: Mapping[str, Any], drafts: Iterable[LineDraft]) -> object:
    """Everything that was frozen, in one order. Runs from before losses were listed have lines alone."""
    beside = {name: frozen[name] for name in BESIDE} if BESIDE[-1] in frozen else {}
    return {"scheme": dict(frozen["scheme"]), "lines": [one.plain() for one in in_order(drafts)], **beside}


def document_of_results(results: Iterable[LineResult]) -> object:
    """Everything that was worked out, in one order."""
    return [one.plain() for one in sorted(results, key=lambda one: one.draft.key)]


def in_order(drafts: Iterable[LineDraft]) -> list[LineDraft]:
    """By person, kind and cycle."""
    return sorted(drafts, key=lambda one: one.key)
