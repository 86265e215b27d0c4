"""Whether what a scorecard is to be computed from exists, and can be computed for a person."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.appraisal.content import ScorecardContent
from domain.appraisal.grade import Grade
from domain.appraisal.personal_measures import PERSONAL_MEASURES
from domain.appraisal.scorecard_item import BY_PERSON, ItemKind, Scope
from domain.core.errors import RuleBroken
from domain.indicators.indicator import Indicator
from domain.indicators.span_figures import known_by


class NoSuchFigure(RuleBroken):
    """The line would never have a value."""

    text = "“{item}”: there is no figure {source}."


class NotOfAPerson(RuleBroken):
    """The figure is of units only."""

    text = "“{item}”: {source} cannot be told apart by person. Take the unit's figure instead."


class NoSuchGrade(RuleBroken):
    """The cap would never hold."""

    text = "“{item}”: there is no grade {source}."


def require_sources(session: Session, content: ScorecardContent) -> None:
    """Raise where an item names an indicator, a personal measure or a grade that is not there."""
    items = list(content.items)
    codes = {item.source for item in items if item.kind is ItemKind.INDICATOR}
    known = set(session.scalars(select(Indicator.code).where(Indicator.code.in_(codes))))
    grades = set(session.scalars(select(table_of(Grade).c.code)))
    for item in items:
        there: Collection[str] = known if item.kind is ItemKind.INDICATOR else PERSONAL_MEASURES
        if not item.kind.is_rated and item.source not in there:
            raise NoSuchFigure(field="content", item=item.name, source=item.source)
        if item.caps_at and item.caps_at not in grades:
            raise NoSuchGrade(field="content", item=item.name, source=item.caps_at)
    personal = [i for i in items if i.kind is ItemKind.INDICATOR and i.scope is Scope.PERSON]
    told_apart = known_by(session, {item.source for item in personal}, BY_PERSON)
    for item in personal:
        if item.source not in told_apart:
            raise NotOfAPerson(field="content", item=item.name, source=item.source)
