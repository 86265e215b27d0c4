"""The quality of every warning rule over the last quarters: which were right, which cry wolf."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.period import Grain, Period
from domain.improvement.issue import Issue
from domain.indicators.alert import Alert
from domain.indicators.alert_quality import (
    Judgement,
    RuleKind,
    Tally,
    judge_advance_notice,
    judge_alert,
)
from domain.indicators.alert_state import LIVE
from domain.indicators.indicator import Indicator
from domain.indicators.warnings.notice import AdvanceNotice, NoticeState

QUARTERS = 4


@dataclass
class RuleQuality:
    """One rule: an indicator and what warns by it."""

    indicator: Indicator
    kind: RuleKind
    by_quarter: dict[Period, Tally] = field(default_factory=dict)
    open: int = 0
    """Warnings that are not closed yet."""

    @property
    def total(self) -> Tally:
        """Over all quarters looked at."""
        return sum(self.by_quarter.values(), Tally())


@dataclass(frozen=True)
class AlertQuality:
    """Every rule that has warned, those for review first; the quarters looked at, oldest first."""

    rules: tuple[RuleQuality, ...]
    quarters: tuple[Period, ...]

    @property
    def by_kind(self) -> Mapping[tuple[RuleKind, Period], Tally]:
        """All rules of a kind together, quarter by quarter."""
        found: dict[tuple[RuleKind, Period], Tally] = {}
        for rule in self.rules:
            for quarter, tally in rule.by_quarter.items():
                found[rule.kind, quarter] = found.get((rule.kind, quarter), Tally()) + tally
        return found


def alert_quality(session: Session, today: date, quarters: int = QUARTERS) -> AlertQuality:
    """What the reader may see of the present quarter and those before it."""
    last = Period.containing(today, Grain.QUARTER)
    first = last.previous(quarters - 1)
    since = datetime.combine(first.first_day, time(), UTC)
    indicators = {one.id: one for one in session.scalars(select(Indicator))}
    rules: dict[tuple[int, RuleKind], RuleQuality] = {}
    for indicator, kind, closed_at, judgement in (*_alerts(session, since), *_notices(session, since)):
        rule = rules.setdefault((indicator, kind), RuleQuality(indicators[indicator], kind))
        if judgement is None:
            rule.open += 1
            continue
        quarter = Period.containing(business_date(closed_at), Grain.QUARTER)
        if quarter >= first:
            rule.by_quarter[quarter] = rule.by_quarter.get(quarter, Tally()).and_one(judgement)
    return AlertQuality(tuple(sorted(rules.values(), key=_urgency)), tuple(first.to(last)))


Closed = Iterator[tuple[int, RuleKind, datetime, Judgement | None]]


def _alerts(session: Session, since: datetime) -> Closed:
    raised = select(Issue.id).where(Issue.alert_id == Alert.id, Issue.archived_at.is_(None)).exists()
    query = select(
        Alert.indicator_id, Alert.state, Alert.state_since, Alert.was_real, Alert.planned_action,
        Alert.accepted_by_id, raised.label("raised"),
    ).where(Alert.archived_at.is_(None), Alert.state.in_(LIVE) | (Alert.state_since >= since))  # fmt: skip
    for row in session.execute(query):
        if row.state in LIVE:
            yield row.indicator_id, RuleKind.FIXED, row.state_since, None
            continue
        acted = bool(row.raised or row.planned_action or row.accepted_by_id)
        closed = judge_alert(row.was_real, acted=acted)
        yield row.indicator_id, RuleKind.FIXED, row.state_since, closed


def _notices(session: Session, since: datetime) -> Closed:
    query = select(
        AdvanceNotice.indicator_id, AdvanceNotice.kind, AdvanceNotice.state, AdvanceNotice.state_since,
        AdvanceNotice.useful, AdvanceNotice.came_true,
    ).where(
        AdvanceNotice.archived_at.is_(None),
        (AdvanceNotice.state == NoticeState.GIVEN) | (AdvanceNotice.state_since >= since),
    )  # fmt: skip
    for row in session.execute(query):
        kind = RuleKind(row.kind.value)
        if row.state is NoticeState.GIVEN:
            yield row.indicator_id, kind, row.state_since, None
            continue
        dismissed = row.state is NoticeState.DISMISSED
        yield (
            row.indicator_id, kind, row.state_since,
            judge_advance_notice(row.useful, row.came_true, dismissed=dismissed),
        )  # fmt: skip


def _urgency(rule: RuleQuality) -> tuple[bool, bool, Decimal, str, str]:
    """Those for review, then by precision, the worst first; those without a closed warning last."""
    precision = rule.total.precision
    return (
        not rule.total.needs_review, precision is None, precision or Decimal(0), rule.indicator.code,
        rule.kind.value,
    )  # fmt: skip
