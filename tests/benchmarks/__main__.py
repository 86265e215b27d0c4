"""`make bench`: figures at several sizes, and many people on one process. Ratios, not promises of seconds."""

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.demo.organisation import PASSWORD
from gateway import database
from tests.benchmarks import assessments, figures, lists, parts, sessions
from tests.databases import using
from tests.portal import neikong, serving

SIZES, PEOPLE = (10_000, 100_000), (1, 50, 200)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--invoices", type=int, nargs="*", default=SIZES, help="sizes (10 million on demand)")
    parser.add_argument("--rows", type=int, nargs="*", default=(1_000_000,), help="lengths of a list")
    parser.add_argument("--people", type=int, nargs="*", default=PEOPLE, help="sessions at the same time")
    parser.add_argument("--page", default="/cockpit", help="the page they work on")
    parser.add_argument("--database", type=Path, help="file with a demo company; without it one is made")
    parser.add_argument("--assessments", type=int, nargs="*", default=(1_000,), help="people in a cycle")
    asked = parser.parse_args()
    for invoices in asked.invoices:
        show(figures.measure(invoices).lines())
    for rows in asked.rows:
        show(lists.measure(rows).lines())
    for assessed in asked.assessments:
        show(assessments.measure(assessed).lines())
    if asked.people:
        measure_people(asked.people, asked.page, asked.database)


def measure_people(loads: Iterable[int], page: str, filled: Path | None) -> None:
    """The demo company: the cockpit by part; then one server process, one manager in so many tabs."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'demo.db'}"
        if filled:
            shutil.copyfile(filled, folder / "demo.db")
        with using(url):
            database.upgrade()
        if not filled:
            neikong(url, "demo", "load", "--fresh")
        with using(url):
            show(parts.cockpit("gm"))
        with serving(url, folder) as portal:
            for people in loads:
                show(sessions.load(portal, "gm", PASSWORD, people, page).lines())


def show(lines: Iterable[tuple[str, str]]) -> None:
    """A table for people."""
    for name, figure in lines:
        print(f"{name:34} {figure}", flush=True)  # noqa: T201  this is what the command is for


if __name__ == "__main__":
    main()
