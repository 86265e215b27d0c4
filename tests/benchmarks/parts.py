"""What a run of the cockpit costs the script, by part: processor time of its own thread, nothing sent."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

from sqlalchemy import select
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from db.unit_of_work import unit_of_work
from domain.access.user import User
from domain.access.user_session import hash_of, open_session
from domain.core.permission import machine
from tests.databases import ROOT

PARTS = {
    "the whole script": "ui.shell.run",
    "who is there": "ui.session.present",
    "menu": "ui.shell.st.navigation",
    "account": "ui.shell.draw_account",
    "look into the database": "ui.dashboard.page.look_at",
    "pickers": "ui.dashboard.page.draw_pickers",
    "panels": "ui.dashboard.page.draw_section",
}
"""What to tell -> the function that is timed; the whole contains all others but the first question."""
WARM, RUNS = 4, 30
SECONDS = 60


def cockpit(username: str) -> Iterator[tuple[str, str]]:
    """The median of many runs of a signed-in person, by part."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
    app.user = {"session": _token(username)}
    app._page_hash = calc_hash("cockpit")
    spent: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        for name, function in PARTS.items():
            stack.enter_context(_timed(name, function, spent))
        for run in range(WARM + RUNS):
            if run == WARM:
                spent.clear()
            app.run()
            if app.exception or not app.metric:
                raise RuntimeError("the cockpit was not drawn")
    for name in PARTS:
        calls = len(spent[name]) // RUNS or 1
        yield f"script, {name}", f"{statistics.median(spent[name]) * calls * 1000:.1f} ms"


def _token(username: str) -> str:
    with unit_of_work(machine("benchmark")) as session:
        user = session.scalars(select(User.id).where(User.username == username)).one()
        return hash_of(open_session(session, user, datetime.now(UTC), "127.0.0.1", "benchmark"))


def _timed(name: str, function: str, spent: dict[str, list[float]]) -> Any:
    work: Callable[..., Any] = resolve_name(function)

    def timed(*given: Any, **named: Any) -> Any:
        start = time.thread_time()
        try:
            return work(*given, **named)
        finally:
            spent[name].append(time.thread_time() - start)

    return patch(function, timed)
