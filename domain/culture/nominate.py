"""Nominate colleagues, agree on their points, name the improvement it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import Locked, Missing, NotFound, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.culture.claims import subject_of
from domain.culture.duty import PEOPLE, Staff, staff
from domain.culture.points_entry import PointsEntry
from domain.culture.points_event import PointsEvent
from domain.culture.points_rule import PointsOutOfRange, PointsRule
from domain.culture.recognition import Recognition, RecognitionNominee
from domain.culture.recognition_rules import another_decides, nominees_of, tell_deciders
from domain.culture.recognition_state import RecognitionKind, RecognitionState
from domain.improvement.issue import Issue
from domain.organisation.tree import unit_tree
from domain.service.suggestion import Suggestion

MOST_NOMINEES = 10


class NominatesThemself(WrongPerson):
    """Praise of oneself."""

    text = "Nobody nominates themself."


class TooManyNominees(RuleBroken):
    """Recognition of everybody recognises nobody."""

    text = "At most {most} people can be nominated together."


class HappensLater(RuleBroken):
    """Only what was done can be recognised."""

    text = "It cannot have happened after today."


class PaidAlready(RuleBroken):
    """The same merit would be paid a second time, for the improvement."""

    text = "Points were given for this recognition already; it cannot be tied to an improvement any more."


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """Who did what."""

    title: str
    kind: RecognitionKind
    nominees: Sequence[int]
    happened: str
    happened_on: date
    issue_id: int | None = None
    suggestion_id: int | None = None


def nominate(session: Session, actor: Actor, asked: Nomination, now: datetime) -> Recognition:
    """A nomination by the actor; those who decide on it are told."""
    actor.require(Permission.CULTURE_READ)
    if actor.person_id is None:
        raise AccountWithoutPerson
    today = business_date(now)
    people = _nominees(session, actor.person_id, asked, today)
    for name in ("title", "happened"):
        if not getattr(asked, name).strip():
            raise Missing(field=name, field_name=f"Recognition.{name}")
    if asked.happened_on > today:
        raise HappensLater(field="happened_on")
    if asked.issue_id is not None:
        find(session, Issue, asked.issue_id)
    if asked.suggestion_id is not None:
        find(session, Suggestion, asked.suggestion_id)
    made = Recognition(
        title=asked.title.strip()[:200], kind=asked.kind, happened=asked.happened.strip(),
        happened_on=asked.happened_on, unit_id=_unit_of(session, people), nominator_id=actor.person_id,
        nominated_on=today, issue_id=asked.issue_id, suggestion_id=asked.suggestion_id,
        points=most_points(session), state_since=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add_all(RecognitionNominee(recognition_id=made.id, person_id=one.id) for one in people)
    session.flush()
    tell_deciders(session, made, now)
    return made


def agree_points(session: Session, actor: Actor, recognition_id: int, points: int) -> Recognition:
    """Say how many points each nominee is to get; by who decides on the nomination, before they do."""
    recognition = find(session, Recognition, recognition_id)
    actor.require(Permission.CULTURE_APPROVE, recognition.unit_id)
    if refusal := another_decides(recognition, actor):
        raise refusal
    if recognition.state is not RecognitionState.NOMINATED:
        raise Locked(field="points", field_name="Recognition.points", state=recognition.state)
    most = most_points(session)
    if not 0 <= points <= most:
        raise PointsOutOfRange(field="points", field_name="Recognition.points", most=most)
    recognition.points = points
    session.flush()
    return recognition


def name_issue(session: Session, actor: Actor, recognition_id: int, issue_id: int) -> Recognition:
    """Name the improvement afterwards, so that points can follow its effect; once, before any were given."""
    recognition = find(session, Recognition, recognition_id)
    actor.require(Permission.CULTURE_ADMINISTER, recognition.unit_id)
    if recognition.issue_id is not None or recognition.state is RecognitionState.DECLINED:
        raise Locked(field="issue_id", field_name="Recognition.issue", state=recognition.state)
    if is_paid(session, recognition):
        raise PaidAlready(field="issue_id")
    issue = find(session, Issue, issue_id)
    explain(recognition, action="named_issue")
    recognition.issue_id = issue.id
    session.flush()
    return recognition


def most_points(session: Session) -> int:
    """What a recognition may bring at most, by the rule in force."""
    query = select(PointsRule.points).where(
        PointsRule.event == PointsEvent.RECOGNISED, PointsRule.archived_at.is_(None)
    )
    return session.scalar(query) or 0


def is_paid(session: Session, recognition: Recognition) -> bool:
    """Whether points were ever given for the recognition, or what it is about, to whomever."""
    t = table_of(PointsEntry).c
    entity, key = subject_of(recognition.id, None, recognition.suggestion_id)
    query = select(t.id).where(
        t.entity == entity, t.entity_id == key, t.event == PointsEvent.RECOGNISED,
        t.person_id.in_(nominees_of(recognition)),
    )  # fmt: skip
    return session.scalar(query.limit(1)) is not None


def _nominees(session: Session, nominator: int, asked: Nomination, today: date) -> list[Staff]:
    wanted = sorted(set(asked.nominees))
    if not wanted:
        raise Missing(field="nominees", field_name="Recognition.nominees")
    if len(wanted) > MOST_NOMINEES:
        raise TooManyNominees(field="nominees", most=MOST_NOMINEES)
    if nominator in wanted:
        raise NominatesThemself(field="nominees")
    people = staff(session, today, PEOPLE.id.in_(wanted))
    if len(people) != len(wanted):
        raise NotFound(field="nominees")
    return people


def _unit_of(session: Session, people: Sequence[Staff]) -> int:
    """The lowest unit that holds all of them."""
    tree = unit_tree(session)
    first, *others = (tree.above(one.unit_id) for one in people)
    return next(unit for unit in first if all(unit in above for above in others))
