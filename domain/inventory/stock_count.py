"""Stock-taking: what the books say and what is there."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Quantity
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class StockCount(Fact):
    """One product counted in one warehouse on one day."""

    __tablename__ = "stock_count"

    number: Mapped[Code] = mapped_column(index=True)
    """Of the count, else its day."""
    warehouse: Mapped[Code] = mapped_column(index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    counted_on: Mapped[date]
    book_quantity: Mapped[Quantity]
    counted_quantity: Mapped[Quantity]
    unit_cost: Mapped[Money]
    book_value: Mapped[Money]
    variance_value: Mapped[Money]
    """|counted - book| x unit cost: what is missing and what is too much do not offset each other."""
    stated_abc: Mapped[str] = mapped_column(String(1), insert_default="")
    abc: Mapped[str] = mapped_column(String(1), insert_default="")
    """Class as the row says, else that of the product; nobody says: empty, judged as A."""
    accurate: Mapped[bool] = mapped_column(insert_default=False)
    """|counted - book| is within the tolerance of the class: A nothing, B 1 %, C 2 % of the book quantity."""

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
