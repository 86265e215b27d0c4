"""Two people import at the same time: nothing is written twice, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from db.unit_of_work import carry_out, reading
from domain.core.clock import now
from domain.intake.commit_import import commit_import
from tests.factories import an_actor, the_root
from tests.imports import a_request, facts

CUSTOMERS = [f"C{number % 2}" for number in range(30)]
INVOICES = [
    {"number": f"I{number}", "customer": customer, "issued_on": "2026-01-10", "amount": "100"}
    for number, customer in enumerate(CUSTOMERS)
]
RECEIPTS = [
    {"number": f"R{number}", "customer": customer, "received_on": "2026-02-10", "amount": "70"}
    for number, customer in enumerate(CUSTOMERS)
]


def at_once(*requests: Any) -> list[dict[str, int]]:
    """Import each in a thread of its own, all starting together; their counts."""
    start = Barrier(len(requests))

    def work(request: Any) -> dict[str, int]:
        start.wait()
        actor = an_actor()
        return carry_out(actor, lambda session: commit_import(session, actor, request, now()))[1].counts

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(work, requests))


@pytest.fixture(autouse=True)
def company(database: str) -> None:
    carry_out(an_actor(), the_root)


def test_the_same_file_twice_at_once_is_new_once() -> None:
    counts = at_once(*(a_request("invoice", INVOICES) for _ in range(3)))
    assert sorted(count["new"] for count in counts) == [0, 0, 30]
    assert sorted(count["same"] for count in counts) == [0, 30, 30]


def test_invoices_and_their_money_at_once_are_settled_as_one_after_the_other() -> None:
    at_once(a_request("invoice", INVOICES), a_request("receipt", RECEIPTS))
    with reading(an_actor()) as session:
        together = facts(session)
    assert sum(row["amount"] for row in together["Allocation"]) == 30 * 70
    assert {row["unapplied"] for row in together["Receipt"]} == {0}
