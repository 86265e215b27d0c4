"""How a list of a million rows pages, sorts, filters and counts, beside the bare SQL for the same answer.

Both ask as somebody who sees every unit. The list's own time holds everything up to the table that goes to
the browser; the bare statement is what a programmer would type into a console.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.core.clock import today
from domain.core.permission import machine
from gateway import database
from pages.business.invoices import SCREEN
from tests.benchmarks.clock import seconds
from tests.benchmarks.company import found, trade
from tests.databases import using
from ui.question import Wanted, count_of, page_of, query_of, totals_of
from ui.table import arrow

ACTOR = machine("benchmark")
BARE = "SELECT * FROM invoice WHERE archived_at IS NULL"
NEWEST = "ORDER BY issued_on DESC, id DESC LIMIT 20"


@dataclass(frozen=True)
class Case:
    """One thing a person does with the list."""

    name: str
    wanted: Wanted
    bare: str


def cases(rows: int) -> Iterator[Case]:
    """First page, middle, last page, another order, a filter, a search."""
    last = rows // 20
    yield Case("first page", Wanted(), f"{BARE} {NEWEST}")
    yield Case("page in the middle", Wanted(page=last // 2), f"{BARE} {NEWEST} OFFSET {last // 2 * 20 - 20}")
    yield Case("last page", Wanted(page=last), f"{BARE} {NEWEST} OFFSET {last * 20 - 20}")
    yield Case(
        "sorted by amount", Wanted(order="amount", descending=True),
        f"{BARE} ORDER BY amount DESC, id DESC LIMIT 20",
    )  # fmt: skip
    yield Case(
        "filtered by amount", Wanted(chosen={"amount": ("over:80000",)}),
        f"{BARE} AND amount > 800000000 {NEWEST}",
    )  # fmt: skip
    yield Case("searched by number", Wanted(text="I99999"), f"{BARE} AND number LIKE '%I99999%' {NEWEST}")


@dataclass(frozen=True)
class Measured:
    """Seconds of the list and of the bare statement, case by case."""

    rows: int
    pages: tuple[tuple[str, float, float], ...]
    counts: tuple[tuple[str, float, float], ...]

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each case with its ratio."""
        yield f"list of {self.rows:,} rows", "the list's time, beside the bare SQL's"
        for name, ours, bare in self.pages:
            yield f"  {name}", f"{ours * 1000:.0f} ms, {bare * 1000:.0f} ms"
        for name, ours, bare in self.counts:
            yield f"  {name}", f"{ours * 1000:.0f} ms, {bare * 1000:.0f} ms"


def measure(rows: int) -> Measured:
    """Invoices in a database of their own; what the portal keeps between presses is not used."""
    with TemporaryDirectory() as folder, using(f"sqlite:///{Path(folder) / 'lists.db'}"):
        database.upgrade()
        carry_out(ACTOR, lambda session: first_start(session, "公司", "Company"))
        company = carry_out(ACTOR, lambda session: found(session, today()))
        carry_out(ACTOR, lambda session: trade(session, company, rows))
        known = list(cases(rows))
        return Measured(
            rows,
            tuple((case.name, _timed(_page(case, rows)), _timed(_bare(case.bare))) for case in known),
            tuple(_counts(known[0])),
        )


def _page(case: Case, rows: int) -> Callable[[Session], Any]:
    def page(session: Session) -> Any:
        query = query_of(SCREEN, case.wanted, session)
        count = rows if not case.wanted.chosen and not case.wanted.text else 10**9
        records = page_of(SCREEN, case.wanted, query, count, SCREEN.columns, session)
        return arrow(records, SCREEN.columns, today())

    return page


def _counts(case: Case) -> Iterator[tuple[str, float, float]]:
    """Both are asked once per state of the data, not once per press; totals of so many rows on demand."""
    rows = "FROM invoice WHERE archived_at IS NULL"
    for name, ours, bare in (
        ("count", count_of, f"SELECT count(*) {rows}"),
        ("totals", totals_of, f"SELECT sum(amount), currency {rows} GROUP BY currency"),
    ):
        yield name, _timed(_asking(ours, case)), _timed(_bare(bare))


def _asking(question: Callable[..., Any], case: Case) -> Callable[[Session], Any]:
    return lambda session: question(SCREEN, query_of(SCREEN, case.wanted, session), session)


def _bare(statement: str) -> Callable[[Session], Any]:
    return lambda session: session.execute(text(statement)).all()


def _timed(work: Callable[[Session], Any]) -> float:
    def once() -> None:
        with reading(ACTOR) as session:
            work(session)

    return seconds(once)
