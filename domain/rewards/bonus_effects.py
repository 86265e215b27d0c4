"""What steps of a bonus run also do, in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.line_draft import LineResult, digest, document_of_inputs, document_of_results
from domain.rewards.seeing_all import seeing_all

if TYPE_CHECKING:
    from domain.rewards.bonus_run import BonusRun
    from domain.rewards.gather_inputs import Gathered

ZERO = Decimal(0)


class NothingToPay(RuleBroken):
    """A run about nobody."""

    text = "Nobody has both a published grade and a base amount; set base amounts first."


def calculate(session: Session, run: "BonusRun", _actor: Actor, now: datetime) -> None:
    """Gather and freeze all inputs, work out every line, keep the hashes of both."""
    from domain.rewards.gather_inputs import gather_inputs
    from domain.rewards.recalculate import results_of

    today = business_date(now)
    found = gather_inputs(session, run, today)
    if not found.drafts:
        raise NothingToPay
    results = results_of(found.drafts, found.scheme)
    _write_lines(session, run, results, now)
    _write_totals(run, results)
    run.scheme_version = session.get_one(BonusScheme, run.scheme_id).version
    run.frozen = {
        "scheme": dict(found.scheme), "read_on": today.isoformat(), "left_out": found.left_out
    }  # fmt: skip
    run.inputs_hash = _hash_of_inputs(found)
    run.result_hash = digest(document_of_results(results))
    run.deviations = []


def note_deviations(session: Session, run: "BonusRun", _actor: Actor, now: datetime) -> None:
    """Keep which inputs had changed since the calculation by the time somebody agreed to it."""
    from domain.rewards.deviations import deviations

    run.deviations = [one.plain() for one in deviations(session, run, business_date(now))]


def open_to_people(session: Session, run: "BonusRun", _actor: Actor, now: datetime) -> None:
    """The amounts stand: everybody may see their own."""
    with seeing_all(session):
        query = select(BonusLine).where(BonusLine.run_id == run.id, BonusLine.archived_at.is_(None))
        lines = session.scalars(query).all()
    for line in lines:
        line.open_since = business_date(now)


def _hash_of_inputs(found: "Gathered") -> str:
    return digest(document_of_inputs(found.scheme, found.drafts))


def _write_lines(session: Session, run: "BonusRun", results: Sequence[LineResult], now: datetime) -> None:
    """Lines that are there already are written over (the journal keeps what they were); others leave."""
    with seeing_all(session):
        query = select(BonusLine).where(BonusLine.run_id == run.id)
        known = {(line.person_id, line.kind.value, line.cycle_code): line for line in session.scalars(query)}
    for one in results:
        draft = one.draft
        line = known.pop(draft.key, None) or BonusLine(
            run_id=run.id, person_id=draft.person_id, kind=draft.kind, cycle_code=draft.cycle_code
        )
        line.unit_id, line.origin_id, line.archived_at = draft.unit_id, draft.origin_id, None
        line.grade_code = str(draft.inputs.get("grade", ""))
        line.earned, line.held_back, line.amount = one.earned, one.held_back, one.amount
        line.inputs, line.said = dict(draft.inputs), [dict(sentence) for sentence in one.said]
        session.add(line)
    for line in known.values():
        line.archived_at = line.archived_at or now
    session.flush()


def _write_totals(run: "BonusRun", results: Sequence[LineResult]) -> None:
    def paid(kind: LineKind) -> Decimal:
        return sum((one.amount for one in results if one.draft.kind is kind), ZERO)

    run.people = len({one.draft.person_id for one in results})
    run.earned = sum((one.earned or ZERO for one in results), ZERO)
    run.held_back = sum((one.held_back or ZERO for one in results), ZERO)
    run.released, run.clawed_back = paid(LineKind.RELEASE), -paid(LineKind.CLAW_BACK)
    run.amount = sum((one.amount for one in results), ZERO)
