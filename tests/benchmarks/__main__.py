"""`make bench`: how the engine compares with the bare sums its figures rest on."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.core.clock import now, today
from domain.core.permission import machine
from domain.core.stale_figures import mark_stale
from domain.demo.load import load_demo
from domain.indicators.figure_state import data_version
from domain.indicators.refresh import refresh
from domain.organisation.tree import root_unit
from domain.receivables.invoice import Invoice
from domain.receivables.receipt import Allocation
from domain.sales.opportunity import Opportunity
from domain.sales.order import Order, OrderLine
from gateway import database
from tests.databases import using

ACTOR = machine("benchmark")
FACTS = (Invoice, Allocation, Opportunity, Order, OrderLine)


def seconds(work: Callable[[], object], tries: int = 3) -> float:
    """The best of a few tries."""
    best = float("inf")
    for _ in range(tries):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def bare_sums() -> None:
    """One hand-written GROUP BY per fact table: the least any full refresh must do."""
    with reading(ACTOR) as session:
        for fact in FACTS:
            session.execute(
                select(fact.unit_id, fact.period, func.count()).group_by(fact.unit_id, fact.period)
            ).all()


def refresh_all() -> None:
    """Every figure anew."""
    carry_out(ACTOR, lambda session: refresh(session, ACTOR, today(), full=True))


def refresh_one_month() -> None:
    """What an import of one unit's latest month costs."""
    day = today()

    def work(session: Session) -> None:
        mark_stale(session, [("invoice", root_unit(session), day.year * 100 + day.month)])
        refresh(session, ACTOR, day)

    carry_out(ACTOR, work)


def ask_version() -> None:
    """What every rerun of a screen asks before it uses its cache."""
    with reading(ACTOR) as session:
        data_version(session)


def main() -> None:
    """Make a company of the asked age and measure."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--years", type=int, default=3, help="years of trade of the demo company")
    years = parser.parse_args().years
    with TemporaryDirectory() as folder, using(f"sqlite:///{Path(folder) / 'bench.db'}"):
        database.upgrade()
        carry_out(ACTOR, lambda session: first_start(session, "公司", "Company"))
        loaded = seconds(lambda: carry_out(ACTOR, lambda s: load_demo(s, ACTOR, now(), years)), tries=1)
        with reading(ACTOR) as session:
            rows = sum(session.scalar(select(func.count()).select_from(fact)) or 0 for fact in FACTS)
        bare, full, part = seconds(bare_sums), seconds(refresh_all), seconds(refresh_one_month)
        print_all(years, rows, loaded, bare, full, part, seconds(ask_version))


def print_all(
    years: int, rows: int, loaded: float, bare: float, full: float, part: float, version: float
) -> None:
    """Ratios first: they hold on other machines, seconds do not."""
    lines = (
        ("fact rows", f"{rows:,} ({years} years)"),
        ("load and first refresh", f"{loaded:.1f} s, {rows / loaded:,.0f} rows/s"),
        ("bare sums, one pass per table", f"{bare * 1000:.1f} ms"),
        ("full refresh / bare sums", f"{full / bare:.0f} ({full:.2f} s)"),
        ("one month again / full refresh", f"1/{full / part:.0f} ({part * 1000:.0f} ms)"),
        ("asking the data version", f"{version * 1000:.2f} ms"),
    )
    for name, figure in lines:
        print(f"{name:32} {figure}")  # noqa: T201  this is what the command is for


if __name__ == "__main__":
    main()
