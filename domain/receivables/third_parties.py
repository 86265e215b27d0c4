"""Receipts that somebody else paid for the customer (R16)."""

import unicodedata
from collections.abc import Iterable

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Touched
from domain.receivables.receipt import Receipt
from domain.sales.customer import Customer

RECEIPT, CUSTOMER = table_of(Receipt), table_of(Customer)
NEEDED = tuple(RECEIPT.c[name] for name in ("id", "unit_id", "customer_id", "payer", "third_party", "period"))


def normalised_name(name: str) -> str:
    """A company's name without case, width, spaces and punctuation, so that spelling alone tells nothing."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in text if sign.isalnum())


def is_third_party(payer: str | None, names: Iterable[str]) -> bool | None:
    """Whether the payer is none of the customer's names; None without a payer or a name."""
    known = {normalised_name(name) for name in names} - {""}
    paid_by = normalised_name(payer or "")
    return paid_by not in known if paid_by and known else None


def settle(session: Session, touched: Touched) -> None:
    """Compare again touched receipts, and those of touched customers, with the customer's names."""
    customers = {row["id"] for row in touched.get("customer", ())}
    receipts = {row["id"] for row in touched.get("receipt", ())}
    named = (RECEIPT.c.payer.is_not(None),)
    receipts |= {
        row.id for row in select_in(session, (RECEIPT.c.id,), RECEIPT.c.customer_id, customers, *named)
    }
    for some in chunks(sorted(receipts)):
        rows = [dict(row._mapping) for row in select_in(session, NEEDED, RECEIPT.c.id, some)]
        asked = {row["customer_id"] for row in rows if row["payer"]} - {None}
        columns = (CUSTOMER.c.id, CUSTOMER.c.name, CUSTOMER.c.name_en)
        names = {row.id: (row.name, row.name_en) for row in select_in(session, columns, CUSTOMER.c.id, asked)}
        write_differences(
            session,
            Receipt,
            [
                (row, {"third_party": is_third_party(row["payer"], names.get(row["customer_id"], ()))})
                for row in rows
            ],
        )
