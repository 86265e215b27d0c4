"""Which of several tests of a control in a quarter concludes (K44)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, table_of
from domain.core.derived_columns import write_differences
from domain.core.entity import MANUAL
from domain.core.fact_spec import Columns, Touched
from domain.core.period import Grain, Period
from domain.oversight.control_test import ControlTest

TEST = table_of(ControlTest)
READ = tuple(
    TEST.c[name] for name in ("id", "unit_id", "control", "tested_on", "concludes", "archived_at", "period")
)


def settle(session: Session, touched: Touched) -> None:
    """Look again at all tests of the touched controls."""
    for some in chunks(sorted({row["control"] for row in touched.get("control_test", ())})):
        conclude(session, some)


def catch_up(session: Session) -> None:
    """Look again at all tests of controls of which something was entered by hand."""
    controls = session.scalars(select(TEST.c.control).where(TEST.c.source == MANUAL).distinct())
    for some in chunks(sorted(controls)):
        conclude(session, some)


def conclude(session: Session, controls: Sequence[str]) -> None:
    """The last test of a control in its unit within a quarter concludes; the others do not."""
    query = select(*READ).where(TEST.c.control.in_(controls)).order_by(TEST.c.tested_on, TEST.c.id)
    tests = [dict(row._mapping) for row in session.execute(query)]
    last = {_where(test): test["id"] for test in tests if test["archived_at"] is None}
    write_differences(
        session, ControlTest, [(test, {"concludes": last.get(_where(test)) == test["id"]}) for test in tests]
    )


def _where(test: Columns) -> tuple[int, str, int]:
    return test["unit_id"], test["control"], Period.of(test["period"], Grain.QUARTER).ordinal
