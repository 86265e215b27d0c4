"""What steps of a bonus run also do, in the same transaction."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.line_draft import LineResult, digest, document_of_inputs, document_of_results
from domain.rewards.seeing_all import seeing_all

if TYPE_CHECKING:
    from domain.rewards.bonus_run import BonusRun


class NothingToPay(RuleBroken):
    """A run about nobody."""

    text = "Nothing to pay: nobody has a grade and a base amount that no other run pays already."


def calculate(session: Session, run: "BonusRun", _actor: Actor, now: datetime) -> None:
    """Gather and freeze all inputs, work out every line, keep the hashes of both."""
    from domain.rewards.gather_inputs import gather_inputs
    from domain.rewards.recalculate import results_of, totals_of

    today = business_date(now)
    found = gather_inputs(session, run, today)
    if not found.drafts:
        raise NothingToPay
    results = results_of(found.drafts, found.scheme)
    _write_lines(session, run, results, now)
    for total in fields(totals := totals_of(results)):
        setattr(run, total.name, getattr(totals, total.name))
    run.scheme_version = session.get_one(BonusScheme, run.scheme_id).version
    run.frozen = {"read_on": today.isoformat(), **found.frozen}
    run.inputs_hash = digest(document_of_inputs(run.frozen, found.drafts))
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
