"""Issue numbers count each year from one and leave no gap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out
from domain.core.errors import Missing
from domain.core.permission import Actor
from domain.improvement.raise_issue import Report, raise_issue
from tests.domain.improvement.loop import Loop


def reports_and_goes_away(session: Session, actor: Actor, loop: Loop) -> None:
    raise_issue(session, actor, Report(unit_id=loop.unit_id, title="T", what="W"), loop.now)
    raise ConnectionAbortedError


def raised(loop: Loop, at: datetime | None = None, title: str = "Late") -> str:
    return loop.act(
        "reporter", raise_issue, Report(unit_id=loop.unit_id, title=title, what="W"), at or loop.now
    ).number


def test_numbers_follow_each_other_and_begin_anew_each_year(loop: Loop) -> None:
    assert [raised(loop) for _ in range(3)] == ["IM-2026-0001", "IM-2026-0002", "IM-2026-0003"]
    # Shanghai is already in the new year at 16:00 UTC.
    assert raised(loop, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == "IM-2026-0004"
    assert raised(loop, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "IM-2027-0001"
    assert raised(loop) == "IM-2026-0005"


def test_a_refused_or_failed_report_uses_no_number(loop: Loop) -> None:
    assert raised(loop) == "IM-2026-0001"
    with pytest.raises(Missing):
        raised(loop, title=" ")
    with pytest.raises(ConnectionAbortedError):
        loop.act("reporter", reports_and_goes_away, loop)
    assert raised(loop) == "IM-2026-0002"


def test_many_reporters_at_once_get_each_their_own_number(loop: Loop) -> None:
    actor = loop.who("reporter")
    report = Report(unit_id=loop.unit_id, title="T", what="W")

    def click(_: int) -> str:
        return carry_out(actor, lambda session: raise_issue(session, actor, report, loop.now).number)

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(click, range(24)))
    assert numbers == [f"IM-2026-{n:04}" for n in range(1, 25)]
