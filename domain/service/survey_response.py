"""What customers answered when asked how satisfied they are."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Quantity, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.product import Product


class SurveyKind(StrEnum):
    """What was asked."""

    CSAT = "csat"
    """How satisfied are you? 1 to `scale`."""
    NPS = "nps"
    """Would you recommend us? 0 to 10."""


class Opinion(StrEnum):
    """What a score says."""

    SATISFIED = "satisfied"
    """One of the two best answers."""
    UNSATISFIED = "unsatisfied"
    PROMOTER = "promoter"
    """9 or 10."""
    PASSIVE = "passive"
    """7 or 8."""
    DETRACTOR = "detractor"
    """0 to 6."""


class SurveyResponse(Fact):
    """One answer of one customer."""

    __tablename__ = "survey_response"
    listed_by = "answered_on"

    number: Mapped[Code] = mapped_column(index=True)
    survey: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    answered_on: Mapped[date]
    kind: Mapped[SurveyKind]
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Null: the question was left out or did not apply; the answer counts nowhere."""
    scale: Mapped[Quantity]
    """The best score that could be given."""
    verdict: Mapped[Opinion | None]

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
