"""All periods at once say what each period says alone."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.core.period import Grain, Period, add_months
from domain.indicators.formula import Formula
from domain.indicators.frame import Frames
from domain.indicators.ledger import Ledger, PartRow, Span
from domain.indicators.period_context import PeriodContext
from domain.indicators.registry import REGISTRY
from tests.domain.indicators.trading import TODAY

BEGIN, MONTHS = 202401, 18
NAMES = ("invoiced", "receivables", "won_cycle_days", "due_collected", "net_sales")
FORMULAS = (
    "invoiced",
    "receivables / window(invoiced, 3) * days",
    "opening(receivables) + invoiced - receivables",
    "window(invoiced - net_sales, 12) / prior(window(invoiced, 12), 3)",
    "min(invoiced, positive(net_sales), 50)",
    "default(invoiced / net_sales, -1) + max(abs(receivables), 3)",
    "given(net_sales - 2, invoiced / net_sales)",
    "wilson_low(positive(1 - invoiced), 12)",
    "due_collected / -invoiced",
    "median(won_cycle_days) + count(won_cycle_days)",
    "window(percentile(won_cycle_days, 90), 6)",
    "robust_z(invoiced / net_sales, 12, 3)",
    "tracking(invoiced - net_sales, 6)",
    "countback(receivables, invoiced)",
)
TABLES = sorted(REGISTRY.tables_of(frozenset(NAMES)))
month = st.integers(0, MONTHS - 1)
PARTS = st.lists(
    st.tuples(st.sampled_from(NAMES), month, st.integers(0, 3), st.integers(-3, 30), st.integers(0, 2)),
    max_size=40,
)
SPANS = st.dictionaries(st.sampled_from(TABLES), st.tuples(st.integers(0, 6), st.integers(7, MONTHS - 1)))


def ledger(parts: list[tuple[str, int, int, int, int]], spans: Mapping[str, tuple[int, int]]) -> Ledger:
    """Random parts of one unit; the bin of a cohort is a month, of a distribution a number of days."""
    rows: list[PartRow] = []
    for name, at, later, amount, missing in parts:
        number = add_months(BEGIN, at + later) if name == "due_collected" else later
        amount = abs(amount) if name == "won_cycle_days" else amount
        where = ("fact", name, 1, add_months(BEGIN, at), 0, number)
        rows.append((*where, amount * 10_000, abs(amount), abs(amount), min(missing, abs(amount))))
    known = {table: Span(add_months(BEGIN, a), add_months(BEGIN, b)) for table, (a, b) in spans.items()}
    measures = {name: REGISTRY.measures[name] for name in NAMES}
    return Ledger.of(measures, known, rows, lambda unit, _: (unit,))


@pytest.mark.parametrize("text", FORMULAS)
@settings(max_examples=15)
@given(parts=PARTS, spans=SPANS, grain=st.sampled_from(Grain))
def test_all_periods_at_once_are_what_each_period_is_alone(
    text: str, parts: list[tuple[str, int, int, int, int]], spans: dict[str, tuple[int, int]], grain: Grain
) -> None:
    whole = ledger(parts, spans)
    periods = tuple(Period.of(BEGIN, grain).to(Period.of(add_months(BEGIN, MONTHS), grain)))
    frame = Frames(whole, TODAY).of(1, periods)
    formula = Formula.parse(text, NAMES)
    alone = [PeriodContext(whole, 1, period) for period in periods]
    together = frame.fresh()
    assert formula.across(frame, together) == [formula.run(context) for context in alone]
    assert [context.statements for context in together] == [context.statements for context in alone]


@settings(max_examples=15)
@given(parts=PARTS, spans=SPANS)
def test_coverage_and_cases_of_all_periods_are_those_of_each(
    parts: list[tuple[str, int, int, int, int]], spans: dict[str, tuple[int, int]]
) -> None:
    whole = ledger(parts, spans)
    periods = tuple(Period.of(BEGIN, Grain.MONTH).to(Period.of(add_months(BEGIN, MONTHS), Grain.MONTH)))
    frame = Frames(whole, TODAY).of(1, periods)
    references = Formula.parse("window(invoiced, 3) / receivables + due_collected", NAMES).references
    alone = [PeriodContext(whole, 1, period) for period in periods]
    assert frame.cases(references) == [context.cases(references) for context in alone]
    shares = [one.share if one else None for one in frame.coverage(references)]
    expected = [context.coverage(references) for context in alone]
    assert shares == [one.share if one else None for one in expected]


def test_a_number_that_is_asked_twice_is_read_once() -> None:
    whole = ledger([("invoiced", 3, 0, 5, 0)], dict.fromkeys(TABLES, (0, MONTHS - 1)))
    frame = Frames(whole, TODAY).of(1, (Period.of(202404, Grain.MONTH),))
    assert frame.values("invoiced") is frame.values("invoiced")
    assert frame.values("invoiced") == [Decimal(5)]
