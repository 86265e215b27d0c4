"""Training needs: entered by hand, and what led to each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.core.clock import today
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.training.need import TrainingNeed
from domain.training.need_state import NeedPriority, NeedSource, NeedState
from domain.training.raise_needs import NeedDraft, raise_needs
from domain.training.tell_needs import UNMET
from ui import formats
from ui.language import _, label
from ui.routes import page_for, page_link


class NeedThere(RuleBroken):
    """The person has an open need of this course."""

    text = "The person has an open need of this course already."


def create_need(session: Session, actor: Actor, values: Mapping[str, Any]) -> TrainingNeed:
    """A need somebody enters by hand."""
    draft = NeedDraft(
        person_id=values["person_id"] or 0,
        source=NeedSource.MANUAL,
        course_id=values.get("course_id"),
        topic=values.get("topic") or "",
        why=values.get("why") or "",
        priority=values.get("priority") or NeedPriority.NORMAL,
        due_on=values.get("due_on"),
    )
    made = raise_needs(session, actor, [draft], today())
    if made:
        return made[0]
    raise NeedThere(field="course")


def draw_source(_: Actor, need: TrainingNeed) -> None:
    """Where it came from, as a link, and how long there is."""
    with st.container(border=True):
        st.markdown(f"**{label('TrainingNeed.source')}** · {label(need.source)}")
        if need.entity and need.entity_id is not None and page_for(need.entity) is not None:
            name = f"{label(f'entity.{need.entity}')} #{need.entity_id}"
            page_link(need.entity, name, {"id": str(need.entity_id)}, f"need-{need.id}-source")
        _draw_time(need)


def _draw_time(need: TrainingNeed) -> None:
    day = formats.day(need.due_on)
    if need.overdue(today()):
        left = (today() - need.due_on).days
        st.warning(_("Due {day}, {count} days ago.", day=day, count=left), icon=":material/timer_off:")
    elif need.state in UNMET:
        st.caption(_("Due {day}, in {count} days.", day=day, count=(need.due_on - today()).days))
    if need.state is NeedState.EFFECT_REVIEW and need.effect_due_on is not None:
        st.caption(_("The effect can be judged from {day}.", day=formats.day(need.effect_due_on)))


def mine(actor: Actor, _: date) -> Select[Any]:
    """What this person is to learn."""
    return select(TrainingNeed).where(
        TrainingNeed.person_id == (actor.person_id or 0), TrainingNeed.archived_at.is_(None)
    )


def overdue(_: Actor, day: date) -> Select[Any]:
    """Not met in time."""
    return select(TrainingNeed).where(
        TrainingNeed.state.in_(UNMET), TrainingNeed.due_on < day, TrainingNeed.archived_at.is_(None)
    )


def effect_due(_: Actor, day: date) -> Select[Any]:
    """Time to say what changed."""
    return select(TrainingNeed).where(
        TrainingNeed.state == NeedState.EFFECT_REVIEW, TrainingNeed.effect_due_on <= day,
        TrainingNeed.archived_at.is_(None),
    )  # fmt: skip


def days_left(need: TrainingNeed, day: date) -> int | None:
    """Until it is due, while it is not met; below 0: late."""
    return (need.due_on - day).days if need.state in UNMET else None
