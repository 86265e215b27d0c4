"""Everything a run rests on, gathered at one moment: results, bases, figures, what earlier runs left open."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.bulk import select_in, table_of
from db.types import plain_digits
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.published import PublishedResult, published_results
from domain.core.statement import Statement
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree
from domain.rewards import bonus_statements as told
from domain.rewards.bonus_bases import Bases, BaseSource, bases_within
from domain.rewards.bonus_figures import BY_PERSON, CycleFigure, figures_of, plain_or_none
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.gather_later import Later, later_lines
from domain.rewards.line_draft import LineDraft
from domain.rewards.other_runs import PaidBefore, paid_before
from domain.rewards.seeing_all import seeing_all
from domain.rewards.without_result import without_result

LeftOut = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Gathered:
    """What is to be frozen."""

    scheme: Mapping[str, Any]
    drafts: list[LineDraft]
    left_out: LeftOut
    """{"person_id", "why"}: people who get no bonus here, each with the sentence that says why."""
    unattributed: LeftOut
    """Losses that take nothing back from anybody."""

    @property
    def frozen(self) -> dict[str, Any]:
        """What the run keeps beside its lines."""
        return {
            "scheme": dict(self.scheme), "left_out": [dict(one) for one in self.left_out],
            "unattributed": [dict(one) for one in self.unattributed],
        }  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """What all bonuses of the run are made of."""

    cycle: AppraisalCycle
    bases: Bases
    people: Mapping[int, Any]
    """Person -> joined_on, left_on, post_since."""
    contested: Collection[int]
    """Assessments with an open appeal."""
    before: Mapping[int, PaidBefore]
    collection: Mapping[int, CycleFigure]
    teams: Mapping[int, CycleFigure]

    def employed(self, person_id: int) -> tuple[date, date]:
        """First and last day of the cycle on which the person was here; the last lies before if none."""
        one = self.people[person_id]
        first, last = self.cycle.first_on, self.cycle.last_on
        return max(first, one.joined_on or first), min(last, one.left_on or last)


def gather_inputs(session: Session, run: BonusRun, today: date) -> Gathered:
    """Look at everything as it is now, as the portal sees it, whoever asks."""
    with seeing_all(session):
        cycle = session.get_one(AppraisalCycle, run.cycle_id)
        query = select(BonusScheme).where(BonusScheme.id == run.scheme_id)
        loaded = (joinedload(BonusScheme.gate_indicator), joinedload(BonusScheme.team_indicator))
        scheme = session.scalars(query.options(*loaded)).one()
        units = unit_tree(session).below(run.unit_id)
        results = [one for one in published_results(session, cycle.id) if one.unit_id in units]
        sources = _sources(session, run, cycle, scheme, results, today)
        drafts, left_out = _bonuses(results, sources)
        left_out += without_result(session, cycle, sources.bases, units)
        later: Later = later_lines(session, run, cycle, units, today)
        return Gathered(
            scheme_as_kept(scheme), [*drafts, *later.drafts],
            [{"person_id": person, "why": why.plain()} for person, why in left_out],
            [one.plain() for one in later.unattributed],
        )  # fmt: skip


def scheme_as_kept(scheme: BonusScheme) -> dict[str, Any]:
    """The scheme as JSON; its indicators must be loaded."""
    gate, team = scheme.gate_indicator, scheme.team_indicator
    return {
        "code": scheme.code, "gate_code": gate.code if gate else "",
        "gate_target": plain_digits(scheme.gate_target), "team_code": team.code if team else "",
        "team_steps": scheme.team_steps, "hold_back": plain_digits(scheme.hold_back),
        "claw_back_months": scheme.claw_back_months,
    }  # fmt: skip


def _bonuses(
    results: Collection[PublishedResult], sources: Sources
) -> tuple[list[LineDraft], list[tuple[int, Statement]]]:
    drafts, left_out = [], []
    for one in results:
        found = _why_not(one, sources) or _bonus_of(one, sources)
        if isinstance(found, LineDraft):
            drafts.append(found)
        else:
            left_out.append((one.person_id, found))
    return drafts, left_out


def _sources(
    session: Session, run: BonusRun, cycle: AppraisalCycle, scheme: BonusScheme,
    results: Collection[PublishedResult], today: date,
) -> Sources:  # fmt: skip
    gate, team = scheme.gate_indicator, scheme.team_indicator
    people, units = {one.person_id for one in results}, {one.unit_id for one in results}
    return Sources(
        cycle,
        bases_within(session, scheme.id, cycle.first_on, cycle.last_on),
        dict(_people(session, people)),
        set(_contested(session, cycle)),
        paid_before(session, run),
        figures_of(session, gate, cycle, people, BY_PERSON, today) if gate else {},
        figures_of(session, team, cycle, units, None, today) if team else {},
    )


def _people(session: Session, people: Collection[int]) -> Iterator[tuple[int, Any]]:
    t = table_of(Person).c
    for row in select_in(session, (t.id, t.joined_on, t.left_on, t.post_since), t.id, people):
        yield row.id, row


def _contested(session: Session, cycle: AppraisalCycle) -> Iterator[int]:
    t = table_of(Assessment).c
    appealed = t.state == AssessmentState.APPEALED
    yield from session.scalars(select(t.id).where(t.cycle_id == cycle.id, appealed))


def _why_not(result: PublishedResult, sources: Sources) -> Statement | None:
    if (before := sources.before.get(result.person_id)) is not None:
        return before.said(result)
    if result.assessment_id in sources.contested:
        return told.AppealOpen()
    if result.grade_code is None or result.coefficient is None or result.score is None:
        return told.NotRated()
    first, last = sources.employed(result.person_id)
    if first > last:
        return told.NotEmployed()
    return None if sources.bases.of(result.person_id, result.post_id, first, last) else told.NoBaseAmount()


def _bonus_of(result: PublishedResult, sources: Sources) -> LineDraft | Statement:
    if result.coefficient is None or result.score is None:
        return told.NotRated()
    first, last = sources.employed(result.person_id)
    cycle, bases = sources.cycle, sources.bases.of(result.person_id, result.post_id, first, last)
    moved = sources.people[result.person_id].post_since
    of_post = any(one.source is BaseSource.POST for one in bases)
    inputs = {
        "assessment_id": result.assessment_id, "grade": result.grade_code,
        "score": plain_digits(result.score), "coefficient": plain_digits(result.coefficient),
        "base": [one.plain() for one in bases],
        "days": {
            "first": first.isoformat(), "last": last.isoformat(),
            "of": (cycle.last_on - cycle.first_on).days + 1,
        },
        "post_since": moved.isoformat() if of_post and moved and first < moved <= last else None,
        "collection": plain_or_none(sources.collection, result.person_id),
        "team": plain_or_none(sources.teams, result.unit_id), "unit_id": result.unit_id,
        "last_month": cycle.last_month,
    }  # fmt: skip
    return LineDraft(LineKind.BONUS, result.person_id, result.unit_id, cycle.code, inputs)
