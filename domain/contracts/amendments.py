"""What amendments add to the contracts they change, and what milestones take from their contract (K05)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.contracts.contract import Contract
from domain.contracts.contract_milestone import ContractMilestone
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched

CONTRACT, MILESTONE = table_of(Contract), table_of(ContractMilestone)
COPIED = ("unit_id", "customer_id", "salesperson_id")
NEEDED = tuple(
    CONTRACT.c[name]
    for name in ("id", *COPIED, "number", "amends", "amount", "signed_on", "added", *Contract.period_columns)
)


def settle(session: Session, touched: Touched) -> None:
    """Tell again what touched contracts, their originals and their amendments add."""
    rows = touched.get("contract", ())
    numbers = {row[name] for row in rows for name in ("number", "amends")} - {None, ""}
    contracts = _related(session, numbers)
    changes: list[tuple[Columns, Columns]] = []
    for family in _families(contracts.values()):
        changes += [(row, {"added": added}) for row, added in added_values(family)]
    write_differences(session, Contract, changes)
    _follow(session, {row["id"] for row in rows})


def _related(session: Session, numbers: set[str]) -> dict[int, Columns]:
    """The contracts of these numbers and all that amend one another with them; one query a generation."""
    found: dict[int, Columns] = {}
    seen: set[str] = set()
    while numbers:
        seen |= numbers
        for key in (CONTRACT.c.number, CONTRACT.c.amends):
            found |= {row.id: dict(row._mapping) for row in select_in(session, NEEDED, key, numbers)}
        named = {row[name] for row in found.values() for name in ("number", "amends")}
        numbers = named - seen - {None, ""}
    return found


def _families(contracts: Iterable[Columns]) -> Iterator[list[Columns]]:
    """Contracts that amend one another, together."""
    rows = list(contracts)
    original = {row["number"]: row["amends"] for row in rows}
    families: dict[str, list[Columns]] = defaultdict(list)
    for row in rows:
        number, passed = row["number"], set()
        while original.get(number) and number not in passed:
            passed.add(number)
            number = original[number]
        families[number].append(row)
    yield from families.values()


def added_values(family: Iterable[Columns]) -> Iterator[tuple[Columns, Decimal | None]]:
    """What each contract of a family adds: the original its amount, an amendment the difference.

    An amendment is compared with what was last agreed before it: by the day signed, then by number. What
    is not signed, or was cancelled, agrees nothing.
    """
    agreed: Decimal | None = None
    turn = sorted(family, key=lambda row: (bool(row["amends"]), str(row["signed_on"] or ""), row["number"]))
    for row in turn:
        if row["period"] is None:
            yield row, None
        elif not row["amends"]:
            agreed = row["amount"]
            yield row, agreed
        else:
            yield row, None if agreed is None else row["amount"] - agreed
            agreed = agreed if agreed is None else row["amount"]


def _follow(session: Session, contracts: set[int]) -> None:
    """Milestones belong to whom their contract belongs to."""
    copied: dict[int, Columns] = {
        row.id: {name: row._mapping[name] for name in COPIED}
        for row in select_in(session, NEEDED, CONTRACT.c.id, contracts)
    }
    columns: tuple[Any, ...] = tuple(MILESTONE.c[name] for name in ("id", "contract_id", *COPIED, "period"))
    rows = select_in(session, columns, MILESTONE.c.contract_id, copied)
    write_differences(
        session, ContractMilestone, [(dict(row._mapping), copied[row.contract_id]) for row in rows]
    )
