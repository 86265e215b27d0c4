"""How long deals stay in their stages."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Opportunity, StageStay
from domain.intake.undo_batch import undo_batch
from domain.sales.stage_limits import CONFIGURED_DAYS, limit_of
from tests.factories import an_actor, the_root
from tests.imports import imported, of

DEAL: dict[str, Any] = {"ref": "D", "opened_on": "2026-01-01", "closed_on": "", "stage": "Talks"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def entered(session: Session, *stages: tuple[str, str], deal: str = "D") -> int:
    rows = [{"opportunity": deal, "stage": stage, "entered_on": day} for stage, day in stages]
    batch, _ = imported(session, "stage_history", rows)
    return batch.id


def stay(session: Session, stage: str, day: str, deal: str = "D") -> StageStay:
    found: StageStay = of(session, StageStay, f"{deal}|{stage}|{day}")
    return found


def test_less_than_twenty_won_deals_leave_the_configured_days() -> None:
    assert limit_of({5: 19}) == CONFIGURED_DAYS
    assert limit_of({}) == CONFIGURED_DAYS


def test_the_limit_is_the_ninetieth_percentile_of_won_deals() -> None:
    assert limit_of(dict.fromkeys(range(1, 21), 1)) == 18  # 18.1 interpolated
    assert limit_of({5: 19, 50: 1}) == 5


def test_a_stage_is_left_for_the_next_one_or_by_the_decision(session: Session) -> None:
    imported(session, "opportunity", [DEAL | {"stage": "Won", "closed_on": "2026-02-10"}])
    entered(session, ("Talks", "2026-01-01"), ("Offer", "2026-01-20"), ("Won", "2026-02-10"))
    talks, offer = stay(session, "Talks", "2026-01-01"), stay(session, "Offer", "2026-01-20")
    assert (talks.stay_days, offer.stay_days) == (19, 21)
    assert str(offer.left_on) == "2026-02-10"
    won = stay(session, "Won", "2026-02-10")
    assert (won.stay_days, won.limit_days, won.stalled_on) == (None, None, None)


def test_a_deal_stalls_on_the_first_day_beyond_the_limit(session: Session) -> None:
    imported(session, "opportunity", [DEAL])
    entered(session, ("Talks", "2026-01-01"))
    found = stay(session, "Talks", "2026-01-01")
    assert (str(found.stalled_on), found.stalled_from, found.stalled_until) == ("2026-02-01", 202602, None)
    assert of(session, Opportunity, "D").staged is True


def test_a_stage_left_within_the_limit_never_stalled(session: Session) -> None:
    imported(session, "opportunity", [DEAL])
    entered(session, ("Talks", "2026-01-01"), ("Offer", "2026-02-01"))
    assert stay(session, "Talks", "2026-01-01").stalled_on is None
    offer, _ = imported(session, "opportunity", [DEAL | {"stage": "Lost", "closed_on": "2026-04-15"}])
    found = stay(session, "Offer", "2026-02-01")
    assert (found.stalled_from, found.stalled_until) == (202603, 202604)
    undo_batch(session, an_actor(), offer.id, now())
    assert stay(session, "Offer", "2026-02-01").stalled_until is None


def test_won_deals_move_the_limit_of_all_deals_in_the_stage(session: Session) -> None:
    imported(session, "opportunity", [DEAL])
    entered(session, ("Talks", "2026-01-01"))
    assert stay(session, "Talks", "2026-01-01").limit_days == 30
    won = {"stage": "Won", "opened_on": "2025-01-01", "closed_on": "2025-01-11"}
    imported(session, "opportunity", [won | {"ref": f"W{at}"} for at in range(20)])
    rows = [{"opportunity": f"W{at}", "stage": "Talks", "entered_on": "2025-01-01"} for at in range(20)]
    batch, _ = imported(session, "stage_history", rows)
    found = stay(session, "Talks", "2026-01-01")
    assert (found.limit_days, str(found.stalled_on)) == (10, "2026-01-12")
    undo_batch(session, an_actor(), batch.id, now())
    assert stay(session, "Talks", "2026-01-01").limit_days == 30
