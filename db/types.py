"""Column types shared by all tables."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

Code = Annotated[str, mapped_column(String(80))]
Name = Annotated[str, mapped_column(String(200))]
LongText = Annotated[str, mapped_column(Text)]


class KindOfRecord(TypeDecorator[str]):
    """The name of an entity's class; people read what such records are called."""

    impl = String(80)
    cache_ok = True


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware out, always UTC; a naive value is a bug."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values and store UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("naive datetime")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC, also on databases that drop the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Scaled(TypeDecorator[Decimal]):
    """An exact decimal kept as an integer of its smallest part, the same in every database.

    Sums of such columns stay exact and come back as Decimal. A value with more places than the
    column keeps is refused: rounding is a business decision and belongs to the caller.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Scale up; refuse digits that would be lost."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimal places")
        return int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Scale down; databases answer sums as int or as Decimal."""
        return None if value is None else Decimal(int(value)).scaleb(-self.places)


class ExactDecimal(TypeDecorator[Decimal]):
    """Any decimal, digit for digit, kept as text: for results that are shown and compared, not summed."""

    impl = String(80)
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> str | None:
        """Plain digits without exponent and without trailing zeros."""
        return None if value is None else plain_digits(Decimal(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The decimal again."""
        return None if value is None else Decimal(value)


def plain_digits(value: Decimal) -> str:
    """A decimal written out: no exponent, no trailing zeros after the point, no minus before 0."""
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


MONEY_PLACES = 4
Money = Annotated[Decimal, mapped_column(Scaled(MONEY_PLACES))]
Quantity = Annotated[Decimal, mapped_column(Scaled(4))]
Ratio = Annotated[Decimal, mapped_column(Scaled(8))]
Exact = Annotated[Decimal, mapped_column(ExactDecimal())]
