"""Give, renew and end notices as the causes say. A fixed alert is never touched."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.indicators.alert_state import Level
from domain.indicators.indicator import Indicator
from domain.indicators.status import Status
from domain.indicators.warnings.causes import Cause, causes
from domain.indicators.warnings.consider import Thought
from domain.indicators.warnings.method import MODEL_VERSION
from domain.indicators.warnings.notice import AdvanceNotice, NoticeKind, NoticeState
from domain.indicators.warnings.watched import Series, Watched

Key = tuple[Series, NoticeKind]


@dataclass
class Following:
    """One comparison of notices with causes, and what came of it."""

    session: Session
    actor: Actor
    now: datetime
    given: int = 0
    ended: int = 0

    def follow(self, thought: Thought, live: Mapping[Key, AdvanceNotice], quiet: Mapping[Key, int]) -> None:
        """Make the notices of one series what its causes say."""
        found = causes(thought)
        for kind in NoticeKind:
            cause, notice = found.get(kind), live.get((thought.watched.series, kind))
            if cause is None:
                if notice is not None:
                    self.end(notice, thought.watched)
            elif notice is not None:
                _renew(notice, _facts(thought, cause))
            elif cause.period.key > quiet.get((thought.watched.series, kind), 0):
                self._give(thought, cause)

    def end(self, notice: AdvanceNotice, watched: Watched | None) -> None:
        """Its cause is gone; of a forecast it is kept whether it came true."""
        if notice.kind is NoticeKind.BREACH_LIKELY and watched is not None and watched.known:
            notice.came_true = _happened(watched.last.status, notice.level)
        notice.workflow.take("end", notice, self.actor, self.now)
        self.ended += 1

    def _give(self, thought: Thought, cause: Cause) -> None:
        indicator = thought.watched.indicator
        self.session.add(
            AdvanceNotice(
                indicator_id=indicator.id, unit_id=thought.watched.unit_id, kind=cause.kind,
                state_since=self.now, **_facts(thought, cause),
            )
        )  # fmt: skip
        self.given += 1


def follow_causes(
    session: Session, actor: Actor, thoughts: Collection[Thought], gone: Collection[Watched], now: datetime
) -> Following:
    """Compare the notices of these series with their causes; `gone` have too few readings left."""
    following = Following(session, actor, now)
    wanted = {one.watched.series for one in thoughts} | {one.series for one in gone}
    live, quiet = _live(session, wanted), _quiet(session, wanted)
    for thought in thoughts:
        following.follow(thought, live, quiet)
    left = {one.series for one in gone}
    for (series, _), notice in live.items():
        if series in left:
            following.end(notice, None)
    session.flush()
    return following


def end_retired(session: Session, actor: Actor, now: datetime) -> int:
    """End the notices of indicators that are not in use any more."""
    following = Following(session, actor, now)
    query = (
        select(AdvanceNotice)
        .join(Indicator, Indicator.id == AdvanceNotice.indicator_id)
        .where(
            AdvanceNotice.state == NoticeState.GIVEN,
            Indicator.is_active.is_(False) | Indicator.archived_at.is_not(None),
        )
    )
    for notice in session.scalars(query).all():
        following.end(notice, None)
    return following.ended


def _facts(thought: Thought, cause: Cause) -> dict[str, Any]:
    indicator = thought.watched.indicator
    return {
        "grain": cause.period.grain, "cause_period": cause.period.key, "value": cause.value,
        "level": cause.level, "breach_period": cause.breach and cause.breach.key,
        "probability": cause.probability, "reasons": [reason.plain() for reason in cause.reasons],
        "model_version": MODEL_VERSION, "made_on": thought.today, "owner_id": indicator.owner_id,
        "owner_role": indicator.owner_role,
    }  # fmt: skip


def _renew(notice: AdvanceNotice, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if getattr(notice, name) != value:
            setattr(notice, name, value)


def _happened(status: Status, level: Level | None) -> bool:
    return status is Status.RED or (status is Status.AMBER and level is Level.AMBER)


def _live(session: Session, wanted: Collection[Series]) -> dict[Key, AdvanceNotice]:
    query = select(AdvanceNotice).where(
        AdvanceNotice.counts.is_(True), AdvanceNotice.indicator_id.in_(sorted({i for i, _ in wanted}))
    )
    found = {((one.indicator_id, one.unit_id), one.kind): one for one in session.scalars(query)}
    return {key: notice for key, notice in found.items() if key[0] in wanted}


def _quiet(session: Session, wanted: Collection[Series]) -> dict[Key, int]:
    """Until which period somebody has put a kind of notice away."""
    query = select(
        AdvanceNotice.indicator_id, AdvanceNotice.unit_id, AdvanceNotice.kind, AdvanceNotice.quiet_until
    ).where(
        AdvanceNotice.quiet_until.is_not(None),
        AdvanceNotice.indicator_id.in_(sorted({i for i, _ in wanted})),
    )
    found: dict[Key, int] = {}
    for indicator, unit, kind, until in session.execute(query):
        key = ((indicator, unit), kind)
        found[key] = max(until or 0, found.get(key, 0))
    return found
