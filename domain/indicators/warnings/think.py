"""Bring outlooks and advance notices up to date with the readings, a bounded number of series at a time.

Fitting takes about a tenth of a second a series, so it happens after a refresh, never in it, and outside any
transaction: only what was found out is written, a handful of series at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.core import clock
from domain.core.permission import Actor, Permission, machine
from domain.indicators.refresh import PartialSight
from domain.indicators.warnings.consider import Thought, consider
from domain.indicators.warnings.follow_causes import end_retired, follow_causes
from domain.indicators.warnings.keep_outlooks import (
    forget_outlooks,
    forget_retired,
    keep_outlooks,
    kept_outlooks,
)
from domain.indicators.warnings.watched import Watched, due, watched

MOST = 500
"""Series per run."""
AT_ONCE = 20
"""Series per transaction."""


@dataclass(frozen=True)
class ThinkSummary:
    """What came of it."""

    looked: int = 0
    """Series compared with what is kept of them."""
    made: int = 0
    """Outlooks that were worked out anew."""
    given: int = 0
    ended: int = 0
    left: int = 0
    """Series that wait for the next run."""

    def __add__(self, other: "ThinkSummary") -> "ThinkSummary":
        return ThinkSummary(
            self.looked + other.looked, self.made + other.made, self.given + other.given,
            self.ended + other.ended, other.left,
        )  # fmt: skip


def think(session: Session, actor: Actor, today: date, now: datetime, most: int = MOST) -> ThinkSummary:
    """Look at the series that are due, `most` at a time, in the caller's transaction."""
    _require_all_sight(actor)
    wanted = due(session)
    looks = watched(session, wanted[:most])
    unchanged = _unchanged(session, looks)
    thoughts = _considered([one for one in looks if one not in unchanged], today)
    kept = keep(session, actor, looks, thoughts, now)
    return ThinkSummary(kept.looked, kept.made, kept.given, kept.ended, max(0, len(wanted) - most))


def think_through(
    actor: Actor, today: date, most: int = MOST, told: Callable[[int, int], None] = lambda _done, _of: None
) -> ThinkSummary:
    """The same in small transactions of its own: nobody waits while models are fitted."""
    _require_all_sight(actor)
    with reading(actor) as session:
        wanted = due(session)
    total, summary = min(most, len(wanted)), ThinkSummary()
    for at in range(0, total, AT_ONCE):
        part = wanted[at : min(at + AT_ONCE, total)]
        with reading(actor) as session:
            looks = watched(session, part)
            unchanged = _unchanged(session, looks)
        thoughts = _considered([one for one in looks if one not in unchanged], today)
        summary += carry_out(actor, _keeping(actor, looks, thoughts))
        told(summary.looked, total)
    retired = carry_out(actor, lambda session: _retire(session, actor, clock.now()))
    return ThinkSummary(
        summary.looked, summary.made, summary.given, summary.ended + retired, len(wanted) - total
    )


def keep(
    session: Session, actor: Actor, looks: Sequence[Watched], thoughts: Sequence[Thought], now: datetime
) -> ThinkSummary:
    """Write down what was found out about these series."""
    steps = machine(actor.origin)
    gone = [one for one in looks if not one.enough]
    keep_outlooks(session, thoughts, now)
    forget_outlooks(session, gone)
    following = follow_causes(session, steps, thoughts, gone, now)
    for outlook in kept_outlooks(session, {one.series for one in looks}).values():
        outlook.checked_at = now
    session.flush()
    return ThinkSummary(len(looks), len(thoughts), following.given, following.ended)


def _keeping(
    actor: Actor, looks: Sequence[Watched], thoughts: Sequence[Thought]
) -> Callable[[Session], ThinkSummary]:
    return lambda session: keep(session, actor, looks, thoughts, clock.now())


def _retire(session: Session, actor: Actor, now: datetime) -> int:
    forget_retired(session)
    return end_retired(session, machine(actor.origin), now)


def _unchanged(session: Session, looks: Sequence[Watched]) -> list[Watched]:
    """Series whose outlook was made of the very same values."""
    kept = kept_outlooks(session, {one.series for one in looks})
    return [one for one in looks if one.series in kept and kept[one.series].fingerprint == one.fingerprint]


def _considered(looks: Sequence[Watched], today: date) -> list[Thought]:
    return [thought for one in looks if (thought := consider(one, today)) is not None]


def _require_all_sight(actor: Actor) -> None:
    actor.require(Permission.INDICATORS_REFRESH)
    if actor.units is not None:
        raise PartialSight
