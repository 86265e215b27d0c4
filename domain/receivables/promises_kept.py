"""Keep in step with receipts which promises were kept, and who broke several in a row (K38, R13)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.receivables.promise import Promise
from domain.receivables.promises import ZERO, MoneyIn, Outcome, Streak, Vow, outcomes, streaks
from domain.receivables.receipt import Allocation, Receipt

PROMISE, RECEIPT, ALLOCATION = map(table_of, (Promise, Receipt, Allocation))
OF_RECEIPT: tuple[Any, ...] = (RECEIPT.c.id, RECEIPT.c.customer_id, RECEIPT.c.received_on, RECEIPT.c.amount)


def settle(session: Session, touched: Touched) -> None:
    """Tell again for every customer with a touched promise, receipt, invoice or credit note."""
    facts = ("promise", "receipt", "invoice", "credit_note")
    customers = {row["customer_id"] for fact in facts for row in touched.get(fact, ())} - {None}
    for some in chunks(sorted(customers)):
        _tell(session, some)


def _tell(session: Session, customers: Sequence[int]) -> None:
    promises: dict[int, list[Columns]] = defaultdict(list)
    for row in select_in(session, (PROMISE,), PROMISE.c.customer_id, customers):
        promises[row.customer_id].append(dict(row._mapping))
    money = _money(session, promises)
    changes: list[tuple[Columns, Columns]] = []
    for customer, own in promises.items():
        vows = [
            Vow(row["id"], row["made_on"], row["deadline"], row["amount"], row["invoice_id"])
            for row in own
            if not row["moved"]
        ]
        results = outcomes(vows, money[customer])
        found = {streak.key: streak for streak in streaks(vows, results)}
        changes += [(row, _columns(results.get(row["id"]), found.get(row["id"]))) for row in own]
    write_differences(session, Promise, changes)


def _money(session: Session, customers: Any) -> dict[int, list[MoneyIn]]:
    """The receipts of these customers, with what of them settled which invoice."""
    receipts = list(select_in(session, OF_RECEIPT, RECEIPT.c.customer_id, customers))
    settled: dict[int, dict[int, Any]] = defaultdict(dict)
    for some in chunks(sorted(row.id for row in receipts)):
        query = (
            select(ALLOCATION.c.receipt_id, ALLOCATION.c.invoice_id, func.sum(ALLOCATION.c.amount))
            .where(ALLOCATION.c.receipt_id.in_(some))
            .group_by(ALLOCATION.c.receipt_id, ALLOCATION.c.invoice_id)
        )
        for receipt, invoice, amount in session.execute(query):
            settled[receipt][invoice] = amount
    money: dict[int, list[MoneyIn]] = defaultdict(list)
    for row in receipts:
        money[row.customer_id].append(MoneyIn(row.id, row.received_on, row.amount, settled[row.id]))
    return money


def _columns(outcome: Outcome | None, streak: Streak | None) -> Columns:
    kept = outcome or Outcome(ZERO, None)
    begins, ends = (streak.begins, streak.ends) if streak else (None, None)
    return {
        "kept_amount": kept.amount,
        "kept_on": kept.kept_on,
        "streak_on": begins,
        "streak_from": begins and month_of(begins),
        "streak_end_on": ends,
        "streak_until": ends and month_of(ends),
    }
