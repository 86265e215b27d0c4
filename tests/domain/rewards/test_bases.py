"""Which amounts make up a bonus of somebody who joined, left, moved, or whose amount changed in the cycle."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.rewards.bonus_base import BonusBase
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_scheme import BonusScheme
from domain.rewards.recalculate import recalculate
from tests.domain.rewards.rewarded import Rewarded
from tests.domain.rewards.test_bonus_run import lines
from tests.factories import added

D = Decimal
"""The cycle is the first quarter of 2026: 90 days."""


@pytest.fixture
def scheme(company: Rewarded) -> BonusScheme:
    return company.a_scheme(hold_back=D(0))


def an_amount(company: Rewarded, scheme: BonusScheme, amount: str, since: date, **more: Any) -> BonusBase:
    return added(company.session, BonusBase(scheme_id=scheme.id, amount=D(amount), since=since, **more))


def of_ann(company: Rewarded) -> dict[str, int]:
    return {"person_id": company.ann.id, "unit_id": company.unit.id}


def bonus_of(session: Session, company: Rewarded, scheme: BonusScheme) -> BonusLine:
    company.a_result(company.ann, "B")
    run = company.a_run(scheme)
    company.take("calculate", run, company.hr)
    assert recalculate(session, run).identical
    (line,) = lines(session, run)
    return line


def said(line: BonusLine) -> str:
    return " ".join(one["text"].format(**one["facts"]) for one in line.said)


def test_an_amount_that_changed_in_the_cycle_counts_for_the_days_on_which_it_held(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    an_amount(company, scheme, "9000", date(2020, 1, 1), until=date(2026, 1, 31), **of_ann(company))
    an_amount(company, scheme, "18000", date(2026, 2, 1), **of_ann(company))
    line = bonus_of(session, company, scheme)
    # 9,000 x 31 / 90 + 18,000 x 59 / 90 = 3,100 + 11,800
    assert line.amount == D(14_900)
    assert "9,000.00 x 31 / 90 days = 3,100." in said(line)
    assert "Together: 14,900." in said(line)


def test_whoever_joined_and_left_within_the_cycle_gets_the_days_between_and_it_is_rounded_once(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    company.ann.joined_on, company.ann.left_on = date(2026, 1, 11), date(2026, 2, 28)
    an_amount(company, scheme, "10000", date(2020, 1, 1), **of_ann(company))
    line = bonus_of(session, company, scheme)
    # 10,000 x 49 / 90 = 5,444.44...
    assert line.amount == D("5444.44")
    assert "from 2026-01-11 to 2026-02-28: 10,000.00 x 49 / 90 days = 5,444.444444." in said(line)


def test_an_amount_that_ended_when_somebody_left_still_counts_until_then(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    company.ann.left_on = date(2026, 2, 14)
    an_amount(company, scheme, "10000", date(2020, 1, 1), until=date(2026, 2, 14), **of_ann(company))
    assert bonus_of(session, company, scheme).amount == D(5_000)


def test_a_persons_own_amount_stands_in_for_that_of_the_post_on_its_days_only(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    company.ann.post_id = post.id
    an_amount(company, scheme, "9000", date(2020, 1, 1), post_id=post.id)
    an_amount(company, scheme, "18000", date(2026, 2, 1), until=date(2026, 2, 28), **of_ann(company))
    line = bonus_of(session, company, scheme)
    # 9,000 x (31 + 31) / 90 + 18,000 x 28 / 90 = 6,200 + 5,600
    assert line.amount == D(11_800)
    assert [one["source"] for one in line.inputs["base"]] == ["post", "person", "post"]


def test_days_without_an_amount_earn_nothing(
    session: Session, company: Rewarded, scheme: BonusScheme
) -> None:
    an_amount(company, scheme, "9000", date(2026, 3, 22), **of_ann(company))
    assert bonus_of(session, company, scheme).amount == D(1_000)


@pytest.mark.parametrize(("moved", "told"), [(date(2026, 2, 1), True), (date(2025, 2, 1), False)])
def test_whoever_moved_to_the_post_in_the_cycle_is_pointed_out(
    session: Session, company: Rewarded, scheme: BonusScheme, moved: date, told: bool
) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    ann: Person = company.ann
    ann.post_id, ann.post_since = post.id, moved
    an_amount(company, scheme, "9000", date(2020, 1, 1), post_id=post.id)
    line = bonus_of(session, company, scheme)
    assert line.amount == D(9_000)
    assert ("In the post only since 2026-02-01" in said(line)) is told
