"""What in a thought gives cause for a notice, with its three most telling reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from domain.core.period import Period
from domain.core.rounding import inexact
from domain.core.statement import Statement
from domain.indicators.alert_state import Level
from domain.indicators.status import Status
from domain.indicators.warnings import reasons
from domain.indicators.warnings.consider import Thought
from domain.indicators.warnings.control_limits import Control, is_worse
from domain.indicators.warnings.crossing import Crossing
from domain.indicators.warnings.notice import NoticeKind
from domain.indicators.warnings.reasons import plainly
from domain.indicators.warnings.unusual import is_unusual
from domain.indicators.xmr import Signal

SHOWN_MOVE = 6
YEAR = 12
RULES: dict[int, type[Statement]] = {
    1: reasons.BeyondLimit,
    2: reasons.OneSide,
    3: reasons.Steadily,
    5: reasons.NearLimit,
}


@dataclass(frozen=True)
class Cause:
    """Cause for a notice of one kind."""

    kind: NoticeKind
    period: Period
    value: Decimal
    reasons: tuple[Statement, ...]
    level: Level | None = None
    breach: Period | None = None
    probability: Decimal | None = None


def causes(thought: Thought) -> dict[NoticeKind, Cause]:
    """At most one of each kind; none from figures that are old."""
    if not thought.fresh:
        return {}
    return {cause.kind: cause for cause in (*_limit(thought), *_likely(thought), *_anomaly(thought))}


def likely_breach(thought: Thought) -> tuple[Level, Crossing] | None:
    """The worse threshold that is likely to be crossed and is not crossed yet."""
    status = thought.watched.last.status
    if status not in (Status.GREEN, Status.AMBER) or thought.forecast.accuracy is None or _is_rare(thought):
        return None
    if thought.red is not None and thought.red.likely:
        return Level.RED, thought.red
    if status is Status.GREEN and thought.amber is not None and thought.amber.likely:
        return Level.AMBER, thought.amber
    return None


def _is_rare(thought: Thought) -> bool:
    """Mostly nothing happens: when it does next cannot be read off the course."""
    values = [one.value for one in thought.watched.known[-YEAR:]]
    return 2 * sum(not value for value in values) > len(values)


def _likely(thought: Thought) -> Iterator[Cause]:
    found = likely_breach(thought)
    if found is None:
        return
    level, crossed = found
    last = thought.watched.last
    first = None if crossed.first is None else last.period.later(crossed.first + 1)
    yield Cause(
        NoticeKind.BREACH_LIKELY, last.period, last.value, tuple(_heading(thought, level, first)), level,
        first, inexact(crossed.probability, 3),
    )  # fmt: skip


def _heading(thought: Thought, level: Level, first: Period | None) -> Iterator[Statement]:
    measured, last = thought.watched.indicator.measured, thought.watched.last
    step = 0 if first is None else first.ordinal - last.period.ordinal - 1
    threshold = last.red if level is Level.RED else last.amber
    yield reasons.Expected(
        period=last.period.later(step + 1).label, level=level,
        expected=plainly(inexact(float(thought.forecast.projection.centre[step])), measured),
        threshold=plainly(threshold or Decimal(0), measured),
    )  # fmt: skip
    before = thought.watched.known[-SHOWN_MOVE:]
    yield reasons.Moved(
        count=len(before), first=plainly(before[0].value, measured), last=plainly(last.value, measured)
    )
    own, naive = thought.forecast.accuracy, thought.forecast.naive
    if own and naive and own.wmape is not None and naive.wmape is not None:
        yield reasons.PastErrors(count=own.origins, error=f"{own.wmape:.1%}", naive=f"{naive.wmape:.1%}")


def _limit(thought: Thought) -> Iterator[Cause]:
    """Only while the figure is not red: then its alert has said more already."""
    found, last = thought.control, thought.watched.last
    if found is None or last.status is Status.RED:
        return
    worse = [
        signal
        for signal in found.latest(len(thought.watched.known))
        if is_worse(signal, last.value, thought.watched.indicator.direction)
    ]
    if worse:
        said = [_rule(thought, found, signal) for signal in worse]
        said.append(reasons.FromPeriods(count=found.limits.points))
        yield Cause(NoticeKind.LIMIT, last.period, last.value, tuple(said[:3]))


def _rule(thought: Thought, found: Control, signal: Signal) -> Statement:
    measured, natural = thought.watched.indicator.measured, found.limits
    facts = {
        "value": thought.watched.last.value, "lower": natural.lnpl, "upper": natural.unpl,
        "centre": natural.mean,
    }  # fmt: skip
    wanted = {1: ("value", "lower", "upper"), 2: ("centre",)}.get(signal.rule, ())
    return RULES[signal.rule](**{name: plainly(facts[name], measured) for name in wanted})


def _anomaly(thought: Thought) -> Iterator[Cause]:
    """Both tests must agree: either alone is wrong about one figure in twenty."""
    last, score = thought.watched.last, thought.scores[-1]
    if score is None or not is_unusual(score) or thought.forecast.surprise is False:
        return
    count, season = len(thought.watched.known), last.period.grain.per_year
    compared = (
        reasons.SeasonTakenOut(count=count) if count >= 2 * season else reasons.StepCompared(count=count - 2)
    )
    outside = (reasons.NotForecast(),) if thought.forecast.surprise else ()
    said = (reasons.FarFromPast(score=f"{score:.1f}"), *outside, compared)
    yield Cause(NoticeKind.ANOMALY, last.period, last.value, said)
