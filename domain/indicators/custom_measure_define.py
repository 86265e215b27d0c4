"""Build, change, retire and copy measures. What an indicator in force rests on does not change under it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import archive, create, edit, restore
from domain.core.entity import Fact
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.indicators.custom_measure import FACTS_BY_NAME, CustomMeasure
from domain.indicators.custom_measure_fields import conditions_of, is_open
from domain.indicators.custom_measure_registry import registry_of
from domain.indicators.fact_pass import Scope
from domain.indicators.figure_state import locked_state
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.indicators.part_store import replace_parts, sum_facts
from domain.indicators.refresh import PartialSight

MEANING = ("fact", "aggregate", "field", "month", "until", "conditions", "money", "needs_value")
"""Columns that decide what the measure is; names and notes may always be mended."""
FORMULAS = ("numerator", "denominator", "factor", "plan")


class MeasureInUse(RuleBroken):
    """Changing the measure would change figures past the approval of the indicators that read it."""

    text = (
        "{code} is part of {indicators}. Copy it under another code, change the copy and propose the "
        "indicator anew."
    )


class CodeIsFixed(RuleBroken):
    """Formulas call the measure by its code."""

    text = "The code of a measure cannot be changed; copy it instead."


class CodeTaken(RuleBroken):
    """Two measures of one code could not be told apart."""

    text = "There is a measure {code} already."


class FieldNotOpen(DomainError):
    """A sum would tell what the person may not read."""

    text = "{field_name} is not open to your role."


def define_measure(session: Session, actor: Actor, values: Mapping[str, Any]) -> CustomMeasure:
    """Build a measure and add up its past at once, so that it can be tried out before anybody uses it."""
    _require_free(session, str(values.get("code") or ""))
    _require_open(session, actor, values)
    given = {"month": "period", **values}
    measure = create(session, actor, Permission.INDICATORS_DEFINE, CustomMeasure, given)
    sum_up(session, measure.fact)
    return measure


def change_measure(
    session: Session,
    actor: Actor,
    measure: CustomMeasure,
    values: Mapping[str, Any],
    version: int | None = None,
) -> None:
    """Change a measure that no indicator rests on; of others only names and the note."""
    if values.get("code", measure.code) != measure.code:
        raise CodeIsFixed(field="code")
    before = measure.fact
    meant = any(name in values and values[name] != getattr(measure, name) for name in MEANING)
    if meant:
        _require_unused(session, measure)
        known = {name: getattr(measure, name) for name in MEANING}
        _require_open(session, actor, {**known, **values})
    edit(session, actor, Permission.INDICATORS_DEFINE, measure, values, version)
    if meant:
        for fact in {before, measure.fact}:
            sum_up(session, fact)


def copy_measure(session: Session, actor: Actor, measure: CustomMeasure, code: str) -> CustomMeasure:
    """The same measure under another code, to be changed."""
    same = {name: getattr(measure, name) for name in (*MEANING, "name_zh", "name_en", "note")}
    return define_measure(session, actor, {**same, "code": code})


def retire_measure(
    session: Session, actor: Actor, measure: CustomMeasure, now: datetime, reason: str = ""
) -> None:
    """Take a measure out of use, unless an indicator rests on it."""
    _require_unused(session, measure)
    archive(session, actor, Permission.INDICATORS_DEFINE, measure, now, reason)
    sum_up(session, measure.fact)


def revive_measure(session: Session, actor: Actor, measure: CustomMeasure) -> None:
    """Bring a retired measure back."""
    restore(session, actor, Permission.INDICATORS_DEFINE, measure)
    sum_up(session, measure.fact)


def sum_up(session: Session, fact: str) -> int:
    """Sum the fact table again for every measure, as a refresh would; how many parts were written.

    A refresh that runs meanwhile is waited for. Marks of changed facts stay for the next one.
    """
    if actor_of(session).units is not None:
        raise PartialSight
    locked_state(session)
    table = FACTS_BY_NAME[fact].__tablename__
    registry = registry_of(session)
    if table not in registry.facts:
        return 0
    return replace_parts(session, table, Scope(), sum_facts(session, registry, table, Scope()))


def indicators_with(session: Session, code: str) -> tuple[str, ...]:
    """Codes of the indicators whose proposed or approved formulas name the measure."""
    kept = IndicatorVersion
    query = (
        select(Indicator.code, *(getattr(kept, name) for name in FORMULAS))
        .join(kept, kept.indicator_id == Indicator.id)
        .where(
            kept.state.in_((VersionState.PROPOSED, VersionState.APPROVED)),
            kept.archived_at.is_(None),
            Indicator.archived_at.is_(None),
        )
    )
    word = re.compile(rf"\b{re.escape(code)}\b")
    return tuple(sorted({row[0] for row in session.execute(query) if any(map(word.search, row[1:]))}))


def _require_unused(session: Session, measure: CustomMeasure) -> None:
    if using := indicators_with(session, measure.code):
        raise MeasureInUse(code=measure.code, indicators=", ".join(using))


def _require_free(session: Session, code: str) -> None:
    if session.scalar(select(CustomMeasure.id).where(CustomMeasure.code == code)) is not None:
        raise CodeTaken(field="code", code=code)


def _require_open(session: Session, actor: Actor, values: Mapping[str, Any]) -> None:
    """Whoever builds a measure must be able to read what it adds up and asks about."""
    fact: type[Fact] | None = FACTS_BY_NAME.get(str(values.get("fact") or ""))
    if fact is None:
        return
    known = conditions_of(session, fact)
    items = (values.get("conditions") or {}).get("items", ())
    for path in (str(values.get("field") or ""), *(str(item["field"]) for item in items)):
        one = known.get(path)
        if one is not None and not is_open(actor, fact, path, one.definition):
            raise FieldNotOpen(field_name=one.label_keys[-1])
