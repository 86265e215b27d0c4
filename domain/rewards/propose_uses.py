"""Propose what follows from the published results of a cycle, by the rules; or one thing by hand."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from db.settings import settings
from db.types import plain_digits
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.published import PublishedResult, published_results
from domain.core.acting_person import AccountWithoutPerson
from domain.core.errors import Missing, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.rewards.eligibility import eligibility_of
from domain.rewards.grade_history import grade_history
from domain.rewards.judge_rule import Case, judge_rule
from domain.rewards.own_affair import OwnAffair
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_rule import UseRule
from domain.rewards.use_state import UseKind
from domain.rewards.use_statements import HasGrade, RuleSays
from domain.rewards.written_amounts import points

PROPOSE = Permission.REWARDS_PROPOSE
HAND_DAYS, HAND_MONTHS = 90, 6
"""Terms of what is proposed by hand, where nothing else is said."""


class NotPublishedYet(RuleBroken):
    """Nothing follows from what may still change."""

    text = "The results of the cycle are not published yet."


class ProposedToday(RuleBroken):
    """Pressed twice."""

    text = "This was proposed for the person today already."


def propose_uses(session: Session, actor: Actor, cycle: AppraisalCycle, today: date) -> list[UseOfResult]:
    """What the rules ask for and is not proposed yet; asked again, it proposes nothing anew.

    Results of whoever asks are left to somebody else. NotPermitted without `rewards.propose`.
    """
    actor.require(PROPOSE)
    proposer = _person(actor)
    if cycle.state not in (CycleState.PUBLISHED, CycleState.CLOSED):
        raise NotPublishedYet
    rules = session.scalars(select(UseRule).where(UseRule.archived_at.is_(None)).order_by(UseRule.code)).all()
    results = [
        one
        for one in published_results(session, cycle.id)
        if actor.may(PROPOSE, one.unit_id) and one.person_id != proposer
    ]
    known = _known(session, [one.assessment_id for one in results])
    cases = _cases(session, cycle, results)
    wanted = [
        (case, rule, why)
        for case in cases
        for rule in rules
        if _known_as(case.result, rule) not in known and (why := judge_rule(rule, case)) is not None
    ]
    raters = _raters(session, [one.assessment_id for one in results])
    levels = _levels(session, wanted, today)
    made = [_use(cycle, proposer, raters, levels, today, *one) for one in wanted]
    return _kept(session, made)


def propose_by_hand(session: Session, actor: Actor, values: Mapping[str, Any], today: date) -> UseOfResult:
    """One thing for one published result: cycle, person, kind, what is to be done; never for oneself."""
    for name in ("cycle_id", "person_id", "kind"):
        if not values.get(name):
            raise Missing(field=name.removesuffix("_id"), field_name=f"UseOfResult.{name}")
    query = select(Assessment).where(
        Assessment.cycle_id == values["cycle_id"], Assessment.person_id == values["person_id"]
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotPublishedYet(field="person")
    actor.require(PROPOSE, found.unit_id)
    proposer = _person(actor)
    if found.person_id == proposer:
        raise OwnAffair(field="person")
    cycle = session.get_one(AppraisalCycle, found.cycle_id)
    results = {one.assessment_id: one for one in published_results(session, found.cycle_id)}
    if (result := results.get(found.id)) is None:
        raise NotPublishedYet(field="person")
    given = {name: values[name] for name in ("note", "course_id", "level_id") if values.get(name)}
    use = _bare(
        result, cycle, proposer, found.rater_id, UseKind(values["kind"]), [_grade(result, cycle)],
        values.get("execute_by") or today + timedelta(HAND_DAYS), today,
    )  # fmt: skip
    for name, value in given.items():
        setattr(use, name, value)
    t = table_of(UseOfResult).c
    if session.scalar(select(t.id).where(t.natural_key == use.natural_key)) is not None:
        raise ProposedToday(field="kind")
    return _kept(session, [use])[0]


def _kept(session: Session, made: Sequence[UseOfResult]) -> list[UseOfResult]:
    for use in made:
        session.add(use)
        with session.no_autoflush:
            use.check()
        explain(use, action="propose")
    session.flush()
    return list(made)


def _use(
    cycle: AppraisalCycle, proposer: int, raters: Mapping[int, int | None], levels: Mapping[int, int],
    today: date, case: Case, rule: UseRule, why: Sequence[Statement],
) -> UseOfResult:  # fmt: skip
    result = case.result
    use = _bare(
        result, cycle, proposer, raters.get(result.assessment_id), rule.kind,
        [RuleSays(rule=rule.code), *why], today + timedelta(rule.run_days), today,
    )  # fmt: skip
    use.rule_id, use.natural_key = rule.id, _key(result, rule)
    use.course_id, use.review_months = rule.course_id, rule.review_months
    use.level_id = levels.get(result.person_id) if rule.kind is UseKind.PROMOTION else None
    return use


def _bare(
    result: PublishedResult, cycle: AppraisalCycle, proposer: int, rater: int | None, kind: UseKind,
    why: Sequence[Statement], execute_by: date, today: date,
) -> UseOfResult:  # fmt: skip
    noon = datetime.combine(today, time(12), ZoneInfo(settings().time_zone))
    return UseOfResult(
        kind=kind, person_id=result.person_id, unit_id=result.unit_id, cycle_id=cycle.id,
        assessment_id=result.assessment_id, rater_id=rater, proposed_by_id=proposer,
        grade_code=result.grade_code or "", score=result.score, why=[one.plain() for one in why],
        execute_by=execute_by, review_months=HAND_MONTHS, state_since=noon,
        natural_key=f"{result.assessment_id}:{kind}:{today.isoformat()}", note="",
    )  # fmt: skip


def _grade(result: PublishedResult, cycle: AppraisalCycle) -> Statement:
    return HasGrade(
        grade=result.grade_code or "-",
        cycle=cycle.code,
        score="?" if result.score is None else points(result.score),
    )


def _key(result: PublishedResult, rule: UseRule) -> str:
    """Once for a result; an appeal that changes it makes another one."""
    score = "" if result.score is None else plain_digits(result.score)
    return f"{result.assessment_id}:rule {rule.id}:{result.grade_code or ''} {score}"


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise AccountWithoutPerson
    return actor.person_id


def _known_as(result: PublishedResult, rule: UseRule) -> tuple[object, ...]:
    return result.assessment_id, rule.id, result.grade_code or "", result.score


def _known(session: Session, assessments: Collection[int]) -> set[tuple[object, ...]]:
    """What was proposed of these results ever, by which rule, whoever asks."""
    t = table_of(UseOfResult).c
    columns = (t.assessment_id, t.rule_id, t.grade_code, t.score)
    rows = select_in(session, columns, t.assessment_id, assessments, t.rule_id.is_not(None))
    return {(row.assessment_id, row.rule_id, row.grade_code, row.score) for row in rows}


def _raters(session: Session, assessments: Collection[int]) -> dict[int, int | None]:
    t = table_of(Assessment).c
    return {row.id: row.rater_id for row in select_in(session, (t.id, t.rater_id), t.id, assessments)}


def _cases(session: Session, cycle: AppraisalCycle, results: Sequence[PublishedResult]) -> Iterator[Case]:
    past = grade_history(session, {one.person_id for one in results}, cycle.last_on)
    names: dict[int, dict[str, tuple[str, str]]] = {}
    for some in (results[at : at + 500] for at in range(0, len(results), 500)):
        query = select(Assessment).where(Assessment.id.in_([one.assessment_id for one in some]))
        for found in session.scalars(query):
            names[found.id] = {item.key: (item.name_zh, item.name_en) for item in found.asks.items}
    for one in results:
        yield Case(one, cycle.code, names.get(one.assessment_id, {}), past.get(one.person_id, ()))


def _levels(session: Session, wanted: Sequence[Any], today: date) -> dict[int, int]:
    """The next level of everybody who is proposed for promotion."""
    people = [case.result.person_id for case, rule, _ in wanted if rule.kind is UseKind.PROMOTION]
    found = eligibility_of(session, people, today)
    return {person: one.next.id for person, one in found.items() if one.next is not None}
