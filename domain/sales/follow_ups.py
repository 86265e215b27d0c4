"""Keep in step with activities and deals when an open deal has been looked after (K15)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.sales.activity import Activity, FollowUp
from domain.sales.opportunity import Opportunity, Outcome

DEAL, ACTIVITY, FOLLOW_UP = map(table_of, (Opportunity, Activity, FollowUp))
SOURCE = "activities"
FRESH_DAYS = 7
"""An activity counts on its own day and the six after it."""
COPIED = ("unit_id", "customer_id", "product_id", "salesperson_id")


def settle(session: Session, touched: Touched) -> None:
    """Tell again for every deal that a change touches, itself or by an activity."""
    deals = {row["opportunity_id"] for row in touched.get("activity", ())} - {None}
    deals |= {row["id"] for row in touched.get("opportunity", ())}
    for some in chunks(sorted(deals)):
        there = select_in(session, (FOLLOW_UP,), FOLLOW_UP.c.opportunity_id, some)
        wanted = list(_wanted(session, some))
        keep_rows(session, FollowUp, [dict(row._mapping) for row in there], wanted)


def _wanted(session: Session, deals: Sequence[int]) -> Iterator[Columns]:
    columns = (ACTIVITY.c.id, ACTIVITY.c.opportunity_id, ACTIVITY.c.done_on)
    done = (ACTIVITY.c.done_on.is_not(None),)
    by_deal: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for row in select_in(session, columns, ACTIVITY.c.opportunity_id, deals, *done):
        by_deal[row.opportunity_id].append((row.done_on, row.id))
    for deal in select_in(session, (DEAL,), DEAL.c.id, by_deal):
        if deal.open_from is None:
            continue
        ended = None if deal.outcome is Outcome.OPEN else deal.closed_on
        for key, begins, ends in fresh_times(by_deal[deal.id], deal.opened_on, ended):
            yield {name: deal._mapping[name] for name in COPIED} | {
                "source": SOURCE,
                "source_ref": f"activity {key}",
                "activity_id": key,
                "opportunity_id": deal.id,
                "period": month_of(begins),
                "begins_on": begins,
                "ends_on": ends,
                "fresh_until": month_of(ends),
            }


def fresh_times(
    activities: Iterable[tuple[date, int]], opened: date, ended: date | None
) -> Iterator[tuple[int, date, date]]:
    """(activity, from, until not including) for activities (day, key) of one deal; never two at a time.

    An activity holds until the next one, at most for seven days, while the deal is open; one before the
    deal was opened holds from then on.
    """
    last = (date.max, 0)
    for (day, key), (following, _) in pairwise([*sorted(activities), last]):
        begins = max(day, opened)
        ends = min(day + timedelta(days=FRESH_DAYS), following, ended or date.max)
        if begins < ends:
            yield key, begins, ends
