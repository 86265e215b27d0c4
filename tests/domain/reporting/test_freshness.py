"""How old facts and figures are, and whether something waits to be computed."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from domain.intake.batch import BatchStatus, ImportBatch
from domain.reporting.freshness import freshness
from tests.domain.indicators.trading import invoice, refreshed
from tests.factories import added

MORNING, EVENING = datetime(2026, 6, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, 11, tzinfo=UTC)


def a_batch(session: Session, at: datetime, status: BatchStatus = BatchStatus.COMMITTED) -> ImportBatch:
    return added(
        session,
        ImportBatch(
            fact="invoice", source="ERP", file_name="a.csv", reading={}, read=1, new=1, changed=0, same=0,
            rejected=0, by="Ada", committed_at=at, status=status,
        ),
    )  # fmt: skip


def test_an_empty_portal_has_no_age(session: Session) -> None:
    found = freshness(session)
    assert (found.imported_at, found.computed_at, found.behind, found.broken) == (None, None, False, 0)


def test_facts_are_as_old_as_the_last_import_that_still_stands(session: Session) -> None:
    a_batch(session, MORNING)
    a_batch(session, EVENING, BatchStatus.UNDONE)
    assert freshness(session).imported_at == MORNING


@pytest.mark.furnished
def test_figures_are_behind_from_a_change_until_the_next_refresh(session: Session) -> None:
    assert freshness(session).behind
    invoice(session, "2026-05-09", "2026-06-09", 1)
    refreshed(session)
    after = freshness(session)
    assert not after.behind
    assert after.computed_at is not None
    invoice(session, "2026-05-10", "2026-06-09", 1)
    session.flush()
    assert freshness(session).behind
