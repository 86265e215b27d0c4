"""Whoever is appointed to a post that may give discounts holds what that post takes, the new one."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.clearance import Duty
from domain.core.editing import edit
from domain.core.permission import Actor, Permission
from domain.entities import DiscountAuthority, DutyRequirement, Post
from domain.training.duty_gate import NotCertified
from tests.domain.training.taught import a_course, a_record
from tests.factories import a_person, added


def test_a_certificate_that_only_the_new_post_takes_is_asked_for(session: Session, actor: Actor) -> None:
    course = a_course(session)
    post, other = (added(session, Post(code=one, name_zh=one, name_en=one)) for one in ("SR", "OFFICE"))
    person = a_person(session, post_id=other.id)
    begins = date(2020, 1, 1)
    added(
        session,
        DiscountAuthority(source_ref="A", post_id=post.id, max_discount=Decimal("0.1"), valid_from=begins),
    )
    duty = Duty.DISCOUNT_AUTHORITY
    added(session, DutyRequirement(duty=duty, course_id=course.id, post_id=post.id, since=begins))
    with pytest.raises(NotCertified):
        edit(session, actor, Permission.ORGANISATION_WRITE, person, {"post_id": post.id})
    a_record(session, person, course, completed_on=date(2021, 1, 1), valid_until=date(2199, 1, 1))
    edit(session, actor, Permission.ORGANISATION_WRITE, person, {"post_id": post.id})
    assert person.post_id == post.id
