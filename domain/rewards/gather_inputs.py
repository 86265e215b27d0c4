"""Everything a run rests on, gathered at one moment: results, bases, figures, what earlier runs left open."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.bulk import select_in, table_of
from db.types import plain_digits
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.published import PublishedResult, published_results
from domain.core.statement import Statement
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree
from domain.rewards.bonus_amount import share_of_days
from domain.rewards.bonus_bases import Base, Bases, bases_on
from domain.rewards.bonus_figures import BY_PERSON, CycleFigure, figures_of, plain_or_none
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.bonus_statements import NoBaseAmount, NotEmployed, NotRated
from domain.rewards.gather_later import later_lines
from domain.rewards.line_draft import LineDraft
from domain.rewards.seeing_all import seeing_all

Employment = tuple[date | None, date | None]


@dataclass(frozen=True)
class Gathered:
    """What is to be frozen."""

    scheme: Mapping[str, Any]
    drafts: list[LineDraft]
    left_out: list[dict[str, Any]]
    """{"person_id", "why"}: results that lead to no bonus, each with the sentence that says why."""


@dataclass(frozen=True)
class Sources:
    """What all bonuses of the run are made of."""

    cycle: AppraisalCycle
    bases: Bases
    employed: Mapping[int, Employment]
    collection: Mapping[int, CycleFigure]
    teams: Mapping[int, CycleFigure]


def gather_inputs(session: Session, run: BonusRun, today: date) -> Gathered:
    """Look at everything as it is now, as the portal sees it, whoever asks."""
    with seeing_all(session):
        cycle = session.get_one(AppraisalCycle, run.cycle_id)
        query = select(BonusScheme).where(BonusScheme.id == run.scheme_id)
        loaded = (joinedload(BonusScheme.gate_indicator), joinedload(BonusScheme.team_indicator))
        scheme = session.scalars(query.options(*loaded)).one()
        units = unit_tree(session).below(run.unit_id)
        results = [one for one in published_results(session, cycle.id) if one.unit_id in units]
        sources = _sources(session, cycle, scheme, results, today)
        drafts, left_out = [], []
        for one in results:
            found = _why_not(one, sources) or _bonus_of(one, sources)
            if isinstance(found, LineDraft):
                drafts.append(found)
            else:
                left_out.append({"person_id": one.person_id, "why": found.plain()})
        drafts += later_lines(session, run, cycle, units, scheme.claw_back_months, today)
        return Gathered(scheme_as_kept(scheme), drafts, left_out)


def scheme_as_kept(scheme: BonusScheme) -> dict[str, Any]:
    """The scheme as JSON; its indicators must be loaded."""
    gate, team = scheme.gate_indicator, scheme.team_indicator
    return {
        "code": scheme.code, "gate_code": gate.code if gate else "",
        "gate_target": plain_digits(scheme.gate_target), "team_code": team.code if team else "",
        "team_steps": scheme.team_steps, "hold_back": plain_digits(scheme.hold_back),
        "claw_back_months": scheme.claw_back_months,
    }  # fmt: skip


def _sources(
    session: Session, cycle: AppraisalCycle, scheme: BonusScheme, results: Collection[PublishedResult],
    today: date,
) -> Sources:  # fmt: skip
    gate, team = scheme.gate_indicator, scheme.team_indicator
    people, units = {one.person_id for one in results}, {one.unit_id for one in results}
    return Sources(
        cycle,
        bases_on(session, scheme.id, cycle.last_on),
        dict(_employed(session, people)),
        figures_of(session, gate, cycle, people, BY_PERSON, today) if gate else {},
        figures_of(session, team, cycle, units, None, today) if team else {},
    )


def _employed(session: Session, people: Collection[int]) -> Iterator[tuple[int, Employment]]:
    t = table_of(Person).c
    for row in select_in(session, (t.id, t.joined_on, t.left_on), t.id, people):
        yield row.id, (row.joined_on, row.left_on)


def _why_not(result: PublishedResult, sources: Sources) -> Statement | None:
    if result.grade_code is None or result.coefficient is None:
        return NotRated()
    if sources.bases.of(result.person_id, result.post_id) is None:
        return NoBaseAmount()
    return None if _days(result, sources)["share"] != "0" else NotEmployed()


def _bonus_of(result: PublishedResult, sources: Sources) -> LineDraft | Statement:
    base = sources.bases.of(result.person_id, result.post_id)
    if base is None or result.coefficient is None or result.score is None:
        return NotRated()
    inputs = {
        "assessment_id": result.assessment_id, "grade": result.grade_code,
        "score": plain_digits(result.score), "coefficient": plain_digits(result.coefficient),
        "base": _base(base), "days": _days(result, sources),
        "collection": plain_or_none(sources.collection, result.person_id),
        "team": plain_or_none(sources.teams, result.unit_id), "unit_id": result.unit_id,
        "last_month": sources.cycle.last_month,
    }  # fmt: skip
    return LineDraft(LineKind.BONUS, result.person_id, result.unit_id, sources.cycle.code, inputs)


def _base(base: Base) -> dict[str, Any]:
    return {"id": base.record_id, "source": base.source.value, "amount": plain_digits(base.amount)}


def _days(result: PublishedResult, sources: Sources) -> dict[str, str]:
    first, last = sources.cycle.first_on, sources.cycle.last_on
    joined, left = sources.employed.get(result.person_id, (None, None))
    return {
        "first": max(first, joined or first).isoformat(), "last": min(last, left or last).isoformat(),
        "share": plain_digits(share_of_days(first, last, joined, left)),
    }  # fmt: skip
