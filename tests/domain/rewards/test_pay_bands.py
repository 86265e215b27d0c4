"""Everybody may read the path; what a level pays is for those who work on rewards, unless it says so."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.editing import create, edit
from domain.core.field_access import FieldAccess, FieldClosed, access_to
from domain.core.permission import Permission
from domain.core.visible_changes import visible_changes
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.rewards.career_level import CareerLevel
from domain.rewards.own_affair import OwnAffair
from domain.rewards.placement import CareerPlacement, RisesByHand
from pages.people import career_levels
from tests.domain.rewards.rewarded import Rewarded
from tests.factories import added
from ui.equip import restricted

D = Decimal


@pytest.fixture
def level(session: Session) -> CareerLevel:
    return added(
        session,
        CareerLevel(
            code="S1", track="sales", position=1, name_zh="初级", name_en="Junior",
            pay_min=D(9_000), pay_max=D(14_000),
        ),
    )  # fmt: skip


def keys_of(columns: object) -> set[str]:
    return {one.key for one in columns}  # type: ignore[attr-defined]


def test_hr_finance_and_approvers_see_the_band_and_nobody_else(company: Rewarded) -> None:
    for key in ("pay_min", "pay_max", "band_shown"):
        for actor in (company.hr, company.finance, company.manager):
            assert access_to(actor, CareerLevel, key) is FieldAccess.FULL
        rater = company.acts(company.bob, Permission.ASSESSMENTS_RATE)
        for actor in (company.acts(company.ann), rater):
            assert access_to(actor, CareerLevel, key) is FieldAccess.HIDDEN
    assert access_to(company.acts(company.ann), CareerLevel, "tenure_months") is FieldAccess.FULL


def test_the_screen_of_an_employee_has_the_conditions_and_no_band(company: Rewarded) -> None:
    own = restricted(career_levels.SCREEN, company.acts(company.ann))
    assert not {"pay_min", "pay_max", "band_shown"} & (keys_of(own.shown_fields) | keys_of(own.columns))
    assert "tenure_months" in keys_of(own.shown_fields)
    assert "pay_min" in keys_of(restricted(career_levels.SCREEN, company.hr).shown_fields)


def test_the_history_of_a_level_tells_an_employee_nothing_of_its_band(
    session: Session, company: Rewarded
) -> None:
    changes = {"pay_max": ["14000", "15000"], "tenure_months": [12, 18]}
    assert visible_changes(session, company.acts(company.ann), CareerLevel, changes).keys() == {
        "tenure_months"
    }


def test_a_role_for_other_things_cannot_write_a_band(
    session: Session, company: Rewarded, level: CareerLevel
) -> None:
    other = company.acts(company.bob, Permission.ORGANISATION_WRITE)
    with pytest.raises(FieldClosed):
        edit(session, other, Permission.ORGANISATION_WRITE, level, {"pay_max": D(1)})


def test_people_on_the_path_are_told_the_band_only_where_the_level_says_so(level: CareerLevel) -> None:
    told = []
    for shown, most in ((None, 14_000), (True, 14_000), (True, None)):
        level.band_shown, level.pay_max = shown, None if most is None else D(most)
        told.append(level.told_band)
    assert told == [None, (D(9_000), D(14_000)), None]


def a_level(session: Session, position: int, **facts: object) -> CareerLevel:
    names = {"code": f"L{position}", "name_zh": f"{position}级", "name_en": f"Level {position}"}
    return added(session, CareerLevel(track="hr", position=position, **names, **facts))


def placed(company: Rewarded, person: Person, level: CareerLevel) -> CareerPlacement:
    facts = {"person_id": person.id, "unit_id": person.unit_id, "level_id": level.id}
    since = {"since": date(2026, 1, 1)}
    return create(company.session, company.hr, Permission.REWARDS_PROPOSE, CareerPlacement, facts | since)


def test_hr_enters_where_somebody_stands_and_nobody_rises_without_an_approved_promotion(
    session: Session, company: Rewarded
) -> None:
    low, high = a_level(session, 1), a_level(session, 2)
    entered = placed(company, company.ann, low)
    with pytest.raises(RisesByHand):
        placed(company, company.ann, high)
    with pytest.raises(RisesByHand):
        edit(session, company.hr, Permission.REWARDS_PROPOSE, entered, {"level_id": high.id})
    session.expire_all()
    placed(company, company.bob, high)
    placed(company, company.bob, low)


def test_whoever_holds_a_post_of_the_path_does_not_rise_by_hand_either(
    session: Session, company: Rewarded
) -> None:
    post = added(session, Post(code="HR", name_zh="人力", name_en="HR"))
    company.ann.post_id = post.id
    a_level(session, 1, post_id=post.id)
    with pytest.raises(RisesByHand):
        placed(company, company.ann, a_level(session, 2))


def test_nobody_changes_what_their_own_level_or_the_next_one_takes_and_pays(
    session: Session, company: Rewarded
) -> None:
    low, high, top = (a_level(session, place) for place in (1, 2, 3))
    facts = {"person_id": company.hana.id, "unit_id": company.unit.id, "since": date(2026, 1, 1)}
    added(session, CareerPlacement(level_id=low.id, **facts))
    session.info["actor"] = company.hr
    edit(session, company.hr, Permission.REWARDS_PROPOSE, top, {"tenure_months": 24})
    edit(session, company.hr, Permission.REWARDS_PROPOSE, high, {"name_en": "Another name"})
    for level, change in ((high, {"tenure_months": 0}), (low, {"pay_max": D(99_000)})):
        with pytest.raises(OwnAffair):
            edit(session, company.hr, Permission.REWARDS_PROPOSE, level, change)
        session.expire(level)
