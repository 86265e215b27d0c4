"""Losses that belong to no sale anybody could name: shown with the run, for finance to decide about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from db.types import plain_digits
from domain.core.statement import Statement
from domain.rewards.losses import LossKind


class NamesNoCustomer(Statement):
    """Nothing to go by."""

    text = "It names neither an invoice nor a customer."


class NamesNoInvoice(Statement):
    """Money for a claim, nobody knows which."""

    text = "It names no invoice; who gave back a bonus for that claim is not known."


class NothingOpen(Statement):
    """A write-off beyond what was owed."""

    text = "It names no invoice, and the customer owed less than that on the day."


class NothingSold(Statement):
    """A return beyond what was sold."""

    text = "It names no invoice, and the customer had bought less than that by the day."


class NobodySold(Statement):
    """An invoice without a salesperson."""

    text = "Neither it nor the invoice {invoice} names a salesperson."


@dataclass(frozen=True)
class Unattributed:
    """A loss, or what is left of it, that takes nothing back from anybody. `amount` as in the record."""

    kind: LossKind
    record_id: int
    number: str
    unit_id: int
    lost_on: date
    amount: Decimal
    why: Statement

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "kind": self.kind.value, "id": self.record_id, "number": self.number,
            "lost_on": self.lost_on.isoformat(), "amount": plain_digits(self.amount),
            "why": self.why.plain(),
        }  # fmt: skip
