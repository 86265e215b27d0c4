"""A certificate on paper, in both languages on one sheet."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.unit_of_work import reading
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.organisation.directory import Colleague, colleague
from domain.organisation.unit import ROOT_CODE, Unit
from domain.training.course import CourseExam
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from ui import formats
from ui.language import _
from ui.packs.typeset import quoted
from ui.prints.press import pdf_of
from ui.session import asked_later

LAYOUT = Path(__file__).with_name("certificate.typ")
EXAMINED = ("已完成以下培训并考核合格", "has completed and passed the following course")
TOOK_PART = ("已完成以下培训", "has completed the following course")
CERTIFIED = (EnrolmentState.CERTIFIED, EnrolmentState.EXPIRED)


def draw_certificate_button(enrolment_id: int, place: str) -> None:
    """The sheet is made when it is pressed for, and the right to see it is asked for again then."""
    who = asked_later()
    st.download_button(
        _("Certificate (PDF)"),
        data=_maker(who, enrolment_id), mime="application/pdf", icon=":material/picture_as_pdf:",
        file_name=f"certificate-{enrolment_id}.pdf", key=f"{place}:pdf:{enrolment_id}", on_click="ignore",
        help=_("The certificate in both languages"),
    )  # fmt: skip


def _maker(who: Callable[[], Actor], key: int) -> Callable[[], bytes]:
    return lambda: pdf_of(certificate_source(who(), key))


def certificate_source(actor: Actor, enrolment_id: int) -> str:
    """The sheet as typst source; NotFound without a certificate that the actor may see."""
    with reading(actor) as session:
        one = session.scalars(
            select(Enrolment)
            .where(Enrolment.id == enrolment_id, Enrolment.state.in_(CERTIFIED))
            .options(selectinload(Enrolment.course))
        ).one_or_none()
        if one is None or one.training_record_id is None:
            raise NotFound
        person = colleague(session, one.person_id)
        root = session.scalars(select(Unit).where(Unit.code == ROOT_CODE)).one_or_none()
    company = (root.name_zh, root.name_en) if root is not None else ("", "")
    return "\n".join((LAYOUT.read_text(), _call(one, person, company))) + "\n"


def _call(one: Enrolment, person: Colleague, company: tuple[str, str]) -> str:
    course, number = one.course, f"{one.course.code}-{one.training_record_id:06}"
    facts = [
        ("完成日期", "Completed", formats.day(one.completed_on)),
        ("有效期至", "Valid until", formats.day(one.valid_until) if one.valid_until else "长期 / no end"),
    ]
    if one.score is not None:
        facts.append(("成绩", "Score", f"{formats.number(one.score, 0)}%"))
    if course.hours is not None:
        facts.append(("学时", "Hours", formats.number(course.hours)))
    facts.append(("工号", "Staff no.", person.number))
    said = TOOK_PART if course.exam is CourseExam.NONE else EXAMINED
    rows = "".join(f"{_tuple(fact)}, " for fact in facts)
    return (
        f"#certificate(organisation: {_tuple(company)}, person: {_tuple((person.name, person.name_en))}, "
        f"course: {_tuple((course.name_zh, course.name_en))}, facts: ({rows}), "
        f"said: {_tuple(said)}, number: {quoted(number)})"
    )


def _tuple(texts: Sequence[str]) -> str:
    return f"({', '.join(quoted(text) for text in texts)},)"
