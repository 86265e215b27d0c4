"""`make bench`: figures at several sizes, and many people on one process. Ratios, not promises of seconds."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.demo.organisation import PASSWORD
from gateway import database
from tests.benchmarks import figures, sessions
from tests.databases import using
from tests.portal import neikong, serving

SIZES, PEOPLE = (10_000, 100_000), (1, 50, 200)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--invoices", type=int, nargs="*", default=SIZES, help="sizes (10 million on demand)")
    parser.add_argument("--people", type=int, nargs="*", default=PEOPLE, help="sessions at the same time")
    parser.add_argument("--page", default="/cockpit", help="the page they work on")
    asked = parser.parse_args()
    for invoices in asked.invoices:
        show(figures.measure(invoices).lines())
    if asked.people:
        measure_people(asked.people, asked.page)


def measure_people(loads: Iterable[int], page: str) -> None:
    """The demo company, one server process, one manager in so many tabs."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'demo.db'}"
        with using(url):
            database.upgrade()
        neikong(url, "demo", "load", "--fresh")
        with serving(url, folder) as portal:
            for people in loads:
                show(sessions.load(portal, "gm", PASSWORD, people, page).lines())


def show(lines: Iterable[tuple[str, str]]) -> None:
    """A table for people."""
    for name, figure in lines:
        print(f"{name:34} {figure}", flush=True)  # noqa: T201  this is what the command is for


if __name__ == "__main__":
    main()
