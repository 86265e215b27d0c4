"""Goods going in and out of warehouses."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Quantity
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class MoveKind(StrEnum):
    """Why goods moved. Only an issue is cost of sales; between warehouses nothing is issued."""

    ISSUE = "issue"
    RECEIPT = "receipt"
    TRANSFER = "transfer"


class StockMove(Fact):
    """One product on one document. Quantity and cost have no sign; `kind` tells the direction."""

    __tablename__ = "stock_move"
    listed_by = "moved_on"

    number: Mapped[Code] = mapped_column(index=True)
    warehouse: Mapped[Code] = mapped_column(index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    kind: Mapped[MoveKind]
    moved_on: Mapped[date]
    quantity: Mapped[Quantity]
    cost: Mapped[Money]
    """Of the whole quantity."""

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
