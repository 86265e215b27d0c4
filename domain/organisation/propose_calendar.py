"""Public holidays of a country and year as a proposal, and taking them over. What the company wrote stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import create
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.organisation.calendar_day import CalendarDay, DayKind

FIRST_YEAR, LAST_YEAR = 2000, 2100
CHINESE, ENGLISH = "zh_CN", "en_US"
MAKE_UP = ("调休上班", "Make-up working day")


class NoProposal(RuleBroken):
    """Nothing is known about it."""

    text = "Nothing is known about public holidays of {country} in {year}; enter or import the days."


class DaysTakenOver(Statement):
    """What came of it."""

    text = "Days added: {added}. Known before and left as they are: {known}."


@dataclass(frozen=True)
class ProposedDay:
    """One day as it would be written."""

    day: date
    kind: DayKind
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Proposal:
    """The days of one country and year."""

    country: str
    year: int
    days: Sequence[ProposedDay]

    @property
    def preliminary(self) -> bool:
        """Whether the working weekends, which China announces each autumn, are not in it yet."""
        return self.country == "CN" and not any(one.kind is DayKind.WORKDAY for one in self.days)


def proposal_of(country: str, year: int) -> Proposal:
    """What is publicly known; NoProposal where that is nothing."""
    # Loaded when somebody asks for it, once a year: it knows the days of some two hundred countries.
    from holidays import country_holidays

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoProposal(country=country, year=year)
    try:
        chinese = country_holidays(country, years=year, language=CHINESE)
        english = country_holidays(country, years=year, language=ENGLISH)
    except NotImplementedError as error:
        raise NoProposal(country=country, year=year) from error
    days = [
        ProposedDay(day, DayKind.HOLIDAY, str(chinese[day])[:200], str(english.get(day, ""))[:200])
        for day in chinese
        if day.year == year
    ]
    makes_up = {day for day in chinese.weekend_workdays if day.year == year}
    days += [ProposedDay(day, DayKind.WORKDAY, *MAKE_UP) for day in makes_up]
    if not days:
        raise NoProposal(country=country, year=year)
    return Proposal(country, year, sorted(days, key=lambda one: one.day))


def countries() -> Sequence[str]:
    """Codes of the countries about which something is known."""
    from holidays import list_supported_countries

    return sorted(code for code in list_supported_countries() if len(code) == len("CN"))


def take_over_proposal(session: Session, actor: Actor, country: str, year: int) -> DaysTakenOver:
    """Write the days that the calendar does not know; what somebody wrote or archived stays as it is."""
    actor.require(Permission.ORGANISATION_WRITE)
    proposed = proposal_of(country, year).days
    known = set(session.scalars(select(CalendarDay.day)))
    new = [one for one in proposed if one.day not in known]
    for one in new:
        values = {"day": one.day, "kind": one.kind, "name_zh": one.name_zh, "name_en": one.name_en}
        create(session, actor, Permission.ORGANISATION_WRITE, CalendarDay, values)
    return DaysTakenOver(added=len(new), known=len(proposed) - len(new))


def days_of(session: Session, year: int) -> Sequence[CalendarDay]:
    """The calendar of one year, in order."""
    query = select(CalendarDay).where(
        CalendarDay.day >= date(year, 1, 1), CalendarDay.day <= date(year, 12, 31),
        CalendarDay.archived_at.is_(None),
    )  # fmt: skip
    return session.scalars(query.order_by(CalendarDay.day)).all()
