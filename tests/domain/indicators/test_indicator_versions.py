"""Definitions change from a date on, by one person's proposal and another's approval."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson
from domain.core.editing import edit
from domain.core.errors import Locked, NotPermitted, ReasonNeeded
from domain.core.permission import Actor, Permission
from domain.indicators.back_test import back_test
from domain.indicators.formula_error import FormulaError, UnknownName
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import (
    ApproverProposed,
    CoverageOutOfRange,
    IndicatorVersion,
    NoMembers,
    OwnerApproves,
    VersionState,
)
from domain.indicators.propose_version import propose_version
from domain.indicators.status import Status, ThresholdsCrossed
from tests.domain.indicators.trading import TODAY, invoice, pay, reading_of, refreshed, shown
from tests.factories import NOON, a_person, a_unit, an_actor

pytestmark = pytest.mark.furnished

APRIL = date(2026, 4, 1)


@pytest.fixture
def proposer(session: Session) -> Actor:
    return replace(an_actor(Permission.INDICATORS_DEFINE), person_id=a_person(session).id)


@pytest.fixture
def approver(session: Session) -> Actor:
    return replace(an_actor(Permission.INDICATORS_APPROVE), person_id=a_person(session).id)


def indicator(session: Session, code: str) -> Indicator:
    return session.scalars(select(Indicator).where(Indicator.code == code)).one()


def stricter(session: Session, actor: Actor, **values: object) -> IndicatorVersion:
    wanted = {
        "effective_from": APRIL, "numerator": "collected", "denominator": "invoiced", "amber": "0.5",
        "red": "0.4",
    }  # fmt: skip
    return propose_version(session, actor, indicator(session, "K32"), {**wanted, **values}, NOON)


def trade(session: Session) -> None:
    for month in range(1, 6):
        pay(session, invoice(session, f"2026-{month:02}-05", "2026-12-31", 100), f"2026-{month:02}-20", 60)


def test_a_proposal_changes_nothing_until_it_is_approved(session: Session, proposer: Actor) -> None:
    trade(session)
    stricter(session, proposer)
    refreshed(session)
    assert reading_of(session, "K32", "2026-05").status is Status.RED


def test_an_approved_version_counts_from_its_date_and_older_readings_keep_theirs(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    trade(session)
    refreshed(session)
    old = reading_of(session, "K32", "2026-03").version_id
    version = stricter(session, proposer)
    version.workflow.take("approve", version, approver, NOON)
    done = refreshed(session)
    assert "K32" in done.indicators
    assert "K01" not in done.indicators
    march, april = reading_of(session, "K32", "2026-03"), reading_of(session, "K32", "2026-04")
    assert (march.version_id, march.status) == (old, Status.RED)
    assert (april.version_id, april.status) == (version.id, Status.GREEN)
    assert version.approved_by_id == approver.person_id


def test_who_proposes_does_not_approve(session: Session, proposer: Actor) -> None:
    version = stricter(session, proposer)
    both = replace(an_actor(), person_id=proposer.person_id, user_id=77)
    with pytest.raises(ApproverProposed):
        version.workflow.take("approve", version, both, NOON)


def test_the_owner_of_an_indicator_does_not_move_its_thresholds(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    indicator(session, "K32").owner_id = approver.person_id
    version = stricter(session, proposer)
    with pytest.raises(OwnerApproves):
        version.workflow.take("approve", version, approver, NOON)


def test_defining_and_approving_need_their_permissions(session: Session, proposer: Actor) -> None:
    with pytest.raises(NotPermitted):
        stricter(session, an_actor(Permission.INDICATORS_READ))
    version = stricter(session, proposer)
    reader = replace(an_actor(Permission.INDICATORS_READ), person_id=a_person(session).id)
    with pytest.raises(NotPermitted):
        version.workflow.take("approve", version, reader, NOON)


def test_proposer_and_approver_are_persons(session: Session, proposer: Actor) -> None:
    with pytest.raises(AccountWithoutPerson):
        stricter(session, an_actor())
    version = stricter(session, proposer)
    with pytest.raises(AccountWithoutPerson):
        version.workflow.take("approve", version, an_actor(), NOON)


def test_a_rejection_says_why_and_ends_the_proposal(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    version = stricter(session, proposer)
    with pytest.raises(ReasonNeeded):
        version.workflow.take("reject", version, approver, NOON)
    version.workflow.take("reject", version, approver, NOON, "too lax")
    assert version.state is VersionState.REJECTED


def test_what_was_approved_is_not_edited(session: Session, proposer: Actor, approver: Actor) -> None:
    version = stricter(session, proposer)
    version.workflow.take("approve", version, approver, NOON)
    with pytest.raises(Locked):
        edit(session, proposer, Permission.INDICATORS_DEFINE, version, {"red": "0.1"})


def test_a_formula_that_cannot_be_computed_is_not_even_proposed(session: Session, proposer: Actor) -> None:
    with pytest.raises(UnknownName, match="invoiced"):
        stricter(session, proposer, denominator="invoised")
    with pytest.raises(FormulaError):
        stricter(session, proposer, amber="invoiced * 2")


def test_a_formula_over_customers_needs_a_measure_that_is_kept_by_customer(
    session: Session, proposer: Actor
) -> None:
    with pytest.raises(NoMembers, match="collected"):
        stricter(session, proposer, numerator="largest(collected)")


def test_red_must_not_begin_before_amber(session: Session, proposer: Actor) -> None:
    with pytest.raises(ThresholdsCrossed):
        stricter(session, proposer, amber="0.4", red="0.5")


def test_a_minimum_coverage_is_a_share(session: Session, proposer: Actor) -> None:
    with pytest.raises(CoverageOutOfRange):
        stricter(session, proposer, min_coverage=Decimal(80))


def test_a_version_of_its_own_may_ask_for_less_coverage(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    for due in ("2026-04-20", "2026-04-20", None):
        invoice(session, "2026-04-05", due, 100)
    refreshed(session)
    assert reading_of(session, "K36", "2026-04").value is None
    wanted = {
        "effective_from": APRIL, "numerator": "overdue", "denominator": "receivables", "amber": "0.15",
        "red": "0.25", "min_coverage": Decimal("0.6"),
    }  # fmt: skip
    version = propose_version(session, proposer, indicator(session, "K36"), wanted, NOON)
    version.workflow.take("approve", version, approver, NOON)
    refreshed(session)
    found = reading_of(session, "K36", "2026-04")
    assert (shown(found.value), shown(found.coverage)) == ("0.6666666667", "0.6666666667")


def test_a_proposal_can_be_replayed_over_the_past_before_it_is_approved(
    session: Session, proposer: Actor
) -> None:
    trade(session)  # 60 % collected every month
    other = a_unit(session)
    for month in (1, 2):
        claim = invoice(session, f"2026-{month:02}-05", "2026-12-31", 100, unit_id=other.id)
        pay(session, claim, f"2026-{month:02}-20", 45)
    invoice(session, "2026-06-05", "2026-12-31", 100)  # the month that is not over is left out
    refreshed(session)
    version = stricter(session, proposer)
    session.flush()
    replayed = back_test(session, proposer_who_reads(proposer), version, TODAY)
    shown_months = [(r.period.label, r.green, r.amber, r.red, r.without_colour, r.alerts) for r in replayed]
    assert shown_months == [
        ("2026-01", 1, 1, 0, 0, 1),
        ("2026-02", 1, 1, 0, 0, 1),
        ("2026-03", 1, 0, 0, 1, 1),
        ("2026-04", 1, 0, 0, 1, 1),
        ("2026-05", 1, 0, 0, 1, 1),
    ]
    assert reading_of(session, "K32", "2026-01").status is Status.RED  # what is in force has not changed


def proposer_who_reads(proposer: Actor) -> Actor:
    return replace(an_actor(Permission.INDICATORS_READ), person_id=proposer.person_id)
