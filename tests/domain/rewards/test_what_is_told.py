"""What is said about a bonus or a proposal before it is approved stays among those who work on it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Permission
from domain.entities import BonusLine, Comment, User
from domain.records.happenings import comments_of
from domain.rewards.propose_uses import propose_uses
from tests.domain.rewards.rewarded import NOW, TODAY, Rewarded
from tests.domain.rewards.test_uses import a_rule
from tests.factories import added

P = Permission


@pytest.fixture
def author(session: Session) -> User:
    facts = {"username": "hr", "display_name": "HR", "password_hash": "x", "password_set_at": NOW}
    return added(session, User(**facts))


def a_comment(session: Session, author: User, record: Any, said: str, later: int) -> None:
    facts = {"entity": type(record).__name__, "entity_id": record.id, "author_id": author.id}
    added(session, Comment(said=said, at=NOW + timedelta(hours=later), **facts))


def heard(session: Session, actor: Actor, record: Any) -> list[str]:
    session.flush()
    before, session.info["actor"] = session.info["actor"], actor
    try:
        return [one.said for one in comments_of(session, record, 10)]
    finally:
        session.info["actor"] = before


def journal(actor: Actor, kind: str, key: int) -> set[str]:
    with reading(actor) as session:
        query = select(JournalEntry.action)
        return set(session.scalars(query.where(JournalEntry.entity == kind, JournalEntry.entity_id == key)))


def test_of_a_bonus_the_person_hears_what_is_said_after_its_approval_and_no_earlier_amount(
    session: Session, company: Rewarded, author: User
) -> None:
    scheme = company.a_scheme()
    company.a_result(company.ann, "B")
    company.a_base(scheme, company.ann)
    company.an_approved_run(scheme)
    line = session.scalars(select(BonusLine)).one()
    a_comment(session, author, line, "she is leaving anyway", -1)
    a_comment(session, author, line, "well earned", 1)
    ann = company.acts(company.ann)
    assert heard(session, ann, line) == ["well earned"]
    assert heard(session, company.finance, line) == ["well earned", "she is leaving anyway"]
    key = line.id
    session.commit()
    assert journal(ann, "BonusLine", key) == set()
    assert journal(company.finance, "BonusLine", key) != set()


def test_of_a_proposal_the_person_hears_what_is_said_after_its_approval(
    session: Session, company: Rewarded, author: User
) -> None:
    a_rule(session, grades="C")
    company.a_result(company.ann, "C")
    (use,) = propose_uses(session, company.hr, company.cycle, TODAY)
    a_comment(session, author, use, "is a plan enough?", -1)
    for step, actor in (("check", company.finance), ("approve", company.manager)):
        company.take(step, use, actor)
    ann = company.acts(company.ann)
    assert heard(session, ann, use) == []
    key = use.id
    session.commit()
    assert journal(ann, "UseOfResult", key) == {"approve"}
    assert journal(company.hr, "UseOfResult", key) >= {"propose", "check", "approve"}
