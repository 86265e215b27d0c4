"""Pull the values that lines are scored from: indicators and personal measures, for everybody at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.personal_measures import PERSONAL_MEASURES
from domain.appraisal.personal_value import Asked, PersonalValue
from domain.appraisal.scorecard_item import BY_PERSON, ItemKind, Scope, ScorecardItem
from domain.appraisal.sheet import Sheet
from domain.core.period import written
from domain.core.statement import Statement
from domain.indicators.figure import Figure
from domain.indicators.span_figures import SpanWish, span_figures
from domain.organisation.tree import root_unit

OWNER_WORDS = {"ImprovementMeasure": "owner", "Alert": "owner", "Violation": "salesperson"}
"""By which filter the list of such records finds a person's."""


class NothingToMeasure(Statement):
    """No record of the period concerns the person."""

    text = "there was nothing to measure in the period"


@dataclass(frozen=True)
class Pulled:
    """The value of a line, and the way to the records behind it. Without value, why."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    path: Mapping[str, Any] = field(default_factory=dict)
    why: Mapping[str, Any] | None = None


def pull_values(
    session: Session, cycle: AppraisalCycle, sheets: Sequence[Sheet], today: date
) -> dict[tuple[int, str], Pulled]:
    """(assessment, item) -> value, of every line that is computed."""
    wanted = [(sheet, item) for sheet in sheets for item in sheet.content.items if not item.kind.is_rated]
    figures = [(s, i) for s, i in wanted if i.kind is ItemKind.INDICATOR]
    personal = [(s, i) for s, i in wanted if i.kind is ItemKind.PERSONAL]
    return {**_figures(session, cycle, figures, today), **_personal(session, cycle, personal, today)}


Line = tuple[Sheet, ScorecardItem]


def _figures(
    session: Session, cycle: AppraisalCycle, lines: Sequence[Line], today: date
) -> dict[tuple[int, str], Pulled]:
    found: dict[tuple[int, str], Pulled] = {}
    for scope, by in ((Scope.PERSON, BY_PERSON), (Scope.UNIT, None)):
        own = [(sheet, item) for sheet, item in lines if item.scope is scope]
        wish = SpanWish(
            frozenset(item.source for _, item in own), cycle.first_month, cycle.last_month,
            frozenset(_member(sheet, scope) for sheet, _ in own), by,
        )  # fmt: skip
        figures = span_figures(session, wish, today)
        root = root_unit(session) if own else 0
        for sheet, item in own:
            figure = figures[item.source][_member(sheet, scope)]
            found[sheet.id, item.key] = _pulled(figure, item, cycle, root if by else sheet.unit_id, sheet)
    return found


def _member(sheet: Sheet, scope: Scope) -> int:
    return sheet.person_id if scope is Scope.PERSON else sheet.unit_id


def _pulled(figure: Figure, item: ScorecardItem, cycle: AppraisalCycle, unit: int, sheet: Sheet) -> Pulled:
    asks = {
        "code": item.source,
        "unit": str(unit),
        "period": written(cycle.last_month),
        "records": "numerator",
    }
    if item.scope is Scope.PERSON:
        asks |= {"by": BY_PERSON, "member": str(sheet.person_id)}
    path = {
        "indicator": item.source, "scope": item.scope.value, "unit_id": unit, "person_id": sheet.person_id,
        "first": cycle.first_month, "last": cycle.last_month, "version_id": figure.version_id,
        "as_of": figure.as_of.isoformat(), "rows": figure.rows, "page": "indicators", "asks": asks,
    }  # fmt: skip
    why = figure.reason.plain() if figure.value is None and figure.reason else None
    return Pulled(figure.value, figure.numerator, figure.denominator, path, why)


def _personal(
    session: Session, cycle: AppraisalCycle, lines: Sequence[Line], today: date
) -> dict[tuple[int, str], Pulled]:
    people: dict[str, set[int]] = defaultdict(set)
    for sheet, item in lines:
        people[item.source].add(sheet.person_id)
    values = {
        name: PERSONAL_MEASURES[name].reckon(session, Asked(frozenset(some), *days(cycle), today))
        for name, some in people.items()
    }
    return {
        (sheet.id, item.key): _reckoned(values[item.source][sheet.person_id], item, cycle, sheet)
        for sheet, item in lines
    }


def _reckoned(value: PersonalValue, item: ScorecardItem, cycle: AppraisalCycle, sheet: Sheet) -> Pulled:
    path = {
        "measure": item.source, "scope": Scope.PERSON.value, "person_id": sheet.person_id,
        "first": cycle.first_month, "last": cycle.last_month, **value.path(), "page": value.entity,
        "asks": {OWNER_WORDS.get(value.entity, "person"): str(sheet.person_id)},
    }  # fmt: skip
    why = NothingToMeasure().plain() if value.value is None else None
    return Pulled(value.value, value.numerator, value.denominator, path, why)


def days(cycle: AppraisalCycle) -> tuple[date, date]:
    """The first and the last day of the period."""
    return cycle.first_on, cycle.last_on
