"""Codes, pages, cases and recognitions for tests."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.culture.conduct_code import CodeKind, ConductCode, ConductCodeVersion
from domain.culture.handbook_page import HandbookCategory, HandbookPage, HandbookVersion
from domain.culture.nominate import Nomination, nominate
from domain.culture.recognition import Recognition
from domain.culture.recognition_state import RecognitionKind
from domain.culture.write_code import new_code, write_code
from domain.culture.write_handbook import new_page, write_page
from tests.factories import NOON, a_person, an_actor, numbers

TEXTS = {"text_zh": "# 诚信\n\n不收受礼品。", "text_en": "# Integrity\n\nTake no gifts."}


def somebody(session: Session, **facts: Any) -> Actor:
    """A new colleague with every permission, so that only rules on persons stop them."""
    person = a_person(session, **facts)
    return an_actor(name=person.name, person_id=person.id)


def a_code(session: Session, writer: Actor, **facts: Any) -> ConductCode:
    """A code with a written draft."""
    number = next(numbers)
    defaults: dict[str, Any] = {
        "code": f"code{number}", "name_zh": f"准则{number}", "name_en": f"Code {number}",
        "kind": CodeKind.CODE_OF_CONDUCT, "due_days": 14,
    }  # fmt: skip
    code = new_code(session, writer, defaults | facts, NOON)
    write_code(session, writer, version_of(session, code).id, TEXTS)
    return code


def a_code_in_force(session: Session, **facts: Any) -> ConductCodeVersion:
    """The same, approved by another; the version."""
    version = version_of(session, a_code(session, somebody(session), **facts))
    version.workflow.take("put_in_force", version, somebody(session), NOON)
    return version


def version_of(session: Session, code: ConductCode) -> ConductCodeVersion:
    """Its latest version."""
    query = select(ConductCodeVersion).where(ConductCodeVersion.code_id == code.id)
    return session.scalars(query.order_by(ConductCodeVersion.number.desc())).all()[0]


def a_page_in_force(session: Session, **facts: Any) -> HandbookVersion:
    """A page of the handbook, approved by another than its writer; the version."""
    number, writer = next(numbers), somebody(session)
    defaults: dict[str, Any] = {
        "code": f"page{number}", "category": HandbookCategory.FRAME, "name_zh": f"手册{number}",
        "name_en": f"Page {number}", "must_read": True, "due_days": 7,
    }  # fmt: skip
    page: HandbookPage = new_page(session, writer, defaults | facts, NOON)
    version = session.scalars(select(HandbookVersion).where(HandbookVersion.page_id == page.id)).one()
    write_page(session, writer, version.id, TEXTS)
    version.workflow.take("put_in_force", version, somebody(session), NOON)
    return version


def a_nomination(session: Session, nominator: Actor, *nominees: Actor, **facts: Any) -> Recognition:
    """Something somebody did well."""
    defaults: dict[str, Any] = {
        "title": "Stopped a delivery over the limit", "kind": RecognitionKind.VIGILANCE,
        "nominees": [one.person_id for one in nominees], "happened": "Asked before shipping.",
        "happened_on": date(2026, 6, 1),
    }  # fmt: skip
    return nominate(session, nominator, Nomination(**defaults | facts), NOON)
