"""The additive parts that every figure is built from: one number per measure, unit, month and member."""

from decimal import Decimal

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import Scaled
from domain.core.visibility import BelongsToUnit

PART_PLACES = 4
SCALE = 10**PART_PLACES
EVENTS = "events"
"""Name under which is kept how many rows of a fact happened in a month, whatever they are summed for."""
WHOLE = ""
"""The dimension of parts that are not broken down."""
CUSTOMER = "customer"


def natural(number: int) -> Decimal:
    """The amount that the database keeps as a whole number of 1/10000."""
    return Decimal(number).scaleb(-PART_PLACES)


class MeasurePart(Base, BelongsToUnit):
    """What the rows of one fact add to one measure, in one unit and month.

    Not rolled up: figures of a unit are sums over it and everything below. `dimension` is empty, or
    customer with the customer's id (0: the row names none) for measures whose formulas look at each
    customer. `bin` is the whole number of a distribution or the month of settlement, else 0.
    """

    __tablename__ = "measure_part"
    __table_args__ = (
        UniqueConstraint(
            "dimension", "measure", "unit_id", "period", "member_id", "bin", "fact", name="uq_measure_part"
        ),
        Index("ix_measure_part_fact_unit_id_period", "fact", "unit_id", "period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact: Mapped[str] = mapped_column(String(80))
    measure: Mapped[str] = mapped_column(String(80))
    dimension: Mapped[str] = mapped_column(String(20))
    period: Mapped[int]
    member_id: Mapped[int]
    bin: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Scaled(PART_PLACES))
    """The sum; counts are whole numbers."""
    rows: Mapped[int]
    """Rows that make up the amount."""
    required: Mapped[int]
    """Rows the figure needs ..."""
    missing: Mapped[int]
    """... and those of them that lack what it needs."""
