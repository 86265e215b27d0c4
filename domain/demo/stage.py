"""Where the demo company's past is played: its own people act, at times that are over."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.core.clock import business_date, played_at
from domain.core.period import add_months, first_day_of, month_of
from domain.core.permission import Actor, Permission
from domain.indicators.indicator import Indicator
from domain.organisation.unit import Unit

P = ParamSpec("P")
R = TypeVar("R")
MORNING = time(9, 10)
BETWEEN_ACTS = timedelta(minutes=7)

Moment = tuple[int, int] | int
"""(months back, day of that month), or days back."""


def date_of(moment: Moment, today: date) -> date:
    """The date a moment of a story falls on, seen from today; never a later one for what is over."""
    if isinstance(moment, int):
        return today - timedelta(days=moment)
    months, day = moment
    return min(first_day_of(add_months(month_of(today), -months)).replace(day=day), today)


class Stage:
    """People, units and indicators by the names the stories use, and a clock that only goes forward."""

    def __init__(self, session: Session, end: datetime) -> None:
        self.session = session
        self.end = end
        self.now = end
        self.units = {unit.code: unit.id for unit in session.scalars(select(Unit))}
        self.indicators = {one.code: one.id for one in session.scalars(select(Indicator))}
        users = {user.username: user for user in session.scalars(select(User))}
        today = business_date(end)
        self._actors = {name: actor_for(session, user, today, "demo") for name, user in users.items()}

    def person(self, username: str) -> int:
        """The person behind an account."""
        return self._actors[username].person_id or 0

    @property
    def names(self) -> tuple[str, ...]:
        """The accounts of people."""
        return tuple(name for name, actor in self._actors.items() if actor.person_id is not None)

    def join(self, name: str, actor: Actor) -> None:
        """Somebody without an account, who acts in the past all the same."""
        self._actors[name] = actor

    def may(self, name: str, permission: Permission) -> bool:
        """Whether somebody's role allows something at all."""
        return self._actors[name].may(permission)

    def begin(self, moment: Moment) -> None:
        """A new story starts on the morning of this day."""
        self.now = self._morning(moment)

    def go_to(self, moment: Moment) -> None:
        """On to the morning of a day, unless the story is there already."""
        self.now = max(self.now, self._morning(moment))

    def go_to_day(self, day: date) -> None:
        """On to the morning of a date; to the present, where it still lies ahead."""
        self.go_to(max(0, (business_date(self.end) - day).days))

    def act(
        self,
        username: str,
        verb: Callable[Concatenate[Session, Actor, P], R],
        *args: P.args,
        **facts: P.kwargs,
    ) -> R:
        """One act of one person at the present moment; the next comes a little later."""
        acting, machine = self._actors[username], self.session.info["actor"]
        self.session.info["actor"] = acting
        try:
            with played_at(self.now):
                return verb(self.session, acting, *args, **facts)
        finally:
            self.session.info["actor"] = machine
            self.now = min(self.now + BETWEEN_ACTS, self.end)

    def _morning(self, moment: Moment) -> datetime:
        day = date_of(moment, business_date(self.end))
        return min(datetime.combine(day, MORNING, ZoneInfo(settings().time_zone)), self.end)
