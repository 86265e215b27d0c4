"""Who owes the money: customers by what they owe, and how fast their shares add up."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.rounding import quotient
from domain.core.told_name import told_name
from domain.receivables.ageing import AgeingRow
from domain.sales.customer import Customer

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer, or customers of one group as one. `cumulative` is their share with all larger ones."""

    customer_id: int | None
    """The one that owes most of its group; None: invoices that name no customer."""
    name_zh: str
    name_en: str
    members: int
    owed: Decimal
    overdue: Decimal
    share: Decimal
    cumulative: Decimal


def debtors(session: Session, rows: Mapping[Hashable, AgeingRow]) -> list[Debtor]:
    """Customers of an ageing by customer, related ones as one, who owes most first; one statement."""
    owing = {key: row for key, row in rows.items() if row.total > 0}
    query = select(*told_name(session, Customer), Customer.group_code)
    found = session.execute(query.where(Customer.id.in_([key for key in owing if key is not None])))
    known = {row.id: row for row in found}
    groups: dict[Hashable, list[Hashable]] = defaultdict(list)
    for key in owing:
        row = known.get(key) if isinstance(key, int) else None
        groups[row.group_code if row is not None and row.group_code else key].append(key)
    sums = {
        group: (sum((owing[k].total for k in keys), ZERO), sum((owing[k].overdue for k in keys), ZERO))
        for group, keys in groups.items()
    }
    whole, passed, made = sum((owed for owed, _ in sums.values()), ZERO), ZERO, []
    for group, (owed, overdue) in sorted(sums.items(), key=lambda item: -item[1][0]):
        passed += owed
        first = max(groups[group], key=lambda key: owing[key].total)
        row = known.get(first) if isinstance(first, int) else None
        made.append(
            Debtor(
                row.id if row else None,
                row.chinese if row else "", (row.english or row.chinese) if row else "",
                len(groups[group]), owed, overdue, _part(owed, whole), _part(passed, whole),
            )
        )  # fmt: skip
    return made


def _part(amount: Decimal, whole: Decimal) -> Decimal:
    return quotient(amount, whole) or ZERO
