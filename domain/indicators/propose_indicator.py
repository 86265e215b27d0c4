"""Indicators that people build: proposed with their first formula, shown once somebody else approved it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.acting_person import known_person
from domain.core.editing import archive, create, edit, restore
from domain.core.errors import Missing, ReasonNeeded, RuleBroken
from domain.core.period import month_of
from domain.core.permission import Actor, Permission
from domain.indicators.alert import Alert
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import (
    EVER,
    IndicatorVersion,
    OwnerApproves,
    VersionState,
)
from domain.indicators.propose_version import propose_version

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")
FIXED = ("code", "kind", "measured", "direction", "grain")
"""What readings and thresholds rest on, once a version is approved."""
TOLD = (
    "name_zh", "name_en", "question_zh", "question_en", "definition_zh", "definition_en", "owner_id",
    "owner_role", "source",
)  # fmt: skip
COMPUTED = (
    "numerator", "denominator", "factor", "nothing_is_zero", "if_zero", "amber", "red", "target", "plan",
    "norm", "hide_below", "min_rows", "min_coverage",
)  # fmt: skip
"""Columns of a version that say how the indicator is computed and judged."""


class NotACode(RuleBroken):
    """The code would not survive an address and a file heading."""

    text = "A code has at most 20 letters, digits and _, and begins with a letter; “{code}” does not."


class CodeTaken(RuleBroken):
    """Two indicators of one code could not be told apart."""

    text = "There is an indicator {code} already."


class IndicatorFixed(RuleBroken):
    """It would rewrite what past readings meant."""

    text = "{field_name} cannot be changed once a version is approved; copy the indicator instead."


class EffectTooEarly(RuleBroken):
    """A change would rewrite months that have been reported."""

    text = "A change takes effect in {month} at the earliest; months before it have been reported."


class AlertsStillOpen(RuleBroken):
    """Retiring the indicator would silence them."""

    text = "{count} alerts of {indicator} are open; they must be closed first."


class ProposalWaits(RuleBroken):
    """Two changes of one indicator at a time could not be compared with what is in force."""

    text = "Another change of {indicator} waits for a decision already."


def propose_indicator(
    session: Session, actor: Actor, values: Mapping[str, Any], formula: Mapping[str, Any], now: datetime
) -> IndicatorVersion:
    """A new indicator with its first version, which holds for all history; inactive until it is approved."""
    _require_told(values)
    code = str(values["code"])
    if session.scalar(select(Indicator.id).where(Indicator.code == code)) is not None:
        raise CodeTaken(field="code", code=code)
    given = {**values, "is_active": False}
    indicator = create(session, actor, Permission.INDICATORS_DEFINE, Indicator, given)
    first = {"effective_from": EVER, **formula}
    return propose_version(session, actor, indicator, first, now)


def propose_change(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    formula: Mapping[str, Any],
    now: datetime,
    today: date,
) -> IndicatorVersion:
    """Another formula or other thresholds from a month on, this one at the earliest."""
    kept = IndicatorVersion
    waiting = select(kept.id).where(
        kept.indicator_id == indicator.id, kept.state == VersionState.PROPOSED, kept.archived_at.is_(None)
    )
    if session.scalar(waiting.limit(1)) is not None:
        raise ProposalWaits(indicator=indicator.code)
    since: date = formula["effective_from"]
    if month_of(since) < month_of(today) and _approved(session, indicator):
        raise EffectTooEarly(field="effective_from", month=f"{today:%Y-%m}")
    return propose_version(
        session, actor, indicator, {**formula, "effective_from": since.replace(day=1)}, now
    )


def describe_indicator(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    values: Mapping[str, Any],
    version: int | None = None,
) -> None:
    """Change names, meaning and owner; what is judged by is fixed once a version is approved."""
    _require_told(
        {"code": indicator.code, "name_zh": indicator.name_zh, "name_en": indicator.name_en} | dict(values)
    )
    changed = [name for name in FIXED if name in values and values[name] != getattr(indicator, name)]
    if changed and _approved(session, indicator):
        raise IndicatorFixed(field=changed[0], field_name=f"Indicator.{changed[0]}")
    edit(session, actor, Permission.INDICATORS_DEFINE, indicator, values, version)


def copy_indicator(
    session: Session, actor: Actor, indicator: Indicator, code: str, now: datetime
) -> IndicatorVersion:
    """The same indicator under another code, proposed with the formula that is newest."""
    latest = session.scalars(
        select(IndicatorVersion)
        .where(IndicatorVersion.indicator_id == indicator.id, IndicatorVersion.archived_at.is_(None))
        .where(IndicatorVersion.state != VersionState.REJECTED)
        .order_by(IndicatorVersion.effective_from.desc(), IndicatorVersion.id.desc())
        .limit(1)
    ).first()
    if latest is None:
        raise Missing(field="code", field_name="IndicatorVersion.numerator")
    same = {name: getattr(indicator, name) for name in (*FIXED, *TOLD)}
    formula = {name: getattr(latest, name) for name in COMPUTED}
    return propose_indicator(session, actor, {**same, "code": code}, formula, now)


def retire_indicator(
    session: Session, actor: Actor, indicator: Indicator, now: datetime, reason: str
) -> None:
    """Take an indicator out of use: no readings, no alerts. Not by whoever answers for it."""
    actor.require(Permission.INDICATORS_APPROVE)
    if refusal := known_person(indicator, actor):
        raise refusal
    if actor.person_id == indicator.owner_id:
        raise OwnerApproves
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    live = select(Alert.id).where(Alert.indicator_id == indicator.id, Alert.counts.is_(True))
    if count := len(session.scalars(live).all()):
        raise AlertsStillOpen(count=count, indicator=indicator.code)
    archive(session, actor, Permission.INDICATORS_APPROVE, indicator, now, reason)


def revive_indicator(session: Session, actor: Actor, indicator: Indicator) -> None:
    """Bring a retired indicator back as it was."""
    restore(session, actor, Permission.INDICATORS_APPROVE, indicator)


def _approved(session: Session, indicator: Indicator) -> bool:
    kept = IndicatorVersion
    query = select(kept.id).where(
        kept.indicator_id == indicator.id, kept.state == VersionState.APPROVED, kept.archived_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None


def _require_told(values: Mapping[str, Any]) -> None:
    if not CODE.fullmatch(str(values.get("code") or "")):
        raise NotACode(field="code", code=str(values.get("code") or ""))
    for name in ("name_zh", "name_en"):
        if not str(values.get(name) or "").strip():
            raise Missing(field=name, field_name=f"Indicator.{name}")
