"""Work out who must hold which certificate when, and when one was valid or had expired (K46, R48)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.bulk import chunks, table_of
from domain.core.fact_spec import Columns, Touched
from domain.core.mirrored_rows import write_rows
from domain.core.period import month_of
from domain.organisation.person import Person
from domain.workforce.day_spans import FOREVER, Span, common, without
from domain.workforce.training_duty import DutyState, TrainingDuty
from domain.workforce.training_exemption import TrainingExemption
from domain.workforce.training_record import TrainingKind, TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement

SOURCE = "training"
PERSON, RECORD, REQUIREMENT, EXEMPTION = map(
    table_of, (Person, TrainingRecord, TrainingRequirement, TrainingExemption)
)
ONE_DAY = timedelta(1)
Pair = tuple[int, str]
"""(person id, course code)."""


def settle(session: Session, touched: Touched) -> None:
    """Work everything out again once records or requirements were touched."""
    if touched.get("training_record") or touched.get("training_requirement"):
        work_out_duties(session)


def work_out_duties(session: Session) -> None:
    """Make the duties what requirements, directory and records say."""
    people = {row.id: dict(row._mapping) for row in session.execute(select(*_PERSON))}
    required = _required(session, people)
    earned = _certificates(session, {course for _, course in required})
    wanted: dict[str, Columns] = {}
    exempt = exemptions(session)
    for (person, course), spans in required.items():
        unit = people[person]["unit_id"]
        bound = without(spans, [*exempt.get((person, ""), ()), *exempt.get((person, course), ())])
        for state, start, end in _states(bound, earned.get((person, course), [])):
            row = _row(unit, person, course, state, start, end)
            wanted[f"person {person} {course} {state} {start}"] = row
    write_rows(session, TrainingDuty, SOURCE, wanted)


_PERSON = tuple(PERSON.c[name] for name in ("id", "unit_id", "post_id", "post_since", "joined_on", "left_on"))


def _required(session: Session, people: Mapping[int, Columns]) -> dict[Pair, list[Span]]:
    by_post: dict[Any, list[Columns]] = defaultdict(list)
    for person in people.values():
        by_post[person["post_id"]].append(person)
    found: dict[Pair, list[Span]] = defaultdict(list)
    query = select(REQUIREMENT).where(REQUIREMENT.c.archived_at.is_(None))
    for row in session.execute(query).mappings():
        if row["person_id"] is not None:
            bound: Iterable[Columns] = [people[row["person_id"]]]
        else:
            bound = people.values() if row["post_id"] is None else by_post[row["post_id"]]
        for person in bound:
            found[person["id"], row["course_code"]].append(_span(dict(row), person))
    return found


def _span(requirement: Columns, person: Columns) -> Span:
    """The days on which the person is here, in the post, and bound."""
    starts = [requirement["since"], person["joined_on"]]
    if requirement["post_id"] is not None and requirement["person_id"] is None:
        starts.append(person["post_since"])
    ends = [day + ONE_DAY for day in (requirement["until"], person["left_on"]) if day is not None]
    return max(day for day in starts if day is not None), min(ends, default=FOREVER)


def exemptions(session: Session) -> dict[Pair, list[Span]]:
    """(Person, course; empty: every course) -> the days on which no requirement counts, whoever asks."""
    found: dict[Pair, list[Span]] = defaultdict(list)
    columns = (EXEMPTION.c.person_id, EXEMPTION.c.course_code, EXEMPTION.c.first_on, EXEMPTION.c.until)
    for person, course, start, end in session.execute(
        select(*columns).where(EXEMPTION.c.archived_at.is_(None))
    ):
        found[person, course].append((start, FOREVER if end is None else end + ONE_DAY))
    return found


def _certificates(session: Session, courses: Iterable[str]) -> dict[Pair, list[Span]]:
    found: dict[Pair, list[Span]] = defaultdict(list)
    columns = (RECORD.c.person_id, RECORD.c.course_code, RECORD.c.completed_on, RECORD.c.valid_until)
    for some in chunks(sorted(courses)):
        query = select(*columns).where(
            RECORD.c.course_code.in_(some),
            RECORD.c.kind == TrainingKind.COURSE,
            RECORD.c.archived_at.is_(None),
            or_(RECORD.c.passed.is_(None), RECORD.c.passed.is_(True)),
        )
        for person, course, start, end in session.execute(query):
            found[person, course].append((start, FOREVER if end is None else end + ONE_DAY))
    return found


def _states(required: list[Span], earned: list[Span]) -> Iterator[tuple[DutyState, date, date]]:
    valid = common(required, earned)
    first = min((start for start, _ in earned), default=FOREVER)
    expired = common(without(required, earned), [(first, FOREVER)])
    for state, spans in (
        (DutyState.REQUIRED, required),
        (DutyState.VALID, valid),
        (DutyState.EXPIRED, expired),
    ):
        for start, end in spans:
            yield state, start, end


def _row(unit: int, person: int, course: str, state: DutyState, start: date, end: date) -> Columns:
    ends = None if end == FOREVER else end
    return {
        "unit_id": unit, "person_id": person, "course_code": course, "state": state,
        "from_on": start, "period": month_of(start),
        "until_on": ends, "until_period": ends and month_of(ends),
    }  # fmt: skip
