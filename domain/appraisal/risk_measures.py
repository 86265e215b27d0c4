"""How well somebody who answers for risks handles them (S3, question 3): from alerts and what was done."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.appraisal.personal_value import Asked, PersonalMeasure, Reckoned, average, counted, share
from domain.core.clock import midnight
from domain.core.rounding import ARITHMETIC
from domain.core.workflow import StepTaken
from domain.indicators.alert import Alert
from domain.indicators.alert_state import LIVE, AlertState, Rung

ALERT, STEP = table_of(Alert), table_of(StepTaken)
DAY = Decimal(86_400)


def answer_days(session: Session, asked: Asked) -> Reckoned:
    """Mean days from the opening of the person's alerts of the period to the first answer.

    An alert nobody has answered counts as answered at the end of the period; one that recovered by itself
    counts until then.
    """
    alerts = _opened(session, asked)
    answered = _first_steps(session, [row.id for row in alerts])
    end = midnight(asked.after)
    days: dict[int, list[Decimal]] = defaultdict(list)
    ids: dict[int, list[int]] = defaultdict(list)
    for row in alerts:
        at = min(answered.get(row.id, end), end)
        days[row.owner_id].append(_days(row.created_at, at))
        ids[row.owner_id].append(row.id)
    return {one: average("Alert", days[one], ids[one]) for one in asked.people}


def close_days(session: Session, asked: Asked) -> Reckoned:
    """Mean days from the opening of the person's alerts to their end, of those that ended in the period."""
    t = ALERT.c
    rows = select_in(
        session, (t.id, t.owner_id, t.created_at, t.state_since), t.owner_id, asked.people,
        t.archived_at.is_(None), t.state.not_in(sorted(LIVE)),
        t.state_since >= midnight(asked.first_on), t.state_since < midnight(asked.after),
    )  # fmt: skip
    days: dict[int, list[Decimal]] = defaultdict(list)
    ids: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        days[row.owner_id].append(_days(row.created_at, row.state_since))
        ids[row.owner_id].append(row.id)
    return {one: average("Alert", days[one], ids[one]) for one in asked.people}


def missed_breaches(session: Session, asked: Asked) -> Reckoned:
    """The person's alerts of the period that climbed past them because nobody answered in time."""
    ids: dict[int, list[int]] = defaultdict(list)
    for row in _opened(session, asked):
        if row.rung != Rung.OWNER:
            ids[row.owner_id].append(row.id)
    return {one: counted("Alert", ids[one]) for one in asked.people}


def false_alarm_rate(session: Session, asked: Asked) -> Reckoned:
    """The share of false alarms among the person's alerts closed in the period and judged real or false."""
    t = ALERT.c
    rows = select_in(
        session, (t.id, t.owner_id, t.was_real), t.owner_id, asked.people,
        t.archived_at.is_(None), t.state == AlertState.CLOSED, t.was_real.is_not(None),
        t.state_since >= midnight(asked.first_on), t.state_since < midnight(asked.after),
    )  # fmt: skip
    hits: dict[int, list[bool]] = defaultdict(list)
    ids: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        hits[row.owner_id].append(not row.was_real)
        ids[row.owner_id].append(row.id)
    return {one: share("Alert", hits[one], ids[one]) for one in asked.people}


def _opened(session: Session, asked: Asked) -> list[Any]:
    """Alerts that were opened in the period."""
    t = ALERT.c
    return list(
        select_in(
            session, (t.id, t.owner_id, t.created_at, t.rung), t.owner_id, asked.people,
            t.archived_at.is_(None), t.created_at >= midnight(asked.first_on),
            t.created_at < midnight(asked.after),
        )
    )  # fmt: skip


def _first_steps(session: Session, alerts: Iterable[int]) -> dict[int, datetime]:
    """When each alert first left the state of being open."""
    t, found = STEP.c, dict[int, datetime]()
    for some in chunks(sorted(alerts)):
        query = select(t.entity_id, func.min(t.at)).where(
            t.entity == Alert.__name__, t.source == AlertState.OPEN.value, t.entity_id.in_(some)
        )
        found |= {row[0]: row[1] for row in session.execute(query.group_by(t.entity_id))}
    return found


def _days(first: datetime, last: datetime) -> Decimal:
    """Exact days between two instants, never negative."""
    seconds = max(last - first, timedelta(0)) // timedelta(seconds=1)
    return ARITHMETIC.divide(Decimal(seconds), DAY)


RISK = (
    PersonalMeasure("answer_days", "days", answer_days),
    PersonalMeasure("close_days", "days", close_days),
    PersonalMeasure("missed_breaches", "count", missed_breaches),
    PersonalMeasure("false_alarm_rate", "ratio", false_alarm_rate),
)
