"""Calculate again from what was frozen: the proof that the kept amounts follow from the kept inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.calculate_line import calculate_line
from domain.rewards.line_draft import (
    LineDraft,
    LineResult,
    canonical,
    digest,
    document_of_inputs,
    document_of_results,
    in_order,
)

ZERO = Decimal(0)
AMOUNTS = ("earned", "held_back", "amount")


@dataclass(frozen=True)
class Recalculation:
    """What calculating again gave. `document` are the bytes whose hash the run keeps."""

    document: bytes
    inputs_hash: str
    result_hash: str
    identical: bool
    """Inputs and results hash to what the run keeps; every line has these amounts, the run these totals."""


@dataclass(frozen=True)
class Totals:
    """What the lines come to."""

    people: int
    earned: Decimal
    held_back: Decimal
    released: Decimal
    clawed_back: Decimal
    amount: Decimal

    def stand_in(self, run: BonusRun) -> bool:
        """Whether the run says the same."""
        return all(getattr(run, one.name) == getattr(self, one.name) for one in fields(self))


def totals_of(results: Sequence[LineResult]) -> Totals:
    """Sums over all lines. What payroll pays in all is earned - held back + released - taken back."""

    def paid(kind: LineKind) -> Decimal:
        return sum((one.amount for one in results if one.draft.kind is kind), ZERO)

    return Totals(
        len({one.draft.person_id for one in results}),
        sum((one.earned or ZERO for one in results), ZERO),
        sum((one.held_back or ZERO for one in results), ZERO),
        paid(LineKind.RELEASE), -paid(LineKind.CLAW_BACK), sum((one.amount for one in results), ZERO),
    )  # fmt: skip


def recalculate(session: Session, run: BonusRun) -> Recalculation:
    """Calculate the frozen inputs once more, whoever asks; nothing is written."""
    scheme, kept = run.frozen["scheme"], _kept_lines(session, run)
    results = results_of([draft for draft, _ in kept], scheme)
    document = document_of_results(results)
    inputs = digest(document_of_inputs(run.frozen, [draft for draft, _ in kept]))
    by_key = {one.draft.key: one for one in results}
    same = all(_says(by_key[draft.key], row) for draft, row in kept) and totals_of(results).stand_in(run)
    hashes = (inputs, digest(document)) == (run.inputs_hash, run.result_hash)
    return Recalculation(canonical(document), inputs, digest(document), hashes and same)


def results_of(drafts: list[LineDraft], scheme: Mapping[str, Any]) -> list[LineResult]:
    """Every line worked out, in order."""
    return [calculate_line(one, scheme) for one in in_order(drafts)]


def _kept_lines(session: Session, run: BonusRun) -> list[tuple[LineDraft, Any]]:
    table = table_of(BonusLine)
    query = select(table).where(table.c.run_id == run.id, table.c.archived_at.is_(None))
    return [
        (
            LineDraft(
                LineKind(row.kind), row.person_id, row.unit_id, row.cycle_code, row.inputs, row.origin_id
            ),
            row,
        )
        for row in session.execute(query.order_by(table.c.id))
    ]


def _says(result: LineResult, row: Any) -> bool:
    told: tuple[Decimal | None, ...] = (result.earned, result.held_back, result.amount)
    return told == tuple(getattr(row, name) for name in AMOUNTS)


def people_of(session: Session, run: BonusRun) -> list[int]:
    """Everybody with a line in the run."""
    t = table_of(BonusLine).c
    query = select(t.person_id).where(t.run_id == run.id, t.archived_at.is_(None)).distinct()
    return list(session.scalars(query))
