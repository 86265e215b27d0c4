"""The answer key: what is planted in the demo company, where, when, and who should see it."""

from typing import Any

from domain.core.period import add_months, written
from domain.demo.buyer import Buyer, buyers
from domain.demo.failure import Failure, Sighting
from domain.demo.failures import planted
from domain.demo.plan import DemoPlan

LAG = 2
"""Months for which a failure that is over still shows in the figures."""


def answers(plan: DemoPlan) -> list[dict[str, Any]]:
    """One entry for each planted failure; the same plan gives the same key, with or without a database."""
    known = list(buyers(plan, 0))
    return [_answer(plan, failure, known) for failure in planted(plan)]


def _answer(plan: DemoPlan, failure: Failure, known: list[Buyer]) -> dict[str, Any]:
    return {
        "id": failure.id,
        "what_zh": failure.what_zh,
        "what_en": failure.what_en,
        "where": {
            "unit": failure.unit,
            "customers": failure.customers(known),
            "people": list(failure.people),
        },
        "when": _months(plan, failure.first, failure.last),
        "detector": [_sighting(plan, failure, sighting) for sighting in failure.seen_by],
        "expected": "; ".join(f"{one.name} {one.expected}" for one in failure.seen_by),
    }


def _sighting(plan: DemoPlan, failure: Failure, sighting: Sighting) -> dict[str, Any]:
    return {
        "kind": sighting.kind.value,
        "name": sighting.name,
        "expected": sighting.expected,
        "when": _months(plan, *span(failure, sighting)),
    }


def span(failure: Failure, sighting: Sighting) -> tuple[int, int]:
    """From when to when a detector should see a failure, in months before the plan's day."""
    first = failure.first if sighting.first is None else sighting.first
    last = failure.last if sighting.last is None else sighting.last
    return first, last


def _months(plan: DemoPlan, first: int, last: int) -> dict[str, str]:
    return {"from": written(plan.month(first)), "to": written(plan.month(last))}


def explained(plan: DemoPlan, unit: str, code: str, opened: int, latest: int) -> list[str]:
    """The failures that account for an alert of a unit that was open from one month (yyyymm) to another.

    Any alert that began before the failure's end and lasted into it counts.
    """
    return [
        failure.id
        for failure in planted(plan)
        if unit in failure.units
        and code in failure.codes
        and opened <= add_months(plan.month(failure.last), LAG)
        and latest >= plan.month(failure.first)
    ]
