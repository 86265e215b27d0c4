"""The effect of a course on Kirkpatrick's four levels, with every warning that belongs beside it (F.4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.indicators.indicator import Indicator
from domain.organisation.tree import unit_tree
from domain.training.benefit import TrainingBenefit
from domain.training.course import Course
from domain.training.effect_on_figures import FigureEffect, figure_effect
from domain.training.effect_on_people import Behaviour, Learning, Reaction, behaviour, learning, reaction
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import WAS_PRESENT
from domain.training.learning_gain import FEW, TooFewPeople, return_on_training
from domain.training.trained_people import Trained, other_people, trained_people

FEWEST_SHOWN = 5
"""Of fewer people only those who answer for training see results, lest one stood for a person."""
ANSWERS = (Permission.TRAINING_ADMINISTER, Permission.TRAINING_CERTIFY)


class TooFewToShow(Statement):
    """Figures about a handful of people are figures about persons."""

    text = "Results of fewer than {least} people are shown only to those who answer for training."


@dataclass(frozen=True)
class CourseEffect:
    """What a course did to those who took it in a span of time. A level is None where it may not be shown."""

    course: Course
    first: date
    last: date
    people: int
    sessions: int
    reaction: Reaction
    learning: Learning | None
    behaviour: Behaviour | None
    results: Sequence[FigureEffect]
    cost: Decimal
    """Of the sessions, by the share of those present who are looked at."""
    benefit: Decimal | None
    """As worked out by hand; None: nobody has."""
    statements: tuple[Statement, ...] = ()

    @property
    def roi(self) -> Decimal | None:
        """(benefit - cost) / cost (F16); None where either is unknown or nothing was spent."""
        return None if self.benefit is None else return_on_training(self.benefit, self.cost)


def course_effect(
    session: Session, actor: Actor, course_id: int, unit_id: int, first: date, last: date, today: date
) -> CourseEffect:
    """Look at everybody of a unit, and below it, who took the course from `first` to `last`.

    NotFound for a unit the actor may not see; NotPermitted without training.read.
    """
    actor.require(Permission.TRAINING_READ)
    tree = unit_tree(session)
    if unit_id not in tree.parents or not actor.may(Permission.TRAINING_READ, unit_id):
        raise NotFound
    units, course = tree.below(unit_id), find(session, Course, course_id)
    trained = trained_people(session, course.id, units, first, last)
    shown = len(trained) >= FEWEST_SHOWN or any(actor.may(one, unit_id) for one in ANSWERS)
    others = other_people(session, course.id, course.code, units, trained) if trained and shown else {}
    few: tuple[Statement, ...] = (TooFewPeople(count=len(trained), least=FEW),) if len(trained) < FEW else ()
    return CourseEffect(
        course=course, first=first, last=last, people=len(trained),
        sessions=len({one.session_id for one in trained}),
        reaction=reaction(session, trained, course.id),
        learning=learning(session, trained) if shown else None,
        behaviour=behaviour(session, trained, today) if shown else None,
        results=[
            figure_effect(session, actor, one, unit_id, trained, others, today)
            for one in (_indicators(session, course) if shown else ())
        ],
        cost=_cost(session, course, trained, units), benefit=_benefit(session, course.id, first, last),
        statements=few if shown else (*few, TooFewToShow(least=FEWEST_SHOWN)),
    )  # fmt: skip


def courses_held(session: Session) -> dict[int, tuple[date, date, int]]:
    """Course -> first and last day people attended it, and how many did; for choosing one to look at."""
    t = table_of(Enrolment).c
    query = select(t.course_id, t.attended_at).where(
        t.attended_at.is_not(None), t.archived_at.is_(None), t.state.in_(sorted(WAS_PRESENT))
    )
    found: dict[int, tuple[date, date, int]] = {}
    for course, at in session.execute(query):
        day = business_date(at)
        first, last, count = found.get(course, (day, day, 0))
        found[course] = min(first, day), max(last, day), count + 1
    return found


def _indicators(session: Session, course: Course) -> Sequence[Indicator]:
    codes = course.indicator_codes
    query = select(Indicator).where(Indicator.code.in_(codes)).order_by(Indicator.code)
    return session.scalars(query).all()


def _cost(session: Session, course: Course, trained: Sequence[Trained], units: Collection[int]) -> Decimal:
    """Each session's cost by the share of its people that are looked at."""
    t, mine = table_of(Enrolment).c, dict[int, int]()
    for one in trained:
        mine[one.session_id] = mine.get(one.session_id, 0) + 1
    query = select(t.course_session_id).where(
        t.course_session_id.in_(mine), t.attended_at.is_not(None), t.state.in_(sorted(WAS_PRESENT))
    )
    whole: dict[int, int] = {}
    for key in session.scalars(query):
        whole[key] = whole.get(key, 0) + 1
    each = course.cost or Decimal(0)
    shares = (each * count / whole.get(key, count) for key, count in mine.items())
    return sum(shares, Decimal(0)).quantize(Decimal("0.01"))


def _benefit(session: Session, course_id: int, first: date, last: date) -> Decimal | None:
    """What was worked out for spans that begin within the time looked at."""
    query = select(TrainingBenefit.amount).where(
        TrainingBenefit.course_id == course_id, TrainingBenefit.archived_at.is_(None),
        TrainingBenefit.first_on >= first, TrainingBenefit.first_on <= last,
    )  # fmt: skip
    amounts = list(session.scalars(query))
    return sum(amounts, Decimal(0)) if amounts else None
