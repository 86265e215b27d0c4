"""Real files of other people, for those who have them: NEIKONG_TRIALS names their folder.

Each trial is a folder of files with `groundtruth.json` beside them, computed independently of us.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.clock import now
from domain.intake.commit_import import commit_import
from domain.intake.files.read import read_table
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest, guessed_columns
from tests.databases import PostgresDatabases, SqliteDatabases, using
from tests.factories import an_actor, the_root

FOLDER = os.environ.get("NEIKONG_TRIALS", "")
Imported = Callable[..., dict[str, int]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the files there is nothing to try."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.trials)
            if not FOLDER:
                item.add_marker(pytest.mark.skip(reason="NEIKONG_TRIALS names no folder of real files"))


def truth(trial: str) -> Any:
    """What is true about the files of a trial, to the last digit."""
    return json.loads((Path(FOLDER) / trial / "groundtruth.json").read_text(), parse_float=Decimal)


def import_file(
    session: Session, trial: str, fact: str, file: str, columns: dict[str, str] | None = None
) -> dict[str, int]:
    """Import a file of a trial, with guessed columns where none are given; the counts."""
    content = (Path(FOLDER) / trial / file).read_bytes()
    table = read_table(content, file)
    request = ImportRequest(
        spec=FACTS[fact], table=table, columns=columns or guessed_columns(FACTS[fact], table)
    )
    _, plan = commit_import(session, an_actor(), request, now(), content)
    return plan.counts


@contextmanager
def trial_session(databases: SqliteDatabases | PostgresDatabases, folder: Path) -> Iterator[Session]:
    """A unit of work on a fresh database with the company in it, for all tests of a trial."""
    with databases.ready(folder) as url, using(url), unit_of_work(an_actor()) as session:
        the_root(session)
        yield session
