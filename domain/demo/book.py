"""Everything that happened to one part of the demo company's customers, before it is written as rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from domain.demo.buyer import Buyer
from domain.demo.plan import DemoPlan
from domain.demo.sale import Sale

Row = dict[str, str]
Rows = dict[str, list[Row]]
"""Fact -> rows, as a file has them."""


@dataclass
class Book:
    """The customers of a part and their orders, oldest first; `rows` grow as facts are written."""

    plan: DemoPlan
    part: int
    buyers: list[Buyer]
    sales: list[Sale] = field(default_factory=list)
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    @property
    def is_first(self) -> bool:
        """The part in which failures are planted and to which the company's own facts belong."""
        return self.part == 0

    def of(self, unit: str) -> list[Sale]:
        """The orders of a unit, oldest first."""
        return [sale for sale in self.sales if sale.buyer.unit == unit]

    def invoiced(self) -> Iterator[Sale]:
        """Orders whose invoice has been issued."""
        return (sale for sale in self.sales if sale.invoiced_on <= self.plan.today)

    def owed_on(self, day: date) -> Iterator[Sale]:
        """Orders whose invoice was not paid at the end of a day; what is written off is still owed."""
        for sale in self.invoiced():
            if sale.invoiced_on <= day < sale.paid_on and sale.owed > 0:
                yield sale

    def number(self, prefix: str, count: int) -> str:
        """A number such as OP1-00042, unique across parts."""
        return f"{prefix}{self.part}-{count:05d}"
