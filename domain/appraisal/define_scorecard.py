"""Define what people in some posts are assessed by."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.appraisal.scorecard import Scorecard
from domain.core.editing import create, edit, find
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement

HR = Permission.ASSESSMENTS_ADMINISTER


class TooFewFigures(Statement):
    """Two figures are no picture, twelve are nobody's aim."""

    text = "{count} figures: 4 to 8 are usual, as nobody can work towards more and fewer tell too little."


def define_scorecard(session: Session, actor: Actor, values: Mapping[str, Any]) -> Scorecard:
    """Add a scorecard that can be scored; CurveWrong, WeightsOff and others where it cannot."""
    return create(session, actor, HR, Scorecard, values)


def change_scorecard(
    session: Session, actor: Actor, scorecard_id: int, values: Mapping[str, Any], version: int | None = None
) -> Scorecard:
    """Change a scorecard. Assessments that exist keep the content they began with."""
    card = find(session, Scorecard, scorecard_id)
    edit(session, actor, HR, card, values, version)
    return card


def warnings(card: Scorecard) -> list[Statement]:
    """What to think about before using it; it may be used all the same."""
    asks = card.asks
    if not asks.figures_off:
        return []
    return [TooFewFigures(count=sum(not item.kind.is_rated for item in asks.items))]
