"""Remind people of what they still have to sign and to read, and owners of pages to look at."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.culture.conduct_code import ConductCode, ConductCodeVersion
from domain.culture.duty import Duty
from domain.culture.handbook_page import HandbookPage, HandbookVersion
from domain.culture.reading_duty import all_reading, reading_led
from domain.culture.signing import all_signings, signings_led
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both

NEEDS = Permission.CULTURE_READ


class SignatureMissing(Statement):
    """It is late, or somebody asks for it."""

    text = "Your signature under “{text}” is missing; it is due {due}."


class SignatureRunsOut(Statement):
    """It can be renewed."""

    text = "Your signature under “{text}” holds until {until}. Please sign again."


class ReadingMissing(Statement):
    """It is late, or somebody asks for it."""

    text = "Please read “{text}” and confirm it; it is due {due}."


class PageToReview(Statement):
    """To the owner."""

    text = "Please check whether the handbook page “{text}” still holds; it was to be reviewed on {due}."


def remind_of_culture(session: Session, now: datetime) -> int:
    """Tell of late signatures and readings, signatures that run out, pages to be reviewed; once each."""
    today = business_date(now)
    people = audience(session, today)
    tellings = [*_signatures(session, people, today), *_readings(session, people, today)]
    return tell_all(session, [*tellings, *_reviews(session, people, today)], now, people.actors)


def ask_unsigned(
    session: Session, actor: Actor, version: ConductCodeVersion, persons: Collection[int], now: datetime
) -> int:
    """Remind these people (of those who have not signed) at once; at most one reminder a day."""
    actor.require(Permission.CULTURE_ADMINISTER)
    today = business_date(now)
    asked = [
        duty
        for duty in signings_led(session, actor, version, today)
        if duty.is_open(today) and duty.person.id in persons
    ]
    people = audience(session, today)
    tellings = [_unsigned(version.code, duty, people, f":asked:{today}") for duty in asked]
    return tell_all(session, tellings, now, people.actors)


def ask_unread(
    session: Session, actor: Actor, version: HandbookVersion, persons: Collection[int], now: datetime
) -> int:
    """The same for a page of the handbook that must be read."""
    actor.require(Permission.CULTURE_ADMINISTER)
    today = business_date(now)
    asked = [
        duty
        for duty in reading_led(session, actor, version, today)
        if duty.is_open(today) and duty.person.id in persons
    ]
    people = audience(session, today)
    tellings = [_unread(version.page, duty, people, f":asked:{today}") for duty in asked]
    return tell_all(session, tellings, now, people.actors)


def _signatures(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    for version, duty in all_signings(session, today):
        if duty.is_late(today):
            yield _unsigned(version.code, duty, people)
        elif duty.done is not None and not duty.is_open(today) and duty.can_be_done(today):
            yield Telling(
                recipients=people.of_persons([duty.person.id]),
                occasion=Occasion.YOUR_TURN,
                statement=SignatureRunsOut(text=_name(version.code), until=duty.due_on),
                link=_code_link(version.code),
                key=f"code:{version.id}:until:{duty.due_on}",
            )


def _readings(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    for version, duty in all_reading(session, today):
        if duty.is_late(today):
            yield _unread(version.page, duty, people)


def _reviews(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    late = select(HandbookPage).where(HandbookPage.archived_at.is_(None), HandbookPage.review_on < today)
    for page in session.scalars(late.order_by(HandbookPage.id)):
        yield Telling(
            recipients=people.of_persons([page.owner_id]),
            occasion=Occasion.OVERDUE,
            statement=PageToReview(text=_name(page), due=page.review_on),
            link=Link("handbook_pages", {"id": str(page.id)}, NEEDS),
            key=f"handbook:{page.id}:review:{page.review_on}",
        )


def _unsigned(code: ConductCode, duty: Duty, people: Audience, more: str = "") -> Telling:
    return Telling(
        recipients=people.of_persons([duty.person.id]),
        occasion=Occasion.OVERDUE,
        statement=SignatureMissing(text=_name(code), due=duty.due_on),
        link=_code_link(code),
        key=f"code:{duty.asked.version_id}:{duty.due_on}{more}",
    )


def _unread(page: HandbookPage, duty: Duty, people: Audience, more: str = "") -> Telling:
    return Telling(
        recipients=people.of_persons([duty.person.id]),
        occasion=Occasion.OVERDUE,
        statement=ReadingMissing(text=_name(page), due=duty.due_on),
        link=Link("handbook", {"chapter": str(page.id)}, NEEDS),
        key=f"handbook:{duty.asked.version_id}:{duty.due_on}{more}",
    )


def _code_link(code: ConductCode) -> Link:
    return Link("conduct_codes", {"id": str(code.id)}, NEEDS)


def _name(text: ConductCode | HandbookPage) -> Both:
    return Both(text.name_zh, text.name_en)
