"""The conditions of a career path (domain reference F.2); None where the level does not ask for one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from db.types import plain_digits
from domain.core.period import month_of, months_between, months_later
from domain.core.rounding import rounded
from domain.rewards import path_statements as told
from domain.rewards.career_level import CareerLevel
from domain.rewards.grade_history import PastGrade
from domain.rewards.path_condition import ConditionKind, PathCondition, PathOutcome
from domain.training.standing import Bound


def tenure(level: CareerLevel, since: date | None, today: date) -> PathCondition | None:
    """Long enough in the level below."""
    needed = level.tenure_months
    if not needed:
        return None
    if since is None:
        return PathCondition(
            ConditionKind.TENURE, PathOutcome.UNKNOWN, told.TenureUnknown(needed=needed), told.AskHr()
        )
    reached = months_later(since, needed)
    figure = told.Tenure(months=whole_months(since, today), since=since, needed=needed)
    if reached <= today:
        return PathCondition(ConditionKind.TENURE, PathOutcome.MET, figure)
    return PathCondition(ConditionKind.TENURE, PathOutcome.NOT_MET, figure, told.TenureTodo(day=reached))


def clean_cycles(level: CareerLevel, past: Sequence[PastGrade]) -> PathCondition | None:
    """The last cycles without a barred grade; one in which the person was not rated proves nothing."""
    needed, barred = level.clean_cycles, "/".join(sorted(level.barred))
    if not needed or not barred:
        return None
    last = [one for one in past if one.grade_code is not None][:needed]
    kind = ConditionKind.CLEAN_CYCLES
    if not last:
        figure = told.NoCycles(needed=needed, barred=barred)
        return PathCondition(kind, PathOutcome.UNKNOWN, figure, told.CyclesTodo(left=needed, barred=barred))
    listed = ", ".join(f"{one.cycle_code} {one.grade_code}" for one in last)
    shown = told.CleanCycles(count=len(last), needed=needed, told=listed, barred=barred)
    clean = next((at for at, one in enumerate(last) if one.grade_code in level.barred), len(last))
    todo = told.CyclesTodo(left=needed - clean, barred=barred)
    if clean < len(last):
        return PathCondition(kind, PathOutcome.NOT_MET, shown, todo)
    if len(last) < needed:
        return PathCondition(kind, PathOutcome.UNKNOWN, shown, todo)
    return PathCondition(kind, PathOutcome.MET, shown)


def certificates(level: CareerLevel, bound: Sequence[Bound]) -> PathCondition | None:
    """Every certificate that the present post requires is valid."""
    if not level.certificates:
        return None
    gaps = ", ".join(one.course_code for one in bound if one.holding.is_gap)
    kind = ConditionKind.CERTIFICATES
    if gaps:
        return PathCondition(
            kind,
            PathOutcome.NOT_MET,
            told.CertificatesMissing(courses=gaps),
            told.CertificatesTodo(courses=gaps),
        )
    count = sum(one.holding.counts_as_valid for one in bound)
    return PathCondition(kind, PathOutcome.MET, told.CertificatesHeld(count=count))


def no_violation(level: CareerLevel, confirmed: Sequence[date], today: date) -> PathCondition | None:
    """No major violation confirmed for long enough."""
    months = level.violation_months
    if not months:
        return None
    recent = [day for day in confirmed if today < months_later(day, months)]
    figure = told.Violations(count=len(recent), months=months)
    if not recent:
        return PathCondition(ConditionKind.NO_VIOLATION, PathOutcome.MET, figure)
    free = months_later(max(recent), months)
    return PathCondition(
        ConditionKind.NO_VIOLATION, PathOutcome.NOT_MET, figure, told.ViolationsTodo(day=free)
    )


def peer_score(level: CareerLevel, score: Decimal | None, cycle: str) -> PathCondition | None:
    """The 360 of the latest cycle is good enough."""
    least = level.peer_least
    if not least:
        return None
    kind = ConditionKind.PEER_SCORE
    if score is None:
        figure = told.NoPeerScore(least=plain_digits(least))
        return PathCondition(kind, PathOutcome.UNKNOWN, figure, told.PeerTodo())
    shown = told.PeerScore(score=plain_digits(rounded(score, 1)), cycle=cycle, least=plain_digits(least))
    if score >= least:
        return PathCondition(kind, PathOutcome.MET, shown)
    return PathCondition(kind, PathOutcome.NOT_MET, shown, told.PeerImprove())


def whole_months(since: date, today: date) -> int:
    """Whole months from one day to another; a month is over on the same day of the next one."""
    months = months_between(month_of(since), month_of(today))
    return months if months_later(since, months) <= today or not months else months - 1
