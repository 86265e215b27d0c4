"""The form of an automation: when, on which conditions, what then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.approvals.condition_field import ConditionField, fields_of
from domain.automation.automation import Automation, Trigger
from domain.automation.occurrence import events_of, kinds
from domain.automation.save_automation import WRITE, save_automation
from domain.core.editing import find
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.scheduling.cadence import daily
from ui import address
from ui.approvals.condition_rows import begun, draw_conditions, read_conditions
from ui.approvals.options import options_of
from ui.automation.deed_form import draw_deed
from ui.automation.words import event_name, kind_names
from ui.language import _, label
from ui.scheduling.cadence_form import draw_rhythm
from ui.wish import show_refusal, wish

PATH = "automations"
Values = dict[str, Any]
TYPED = {
    "code": "code", "name_zh": "name_zh", "name_en": "name_en", "message": "message", "daily_limit": "limit",
    "at": "at", "every": "every", "people": "people", "roles": "roles", "to_owner": "owner",
    "measure": "measure", "measure_days": "measure_days",
}  # fmt: skip
"""Fields whose widgets have one key -> how it ends."""


@dataclass(frozen=True)
class Place:
    """Whose form it is: `key` begins anew whenever the automation was saved."""

    number: int | None
    version: int | None

    @property
    def key(self) -> str:
        """Beginning of the keys of all its widgets."""
        return f"{PATH}:edit:{self.number or 'new'}:{self.version or 0}"


def draw_editor(actor: Actor, one: Automation | None) -> None:
    """Everything an automation says, to be changed by who may."""
    place = Place(one.id, one.version) if one is not None else Place(None, None)
    mine = actor.may(WRITE)
    said = _draw_names(place, one)
    said |= _draw_when(actor, place, one)
    with reading(actor) as session:
        fields = fields_of(session, kinds()[said["entity"]])
        options = options_of(session, fields)
    store_key = f"{place.key}:conditions:{said['entity']}"
    if store_key not in st.session_state:
        same = one is not None and one.entity == said["entity"]
        st.session_state[store_key] = (
            begun(one.rules) if one is not None and same else {"join": "all", "items": []}
        )
    st.subheader(_("If"), anchor=False)
    st.caption(_("Without conditions it acts on every such record."))
    draw_conditions(st.session_state[store_key], store_key, fields, options)
    st.subheader(_("Then"), anchor=False)
    said |= draw_deed(place.key, one, said["entity"], options.known)
    show_refusal(place.key)
    if mine:
        st.caption(_("It acts with the rights of whoever saves it, checked each time."))
        st.button(
            _("Save"), type="primary", icon=":material/check:", key=f"{place.key}:save", on_click=_save,
            args=(place, said, store_key, fields),
        )  # fmt: skip


def _draw_names(place: Place, one: Automation | None) -> Values:
    said: Values = {}
    for name, column in zip(("code", "name_zh", "name_en"), st.columns(3), strict=True):
        said[name] = column.text_input(
            label(f"Automation.{name}"), value=getattr(one, name, ""), key=f"{place.key}:{name}",
            disabled=name == "code" and one is not None,
        ).strip()  # fmt: skip
    return said


def _draw_when(actor: Actor, place: Place, one: Automation | None) -> Values:
    permitted = {
        name: kind
        for name, kind in kinds().items()
        if (one is not None and name == one.entity)
        or (kind.read_permission is not None and actor.may(kind.read_permission))
    }
    names, triggers = kind_names(permitted), {trigger: label(trigger) for trigger in Trigger}
    st.subheader(_("Set off by"), anchor=False)
    which, how, what = st.columns(3)
    entity = which.selectbox(
        label("Automation.entity"), list(names), format_func=names.__getitem__, key=f"{place.key}:entity",
        index=list(names).index(one.entity) if one is not None else 0,
    )  # fmt: skip
    trigger = how.selectbox(
        label("Automation.trigger"), list(triggers), format_func=triggers.__getitem__,
        key=f"{place.key}:trigger", index=list(triggers).index(one.trigger) if one is not None else 0,
    )  # fmt: skip
    said: Values = {"entity": entity, "trigger": trigger, "event": "", "rhythm": None}
    with what:
        if trigger is Trigger.EVENT:
            said["event"] = _draw_event(place, one, entity)
        else:
            cadence = draw_rhythm(place.key, (one.cadence if one is not None else None) or daily("08:00"))
            said |= {
                "rhythm": cadence.rhythm, "every": cadence.every, "at": cadence.at,
                "weekday": cadence.weekday, "day": cadence.day,
            }  # fmt: skip
    return said


def _draw_event(place: Place, one: Automation | None, entity: str) -> str:
    kind = kinds()[entity]
    names = {event: event_name(kind, event) for event in events_of(kind)}
    known = one.event if one is not None and one.entity == entity else ""
    chosen = st.selectbox(
        label("Automation.event"), list(names), format_func=names.__getitem__,
        key=f"{place.key}:event:{entity}", index=list(names).index(known) if known in names else 0,
    )  # fmt: skip
    return str(chosen)


def _save(place: Place, drawn: Values, store_key: str, fields: Mapping[str, ConditionField]) -> None:
    """What was entered since the form was drawn counts too."""
    said = {
        name: st.session_state.get(f"{place.key}:{TYPED.get(name)}", value) for name, value in drawn.items()
    }
    said = {name: one.strip() if isinstance(one, str) else one for name, one in said.items()}
    said["conditions"] = read_conditions(st.session_state[store_key], store_key, fields).plain()

    def work(session: Session) -> int:
        found = None if place.number is None else find(session, Automation, place.number)
        values = said if found is None else {name: one for name, one in said.items() if name != "code"}
        return save_automation(session, actor_of(session), found, values, place.version).id

    number = wish(work, done=_("Saved."), place=place.key)
    if number is not None:
        address.put("id", (str(number),))
