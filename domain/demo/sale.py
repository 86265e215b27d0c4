"""One order of a customer with all that follows from it: shipment, invoice, payment, return."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.demo.buyer import Buyer
from domain.demo.catalogue import Article
from domain.demo.chance import cents

VAT = Decimal("1.13")


@dataclass
class SaleLine:
    """One line of an order."""

    article: Article
    quantity: int
    price: Decimal
    cost: Decimal
    discount: Decimal = Decimal(0)
    manual: bool = False
    """The price was typed by hand."""
    approval: str = ""

    @property
    def net(self) -> Decimal:
        """Net amount."""
        return cents(self.price * self.quantity * (1 - self.discount))


@dataclass
class Sale:
    """One order. A date that lies after the plan's day has not come yet: nobody writes it down."""

    buyer: Buyer
    ordered_on: date
    promised_on: date
    lines: list[SaleLine]
    number: str = ""
    shipped_on: date = date.max
    """When the last of it left."""
    first_shipped_on: date | None = None
    """When the first line left ahead of the others."""
    held: bool = False
    """It was stopped for credit."""
    released_by: str = ""
    """Who let it go all the same."""
    delivery: str = ""
    invoice: str = ""
    invoiced_on: date = date.max
    due_on: date = date.max
    paid_on: date = date.max
    receipt: str = ""
    named: bool = True
    """The payment says which invoice it is for."""
    disputed: bool = False
    credited: Decimal = Decimal(0)
    """Net amount of a credit note ..."""
    credited_on: date | None = None
    returned: Decimal = Decimal(0)
    """Net amount of goods that came back ..."""
    returned_on: date | None = None
    reason: str = ""
    lost: bool = False
    """It will never be paid."""
    extra_days: int = 0
    """Days later than usual that this one is paid."""

    @property
    def net(self) -> Decimal:
        """Net amount."""
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """Amount with tax."""
        return cents(self.net * VAT)

    @property
    def owed(self) -> Decimal:
        """Amount with tax that is to be paid after credit notes."""
        return self.gross - cents(self.credited * VAT)
