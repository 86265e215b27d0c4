"""Customers: whom we sell to."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Traced
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.given_duties import CUSTOMER, require_clearance


class Customer(Traced, BelongsToUnit):
    """A company that buys. `number` is its code in the source system, leading zeros kept."""

    __tablename__ = "customer"
    read_permission = Permission.FACTS_READ
    write_permission = Permission.FACTS_WRITE

    number: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    name_en: Mapped[str] = mapped_column(String(200), insert_default="")
    credit_code: Mapped[str] = mapped_column(String(40), insert_default="")
    """Unified social credit code 统一社会信用代码, or another registration number."""
    region: Mapped[str] = mapped_column(String(80), insert_default="")
    category: Mapped[str] = mapped_column(String(80), insert_default="")
    channel: Mapped[str | None] = mapped_column(String(80))
    """How we reach the customer: direct, dealer, online ..."""
    group_code: Mapped[str] = mapped_column(String(80), insert_default="")
    """Customers of one group share it: concentration looks at the group."""
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    overseas: Mapped[bool | None]
    """Pays from abroad; null where nobody says."""
    to_be_completed: Mapped[bool] = mapped_column(insert_default=False)

    unit: Mapped[Unit] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse to hand the customer over to somebody who may not look after customers yet."""
        require_clearance(self, CUSTOMER)
