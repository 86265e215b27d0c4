"""Remind people of what they still have to sign and to read, and owners of pages to look at."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.culture.conduct_code import ConductCode, ConductCodeVersion
from domain.culture.duty import Duty
from domain.culture.handbook_page import HandbookPage, HandbookVersion
from domain.culture.reach import leads
from domain.culture.reading_duty import all_reading, reading_led
from domain.culture.signing import all_signings, signings_led
from domain.culture.tell_version import CodeToSign, PageToRead
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


@dataclass(frozen=True)
class _Ask:
    """What one version asks of one person, and how it is said."""

    duty: Duty
    name: Both
    link: Link
    kind: str
    """The beginning of the key by which the same thing is known again."""
    number: int
    fresh: type[Statement]
    """Said first, ..."""
    missing: type[Statement]
    """... and when it is late, or somebody asks for it."""

    def first(self, people: Audience) -> Telling:
        """That it is asked. Whoever was told when the version came into force is not told again."""
        said = self.fresh(text=self.name, number=self.number, days=self.duty.asked.days)
        return self._telling(people, Occasion.YOUR_TURN, said, "")

    def again(self, people: Audience, more: str = "") -> Telling:
        """That it is missing."""
        said = self.missing(text=self.name, due=self.duty.due_on)
        return self._telling(people, Occasion.OVERDUE, said, f":{self.duty.due_on}{more}")

    def renew(self, people: Audience) -> Telling:
        """That what was done runs out."""
        said = SignatureRunsOut(text=self.name, until=self.duty.due_on)
        return self._telling(people, Occasion.YOUR_TURN, said, f":until:{self.duty.due_on}")

    def _telling(self, people: Audience, occasion: Occasion, said: Statement, more: str) -> Telling:
        return Telling(
            recipients=people.of_persons([self.duty.person.id]), occasion=occasion, statement=said,
            link=self.link, key=f"{self.kind}:{self.duty.asked.version_id}{more}",
        )  # fmt: skip


def remind_of_culture(session: Session, now: datetime) -> int:
    """Tell newcomers what is asked of them, and all of what is late or runs out, owners of their pages."""
    today = business_date(now)
    people = audience(session, today)
    asks = [
        *(_to_sign(version, duty) for version, duty in all_signings(session, today)),
        *(_to_read(version, duty) for version, duty in all_reading(session, today)),
    ]
    tellings = [*_due(asks, people, today), *_reviews(session, people, today)]
    return tell_all(session, tellings, now, people.actors)


def ask_unsigned(
    session: Session, actor: Actor, version: ConductCodeVersion, persons: Collection[int], now: datetime
) -> int:
    """Remind these of those who have not signed, as far as the actor leads them; at most once a day."""
    led = signings_led(session, actor, version, business_date(now))
    return _ask_open(session, actor, (_to_sign(version, duty) for duty in led), persons, now)


def ask_unread(
    session: Session, actor: Actor, version: HandbookVersion, persons: Collection[int], now: datetime
) -> int:
    """The same for a page of the handbook that must be read."""
    led = reading_led(session, actor, version, business_date(now))
    return _ask_open(session, actor, (_to_read(version, duty) for duty in led), persons, now)


def _ask_open(
    session: Session, actor: Actor, asks: Iterable[_Ask], persons: Collection[int], now: datetime
) -> int:
    if not leads(actor):
        raise NotPermitted(permission=Permission.CULTURE_ADMINISTER)
    today = business_date(now)
    people = audience(session, today)
    tellings = [
        ask.again(people, f":asked:{today}")
        for ask in asks
        if ask.duty.is_open(today) and ask.duty.person.id in persons
    ]
    return tell_all(session, tellings, now, people.actors)


def _due(asks: Iterable[_Ask], people: Audience, today: date) -> Iterator[Telling]:
    for ask in asks:
        duty = ask.duty
        if duty.is_late(today):
            yield ask.again(people)
        elif duty.is_open(today):
            yield ask.first(people)
        elif duty.can_be_done(today):
            yield ask.renew(people)


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


def _to_sign(version: ConductCodeVersion, duty: Duty) -> _Ask:
    code = version.code
    link = Link("conduct_codes", {"id": str(code.id)}, NEEDS)
    return _Ask(duty, _name(code), link, "code", version.number, CodeToSign, SignatureMissing)


def _to_read(version: HandbookVersion, duty: Duty) -> _Ask:
    page = version.page
    link = Link("handbook", {"chapter": str(page.id)}, NEEDS)
    return _Ask(duty, _name(page), link, "handbook", version.number, PageToRead, ReadingMissing)


def _name(text: ConductCode | HandbookPage) -> Both:
    return Both(text.name_zh, text.name_en)
