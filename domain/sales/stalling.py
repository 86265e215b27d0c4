"""Keep the stages of deals in step with one another and with the deals (R43)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.sales.complete_rows import outcome_of
from domain.sales.opportunity import Opportunity, Outcome
from domain.sales.stage_limits import limit_of
from domain.sales.stage_stay import StageStay

DEAL, STAY = map(table_of, (Opportunity, StageStay))
COPIED = ("unit_id", "customer_id", "product_id", "salesperson_id")
OF_DEAL = tuple(
    DEAL.c[name]
    for name in ("id", *COPIED, "outcome", "closed_on", "staged", *Opportunity.period_columns)
)  # fmt: skip


def settle(session: Session, touched: Touched) -> None:
    """Tell the stages of touched deals again; where that moves a limit, all stays in its stage."""
    deals = {row["opportunity_id"] for row in touched.get("stage_history", ())}
    deals |= {row["id"] for row in touched.get("opportunity", ())}
    stages: set[str] = {row["stage"] for row in touched.get("stage_history", ())}
    for some in chunks(sorted(deals)):
        stages |= _tell(session, some)
    limits = _limits(session, stages)
    for stage, limit in limits.items():
        moved = select(STAY.c.opportunity_id).where(
            STAY.c.stage == stage, STAY.c.limit_days.is_(None) | (STAY.c.limit_days != limit)
        )
        deals |= set(session.execute(moved).scalars())
    for some in chunks(sorted(deals)):
        _stall(session, some, limits)


def _tell(session: Session, deals: Sequence[int]) -> set[str]:
    """When each stage was left and how long won deals stayed; the stages met."""
    known, stays = _load(session, deals)
    changes: list[tuple[Columns, Columns]] = []
    for key, own in stays.items():
        deal = known[key]
        for stay, following in pairwise([*own, None]):
            if stay is not None:
                changes.append((stay, _stay(deal, stay, following)))
    write_differences(session, StageStay, changes)
    staged = [(deal, {"staged": bool(stays.get(key))}) for key, deal in known.items()]
    write_differences(session, Opportunity, staged)
    return {stay["stage"] for own in stays.values() for stay in own}


def _load(session: Session, deals: Sequence[int]) -> tuple[dict[int, Columns], dict[int, list[Columns]]]:
    known = {row.id: dict(row._mapping) for row in select_in(session, OF_DEAL, DEAL.c.id, deals)}
    stays: dict[int, list[Columns]] = defaultdict(list)
    for row in select_in(session, (STAY,), STAY.c.opportunity_id, known):
        stays[row.opportunity_id].append(dict(row._mapping))
    for own in stays.values():
        own.sort(key=lambda stay: (stay["entered_on"], stay["id"]))
    return known, stays


def _stay(deal: Columns, stay: Columns, following: Columns | None) -> Columns:
    ended = deal["closed_on"] if deal["outcome"] is not Outcome.OPEN else None
    left = min((day for day in (following and following["entered_on"], ended) if day), default=None)
    won = deal["outcome"] is Outcome.WON and left is not None and not ends_deal(stay["stage"])
    days = (left - stay["entered_on"]).days if left is not None and won else None
    return {name: deal[name] for name in COPIED} | {
        "left_on": left,
        "stay_days": None if days is None or days < 0 else days,
    }


def ends_deal(stage: str) -> bool:
    """The stage says that the deal was won, lost or given up: nobody stays too long in it."""
    return outcome_of(stage) is not Outcome.OPEN


def _limits(session: Session, stages: Iterable[str]) -> dict[str, int]:
    """Stage -> days, for the stages that do not end a deal."""
    found: dict[str, dict[int, int]] = {stage: {} for stage in stages if not ends_deal(stage)}
    for some in chunks(sorted(found)):
        query = (
            select(STAY.c.stage, STAY.c.stay_days, func.count())
            .where(STAY.c.stage.in_(some), STAY.c.stay_days.is_not(None))
            .group_by(STAY.c.stage, STAY.c.stay_days)
        )
        for stage, days, times in session.execute(query):
            found[stage][days] = times
    return {stage: limit_of(stays) for stage, stays in found.items()}


def _stall(session: Session, deals: Sequence[int], limits: dict[str, int]) -> None:
    known, stays = _load(session, deals)
    changes = [
        (stay, _stalled(known[key], stay, limits.get(stay["stage"])))
        for key, own in stays.items()
        for stay in own
    ]
    write_differences(session, StageStay, changes)


def _stalled(deal: Columns, stay: Columns, limit: int | None) -> dict[str, Any]:
    """From the first day beyond the limit until it is left; an open deal only, as figures count those."""
    begins: date | None = None
    if limit is not None and deal["open_from"] is not None:
        begins = stay["entered_on"] + timedelta(days=limit + 1)
    left = stay["left_on"]
    if begins is not None and left is not None and left <= begins:
        begins = None
    return {
        "limit_days": limit,
        "stalled_on": begins,
        "stalled_from": begins and month_of(begins),
        "stalled_until": month_of(left) if begins and left else None,
    }
