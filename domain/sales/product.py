"""Products: what we sell."""

from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.types import Code, Name, Scaled
from domain.core.entity import Traced
from domain.core.permission import Permission


class Product(Traced):
    """A good or service with its list price."""

    __tablename__ = "product"
    read_permission = Permission.FACTS_READ
    write_permission = Permission.FACTS_WRITE

    number: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    name_en: Mapped[str] = mapped_column(String(200), insert_default="")
    category: Mapped[str] = mapped_column(String(80), insert_default="")
    list_price: Mapped[Decimal | None] = mapped_column(Scaled(4))
    abc: Mapped[str | None] = mapped_column(String(1))
    """Class by yearly usage value: A, B or C; null: not classed."""
    to_be_completed: Mapped[bool] = mapped_column(insert_default=False)
