"""What the lists of the scale and of scorecards need beyond their fields."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.appraisal.content import TOTAL, Dimension, ScorecardContent
from domain.appraisal.define_grade import define_grade
from domain.appraisal.define_scorecard import define_scorecard
from domain.appraisal.grade import Grade
from domain.appraisal.scorecard import Scorecard
from domain.appraisal.scorecard_item import ItemKind, ScorecardItem
from domain.core.permission import Actor
from ui.language import _

BEGINNING = ScorecardContent(
    (
        Dimension(
            "results", "经营业绩", "Business results", TOTAL,
            (ScorecardItem("goals", "约定目标", "Agreed goals", ItemKind.GOAL, Decimal(100)),),
        ),
    )
)  # fmt: skip
"""What a new scorecard asks until somebody writes it: a sound one, so that nothing unsound is ever kept."""


def new_grade(session: Session, actor: Actor, values: Mapping[str, Any]) -> Grade:
    """One more grade of the scale."""
    return define_grade(session, actor, values)


def new_scorecard(session: Session, actor: Actor, values: Mapping[str, Any]) -> Scorecard:
    """A scorecard of agreed goals only: the rest is written on its page."""
    return define_scorecard(session, actor, {**values, "content": BEGINNING.plain()})


def how_many_posts(scorecard: Scorecard, _today: date) -> str:
    """For whom it is, as a number."""
    count = len(scorecard.posts or ())
    return _("{count} posts", count=count) if count else _("All other posts")


def how_much(scorecard: Scorecard, _today: date) -> str:
    """How much it asks."""
    asks = scorecard.asks
    return _("{dimensions} dimensions, {items} items",
             dimensions=len(asks.dimensions), items=len(list(asks.items)))  # fmt: skip
