"""What the rhythm and the records of customers offer to the indicators."""

from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.sales.customer import Customer
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.customer_profile import CustomerProfile

_BY = frozenset({"salesperson", "customer"})


def _state(name: str, state: str, following: str | None, *, members: bool = False) -> Measure:
    """Customers in a state of silence: from its first day until the next state, or until they buy again."""
    begins = getattr(CustomerLapse, f"{state}_on")
    next_state = None if following is None else getattr(CustomerLapse, f"{following}_on")

    def not_begun(day: date) -> ColumnElement[bool]:
        return begins > day  # type: ignore[no-any-return]

    def not_ended(day: date) -> ColumnElement[bool]:
        again = CustomerLapse.ended_on.is_(None) | (CustomerLapse.ended_on > day)
        return again if next_state is None else again & (next_state > day)

    return Measure(
        name=name,
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=CustomerLapse, period=getattr(CustomerLapse, f"{state}_from"), pending=not_begun),
            Part(
                fact=CustomerLapse,
                period=getattr(CustomerLapse, f"{state}_until"),
                sign=-1,
                pending=not_ended,
            ),
        ),
        dimensions=_BY,
        members=members,
    )


def _fields(name: str, amount: InstrumentedAttribute[object]) -> Measure:
    """Fields of the records of customers who are active at the end of a period."""
    begun = Part(
        fact=CustomerProfile,
        period=CustomerProfile.period,
        amount=amount,
        pending=lambda day: CustomerProfile.begins_on > day,
    )
    ended = Part(
        fact=CustomerProfile,
        period=CustomerProfile.active_until,
        amount=amount,
        sign=-1,
        pending=lambda day: CustomerProfile.ends_on > day,
    )
    return Measure(name=name, kind=MeasureKind.BALANCE, parts=(begun, ended), dimensions=_BY)


MEASURES = (
    Measure(
        name="customers_with_rhythm",
        kind=MeasureKind.BALANCE,
        parts=(Part(fact=CustomerLapse, period=CustomerLapse.judged_from),),
        dimensions=_BY,
    ),
    Measure(
        name="customers_lost",
        parts=(
            Part(
                fact=CustomerLapse,
                period=CustomerLapse.lost_from,
                pending=lambda day: CustomerLapse.lost_on > day,
            ),
        ),
        dimensions=_BY,
    ),
    _state("customers_watched", "watch", "at_risk"),
    _state("customers_at_risk", "at_risk", "lost", members=True),
    _state("customers_gone", "lost", None),
    _fields("profile_fields", CustomerProfile.required),
    _fields("profile_fields_filled", CustomerProfile.filled),
)

RECORDS = (
    RecordView(
        fact=CustomerLapse,
        number=Customer.number,
        on=CustomerLapse.last_on,
        customer=CustomerLapse.customer_id,
        due=CustomerLapse.lost_on,
        join=CustomerLapse.customer,
    ),
    RecordView(
        fact=CustomerProfile,
        number=Customer.number,
        on=CustomerProfile.begins_on,
        customer=CustomerProfile.customer_id,
        due=CustomerProfile.ends_on,
        join=CustomerProfile.customer,
    ),
)
