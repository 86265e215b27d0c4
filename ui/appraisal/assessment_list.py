"""The list of assessments: its named questions and its worked-out columns."""

from datetime import date
from typing import Any

from sqlalchemy import Select

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.whose_turn import late_ones, published_ones, rated_by, waiting_for
from domain.core.permission import Actor
from ui.appraisal.heading import due_of
from ui.language import label

S = AssessmentState


def my_turn(actor: Actor, _today: date) -> Select[Any]:
    """Assessments whose next step is this person's."""
    return waiting_for(actor)


def my_team(actor: Actor, _today: date) -> Select[Any]:
    """Assessments this person rates."""
    return rated_by(actor)


def late(_actor: Actor, today: date) -> Select[Any]:
    """Assessments past the date of their phase."""
    return late_ones(today)


def published(_actor: Actor, _today: date) -> Select[Any]:
    """Assessments whose results are published."""
    return published_ones()


def whose_turn(one: Assessment, _today: date) -> str:
    """Who has to do something, as an office; names stand on the page."""
    if one.state is S.GOALS:
        return label("turn.person") if one.goals_proposed_at else label("turn.rater")
    return {
        S.SELF_RATING: label("turn.person"), S.MANAGER_RATING: label("turn.rater"),
        S.SECOND_RATING: label("turn.second"), S.CALIBRATION: label("turn.calibration"),
        S.HR_CHECK: label("turn.hr"), S.PUBLISHED: label("turn.person"), S.APPEALED: label("turn.panel"),
    }.get(one.state, "")  # fmt: skip


def when_due(one: Assessment, _today: date) -> date | None:
    """The day by which its state is to be left."""
    return due_of(one)
