"""Prepare a cycle, and open it: whom it is about, by what, and who rates them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.assessment import Assessment
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.known_sources import require_sources
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.sheet import ASSESSMENT
from domain.appraisal.tell_assessment import tell_begun
from domain.core.clock import business_date
from domain.core.editing import create, find
from domain.core.errors import StepRefused
from domain.core.permission import Actor, Permission
from domain.core.rounding import ARITHMETIC, rounded
from domain.core.statement import Statement
from domain.organisation.chain import chain_from
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree

HR, PERSON = Permission.ASSESSMENTS_ADMINISTER, table_of(Person)
ACTIVE = frozenset({CycleState.PREPARED, CycleState.GOALS, CycleState.OPEN})
"""People may still be added."""
USUAL: Mapping[str, Any] = {"min_coverage": Decimal("0.7"), "appeal_days": 10}


class NoScorecard(Statement):
    """Nothing says by what the person would be assessed."""

    text = "{person}: no scorecard for this post"


@dataclass(frozen=True)
class Opened:
    """The assessments that were made, and who was left out, each with the reason."""

    made: tuple[Assessment, ...]
    left_out: tuple[Statement, ...]


def prepare_cycle(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> AppraisalCycle:
    """Plan a cycle; nobody is assessed yet. What is left empty is as usual."""
    given = {name: value for name, value in values.items() if value is not None}
    return create(session, actor, HR, AppraisalCycle, {**USUAL, **given, "state_since": now})


def open_cycle(session: Session, actor: Actor, cycle_id: int, now: datetime) -> Opened:
    """Make an assessment for everybody of the cycle's units and posts who has none, and begin with the goals.

    The rater is the superior, the second rater the superior's superior, of those who still work here. Each
    assessment keeps a copy of the scorecard for the post. Repeating it while ratings have not ended adds who
    joined meanwhile.
    """
    cycle = find(session, AppraisalCycle, cycle_id)
    actor.require(HR, cycle.unit_id)
    if cycle.state not in ACTIVE:
        raise StepRefused(step="open_cycle", state=cycle.state)
    cards = session.scalars(
        select(Scorecard).where(Scorecard.archived_at.is_(None)).order_by(Scorecard.id)
    ).all()
    for card in cards:
        require_sources(session, card.asks)
    made, left_out = [], list[Statement]()
    superiors = _superiors(session, business_date(now))
    for row in _population(session, cycle, business_date(now)):
        card_of = _card(cards, row.post_id)
        if card_of is None:
            left_out.append(NoScorecard(person=row.name))
            continue
        made.append(_assessment(cycle, row, card_of, superiors, now))
    session.add_all(made)
    session.flush()
    if cycle.state is CycleState.PREPARED:
        AppraisalCycle.workflow.take("start_goals", cycle, actor, now)
    tell_begun(session, cycle, made, now)
    return Opened(tuple(made), tuple(left_out))


def _population(session: Session, cycle: AppraisalCycle, today: date) -> Sequence[Any]:
    """People who work in the units and posts, joined before the period ended, and have no assessment yet."""
    t = PERSON.c
    there = select(ASSESSMENT.c.person_id).where(ASSESSMENT.c.cycle_id == cycle.id)
    query = select(t.id, t.name, t.unit_id, t.post_id, t.joined_on, t.left_on).where(
        t.archived_at.is_(None), t.unit_id.in_(unit_tree(session).below(cycle.unit_id)),
        t.id.not_in(there),
        t.joined_on.is_(None) | (t.joined_on <= cycle.last_on),
        t.left_on.is_(None) | (t.left_on >= max(today, cycle.first_on)),
    )  # fmt: skip
    if cycle.posts:
        query = query.where(t.post_id.in_(cycle.posts))
    return session.execute(query.order_by(t.id)).all()


def _superiors(session: Session, today: date) -> dict[int, int | None]:
    """Person -> who stands next above them and still works here."""
    t = PERSON.c
    rows = session.execute(select(t.id, t.superior_id, t.left_on, t.archived_at)).all()
    above = {row.id: row.superior_id for row in rows}
    gone = {row.id for row in rows if row.archived_at or (row.left_on is not None and row.left_on < today)}
    return {
        person: next((one for one in chain_from(superior, above) if one not in gone), None)
        for person, superior in above.items()
    }


def _card(cards: Sequence[Scorecard], post: int | None) -> Scorecard | None:
    """The scorecard for the post, else the one for everybody."""
    own = next((card for card in cards if post is not None and post in card.posts), None)
    return own or next((card for card in cards if not card.posts), None)


def _assessment(
    cycle: AppraisalCycle, row: Any, card: Scorecard, superiors: Mapping[int, int | None], now: datetime
) -> Assessment:
    rater = superiors.get(row.id)
    second = superiors.get(rater) if rater is not None else None
    return Assessment(
        cycle_id=cycle.id, person_id=row.id, unit_id=row.unit_id, post_id=row.post_id,
        scorecard_id=card.id, content=card.content, rater_id=rater,
        second_rater_id=second if second not in (row.id, rater) else None,
        share_of_period=employed_share(cycle, row.joined_on, row.left_on), state_since=now,
    )  # fmt: skip


def employed_share(cycle: AppraisalCycle, joined_on: date | None, left_on: date | None) -> Decimal:
    """The share of the period's days between joining and leaving; leave is not known here, HR enters it."""
    first = max(joined_on or cycle.first_on, cycle.first_on)
    last = min(left_on or cycle.last_on, cycle.last_on)
    days = max(0, (last - first).days + 1)
    return rounded(ARITHMETIC.divide(Decimal(days), (cycle.last_on - cycle.first_on).days + 1), 4)
