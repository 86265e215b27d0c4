"""How the engine compares with the sums its figures rest on, at several sizes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import insert_rows, table_of
from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.core.clock import today
from domain.core.permission import machine
from domain.core.stale_figures import mark_stale, marks_of
from domain.indicators.fact_pass import Scope
from domain.indicators.part_store import one_pass
from domain.indicators.plan import plans
from domain.indicators.refresh import refresh
from domain.indicators.registry import REGISTRY
from domain.organisation.tree import root_unit, unit_tree
from domain.receivables.invoice import Invoice
from domain.receivables.receipt import Allocation
from domain.reporting.heat import heat
from domain.reporting.standing import month_to_begin_with, months_with_figures, standings
from gateway import database
from tests.benchmarks.clock import seconds
from tests.benchmarks.company import MONTHS, UNITS, Company, found, latest, trade
from tests.databases import using

ACTOR = machine("benchmark")
TABLES = (Invoice.__tablename__, Allocation.__tablename__)
IMPORTED = 1_000


@dataclass(frozen=True)
class Measured:
    """Processor seconds at one size."""

    invoices: int
    rows: int
    by_hand: float
    """One GROUP BY of unit and month with the obvious sums, per fact table, written by hand."""
    passes: float
    """The engine's own SELECTs, run and fetched, nothing else."""
    one_by_one: float
    """Every indicator of these facts with a query for each of its sums, as a BI tool asks."""
    full: float
    part: float
    """After an import of 1,000 rows."""
    indicators: int
    cockpit: float
    """What the cockpit reads for the whole company."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """Ratios first: they hold on other machines, seconds do not."""
        yield f"{self.invoices:,} invoices", f"{self.rows:,} fact rows, {MONTHS} months x {UNITS} units"
        yield "full refresh / passes by hand", f"{self.full / self.by_hand:.1f} ({self.full:.2f} s)"
        yield "full refresh / engine's passes", f"{self.full / self.passes:.1f} ({self.passes:.2f} s)"
        yield "1,000 rows again / full refresh", f"1/{self.full / self.part:.0f} ({self.part * 1000:.0f} ms)"
        each = f"{self.one_by_one:.2f} s for {self.indicators} indicators"
        yield "one query each / full refresh", f"{self.one_by_one / self.full:.1f} ({each})"
        yield "figures of the cockpit", f"{self.cockpit * 1000:.0f} ms"


def measure(invoices: int) -> Measured:
    """Make a company of this size in a database of its own and measure."""
    with TemporaryDirectory() as folder, using(f"sqlite:///{Path(folder) / 'bench.db'}"):
        database.upgrade()
        carry_out(ACTOR, lambda session: first_start(session, "公司", "Company"))
        company = carry_out(ACTOR, lambda session: found(session, today()))
        rows = carry_out(ACTOR, lambda session: trade(session, company, invoices))
        refresh_all()
        tries = 2 if invoices < 50_000 else 1
        names, asked = _indicators()
        return Measured(
            invoices=invoices,
            rows=rows,
            by_hand=seconds(by_hand),
            passes=seconds(engine_passes),
            one_by_one=seconds(lambda: one_by_one(asked), tries=1),
            full=seconds(refresh_all, tries),
            part=_after_import(company, invoices),
            indicators=names,
            cockpit=seconds(cockpit),
        )


def by_hand() -> None:
    """What a programmer would write for these tables."""
    with reading(ACTOR) as session:
        session.execute(
            select(
                Invoice.unit_id, Invoice.period, Invoice.due_period, func.count(), func.sum(Invoice.amount),
                func.sum(Invoice.net), func.sum(Invoice.term_amount),
            ).group_by(Invoice.unit_id, Invoice.period, Invoice.due_period)
        ).all()  # fmt: skip
        session.execute(
            select(
                Allocation.unit_id, Allocation.period, Allocation.due_period, func.count(),
                func.sum(Allocation.amount),
            ).group_by(Allocation.unit_id, Allocation.period, Allocation.due_period)
        ).all()  # fmt: skip


def engine_passes() -> None:
    """The statements of a full refresh."""
    with reading(ACTOR) as session:
        for table in TABLES:
            whole = one_pass(REGISTRY, table)
            whole.count_events()
            session.execute(whole.statement(Scope())).all()


def one_by_one(asked: list[tuple[str, str]]) -> None:
    """One query for each sum of each indicator."""
    with reading(ACTOR) as session:
        for table, measure_name in asked:
            session.execute(one_pass(REGISTRY, table, names=(measure_name,)).statement(Scope())).all()


def refresh_all() -> None:
    """Every figure anew."""
    carry_out(ACTOR, lambda session: refresh(session, ACTOR, today(), full=True))


def cockpit() -> None:
    """How everything stands in the company, and where it is red."""
    with reading(ACTOR) as session:
        company, tree = root_unit(session), unit_tree(session)
        first, last = months_with_figures(session, company) or (0, 0)
        month = month_to_begin_with(first, last, today())
        standings(session, company, month)
        heat(session, tree.parents.keys(), month)


def _indicators() -> tuple[int, list[tuple[str, str]]]:
    """How many indicators read these facts, and each sum they read, as often as one reads it."""
    with reading(ACTOR) as session:
        known = [plan for plan in plans(session) if plan.tables & set(TABLES)]
        asked = [
            (table, name)
            for plan in known
            for name in sorted(plan.measures)
            for table in sorted(REGISTRY.tables_of(frozenset({name})) & set(TABLES))
        ]
        return len(known), asked


def _after_import(company: Company, invoices: int) -> float:
    rows = list(latest(company, IMPORTED, 2 * invoices + 1))

    def bring_in(session: Session) -> None:
        insert_rows(session, table_of(Invoice), rows)
        columns = [{name: row[name] for name in ("unit_id", *Invoice.period_columns)} for row in rows]
        mark_stale(session, marks_of(Invoice, columns))

    carry_out(ACTOR, bring_in)
    return seconds(lambda: carry_out(ACTOR, lambda s: refresh(s, ACTOR, today())), tries=1)
