"""Everything the loop's dashboard shows, read in one look: history, rates, causes, names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.core.visibility import actor_of
from domain.improvement.cause import CauseCategory
from domain.improvement.stage import Stage
from domain.organisation.tree import unit_tree
from domain.organisation.unit import Unit
from domain.reporting.loop_history import LoopIssue, loop_history
from domain.reporting.loop_open import Age, Names, person_names
from domain.reporting.loop_rates import CapaRates, capa_rates, causes_of
from ui.dashboard.answers import Keeper
from ui.dashboard.view import View

MONTHS = 12
"""The time that rates, the funnel and waiting times look back on."""
STAGE, REACHED, CAUSE, AGE, OWNER = "stage", "reached", "cause", "age", "owner"
"""What a pressed mark stands for."""
NOBODY = "0"


@dataclass(frozen=True)
class LoopLook:
    """What was read, for one unit with everything below it and the twelve months up to one."""

    issues: tuple[LoopIssue, ...]
    rates: CapaRates
    rates_before: CapaRates
    """The same of the twelve months before."""
    causes: Mapping[int, CauseCategory]
    people: Names
    units: Names
    first: date
    last: date
    """The last day of the month, or today while the month lasts."""
    today: date

    @property
    def month(self) -> Period:
        """The month it ends with."""
        return Period.containing(self.last, Grain.MONTH)

    @property
    def raised(self) -> list[LoopIssue]:
        """Issues raised in the time."""
        return [one for one in self.issues if self.first <= one.raised_on <= self.last]

    @property
    def open(self) -> list[LoopIssue]:
        """Issues that are open now."""
        return [one for one in self.issues if one.state.open]

    def narrowed(self, chosen: Mapping[str, str], besides: str = "") -> "LoopLook":
        """Only the issues that the pressed marks stand for; `besides` is the dimension not to follow."""
        tests = [(TESTS[name], word) for name, word in chosen.items() if name in TESTS and name != besides]
        kept = tuple(one for one in self.issues if all(test(self, one, word) for test, word in tests))
        return replace(self, issues=kept)


def _reached(look: LoopLook, one: LoopIssue, word: str) -> bool:
    order = [stage.value for stage in Stage]
    within = look.first <= one.raised_on <= look.last
    return within and word in order and order.index(one.furthest.value) >= order.index(word)


def _stands(_: LoopLook, one: LoopIssue, word: str) -> bool:
    return one.state.open and one.stays[-1].stage.value == word


def _aged(look: LoopLook, one: LoopIssue, word: str) -> bool:
    return one.state.open and Age.of(one.open_days(look.today)).value == word


TESTS: Mapping[str, Callable[[LoopLook, LoopIssue, str], bool]] = {
    REACHED: _reached,
    STAGE: _stands,
    CAUSE: lambda look, one, word: look.causes.get(one.id) == word,
    AGE: _aged,
    OWNER: lambda _, one, word: one.state.open and str(one.owner_id or NOBODY) == word,
}
"""Whether an issue belongs to a pressed mark."""


def loop_look(session: Session, view: View) -> LoopLook:
    """Read it, or find it kept: ten statements whatever the number of issues."""
    words = (view.unit.id, view.month, view.today)
    kept: LoopLook = Keeper.of(session).kept("boards:loop", words, lambda: _read(session, view), live=True)
    return kept


def _read(session: Session, view: View) -> LoopLook:
    actor, units = actor_of(session), unit_tree(session).below(view.unit.id)
    issues = loop_history(session, actor, units)
    last = Period.of(view.month, Grain.MONTH)
    first = last.previous(MONTHS - 1)
    before, end = first.previous(MONTHS), min(last.last_day, view.today)
    year_before = (before.first_day, first.previous().last_day)
    names = session.execute(select(Unit.id, Unit.name_zh, Unit.name_en))
    return LoopLook(
        issues=issues,
        rates=capa_rates(session, actor, units, issues, first.first_day, end),
        rates_before=capa_rates(session, actor, units, issues, *year_before),
        causes=causes_of(session, units),
        people=person_names(session, {one.owner_id for one in issues if one.owner_id is not None}),
        units={row.id: (row.name_zh, row.name_en) for row in names},
        first=first.first_day,
        last=end,
        today=view.today,
    )
