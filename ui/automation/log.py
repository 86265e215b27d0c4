"""Every firing of an automation."""

from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.automation.automation import Automation
from domain.automation.closed_fields import may_name
from domain.automation.firing import AutomationFiring
from domain.automation.occurrence import kinds
from domain.core.permission import Actor
from domain.core.visibility import BelongsToUnit
from domain.messaging.words import spoken
from ui import formats
from ui.language import _, current, in_language, label

LATEST = 200


def draw_log(actor: Actor, one: Automation) -> None:
    """The latest firings; records that the reader may not see keep their names to themselves."""
    with reading(actor) as session:
        query = select(AutomationFiring).where(AutomationFiring.automation_id == one.id)
        firings = session.scalars(query.order_by(AutomationFiring.id.desc()).limit(LATEST)).all()
        kind: Any = kinds()[one.entity]
        ids = [firing.record_id for firing in firings]
        limited = issubclass(kind, BelongsToUnit) and actor.units is not None
        permitted = may_name(actor, kind) and (
            kind.read_permission is None or actor.may(kind.read_permission)
        )
        seen = set(session.scalars(select(kind.id).where(kind.id.in_(ids)))) if limited else set(ids)
    if not firings:
        st.markdown(f":material/history: {_('It has not been set off yet.')}")
        return
    headings = (
        label("AutomationFiring.at"), label(f"entity.{one.entity}"), label("AutomationFiring.outcome"),
        label("AutomationFiring.result"), label("AutomationFiring.automation_version"),
    )  # fmt: skip
    rows = [
        dict(zip(headings, (
            formats.instant(firing.at),
            _name(firing) if permitted and firing.record_id in seen else f"#{firing.record_id}",
            label(firing.outcome), _came_of(firing), formats.number(firing.automation_version),
        ), strict=True))
        for firing in firings
    ]  # fmt: skip
    st.dataframe(pa.Table.from_pylist(rows), hide_index=True, key=f"automations:{one.id}:log:{firings[0].id}")


def _name(firing: AutomationFiring) -> str:
    return in_language(firing.title_zh, firing.title_en) or f"#{firing.record_id}"


def _came_of(firing: AutomationFiring) -> str:
    return spoken(firing.why_not, current()) if firing.why_not else firing.result
