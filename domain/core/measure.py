"""Measures: what an area offers to the indicator engine, declared beside its facts.

A measure is a sum over facts that can be added up: by month, by unit, by member of a dimension.
The engine keeps these additive parts by month and unit; every indicator and roll-up follows from them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.entity import Fact


class MeasureKind(StrEnum):
    """How parts of a measure combine over time."""

    FLOW = "flow"
    """Parts of the months of a period add up."""
    BALANCE = "balance"
    """A running sum of dated events: the value at the end of a period is the sum of all parts up to it."""
    HISTOGRAM = "histogram"
    """How often each whole number occurs (days of a sales cycle): medians stay exact over any roll-up."""
    COHORT = "cohort"
    """Belongs to one month, happened in another (`bin`): counts for a period when it happened by its end."""


DIMENSIONS = ("salesperson", "customer", "product")
"""What a measure may be broken down by, besides the unit; a fact has a column `<dimension>_id` for each."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One summand: rows of one fact table."""

    fact: type[Fact]
    period: InstrumentedAttribute[Any]
    """The column with the month (yyyymm) the row counts in; rows where it is null do not count."""
    amount: InstrumentedAttribute[Any] | None = None
    """Summed column; None counts rows."""
    where: ColumnElement[bool] | None = None
    sign: int = 1
    bin: InstrumentedAttribute[Any] | None = None
    """HISTOGRAM: the whole number; COHORT: the month it happened in."""
    usable: ColumnElement[bool] | None = None
    """Rows that carry what the figure needs; the others lower its coverage."""
    optional: bool = False
    """That no such fact was ever imported is a true zero, not a gap (no credit note is good news)."""
    subject: InstrumentedAttribute[Any] | None = None
    """Column with the id of the record the row belongs to: an allocation belongs to its invoice, so that
    a balance is shown as open invoices. None: the row itself."""
    pending: Callable[[date], ColumnElement[bool]] | None = None
    """For appointed months: rows that by the end of a day have not got there yet, although they will within
    its month. So the figure of the current month is as of today, not as of a month-end still to come."""
    follows: tuple[type[Fact], ...] = ()
    """Other facts whose change changes this sum (an allocation of a disputed invoice follows the invoice)."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A named, additive sum. Its label is `measure.<name>` in the catalogues."""

    name: str
    kind: MeasureKind = MeasureKind.FLOW
    parts: tuple[Part, ...]
    dimensions: frozenset[str] = field(default_factory=frozenset)
    """What its figures can be broken down by."""
    members: bool = False
    """Its parts are also kept customer by customer, for formulas over customers (concentration). Costly:
    for few measures only."""
    money: bool = False
    """The sum is an amount in the base currency."""
    coverage: tuple[Part, ...] = ()
    """Rows the figure needs, counted in another month than they have their effect in (an invoice without
    a due date is never overdue: the gap shows when it is issued). Without it, the parts themselves tell."""


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """How one row of a fact is shown among the records behind a figure."""

    fact: type[Fact]
    number: InstrumentedAttribute[Any]
    on: InstrumentedAttribute[Any]
    """The date of the event."""
    customer: InstrumentedAttribute[Any] | None = None
    due: InstrumentedAttribute[Any] | None = None
    join: InstrumentedAttribute[Any] | None = None
    """Relationship to the record that carries the number, where the row has none of its own."""
