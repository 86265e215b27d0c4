"""What an automation does, and whom it tells."""

from typing import Any

import streamlit as st

from domain.automation.automation import MOST_A_DAY, Automation, Deed
from domain.automation.occurrence import kinds, steps_of
from domain.improvement.issue import Issue
from domain.improvement.measure_proposal import LONGEST_DAYS
from ui.approvals.words import Vocabulary
from ui.language import _, label
from ui.steps import step_name

USUAL_LIMIT = 20
USUAL_DAYS = 30


def draw_deed(place: str, one: Automation | None, entity: str, known: Vocabulary) -> dict[str, Any]:
    """The fields that the chosen deed needs; what they say."""
    steps = {step: step_name(entity, step) for step in steps_of(kinds()[entity])}
    deeds = {deed: label(deed) for deed in Deed if steps or deed is not Deed.PROPOSE_STEP}
    what, words, limit = st.columns([2, 4, 1])
    deed = what.selectbox(
        label("Automation.deed"), list(deeds), format_func=deeds.__getitem__,
        key=f"{place}:deed:{bool(steps)}",
        index=list(deeds).index(one.deed) if one is not None and one.deed in deeds else 0,
    )  # fmt: skip
    said: dict[str, Any] = {
        "deed": deed, "step": "", "people": [], "roles": [], "to_owner": False, "measure": None,
        "measure_days": None,
    }  # fmt: skip
    said["message"] = words.text_input(
        label("Automation.message"), value=one.message if one is not None else "", key=f"{place}:message",
        max_chars=200, help=_("The text of the notice, or the beginning of the issue's title."),
    ).strip()  # fmt: skip
    said["daily_limit"] = limit.number_input(
        label("Automation.daily_limit"), 1, MOST_A_DAY, one.daily_limit if one is not None else USUAL_LIMIT,
        key=f"{place}:limit",
    )  # fmt: skip
    if deed is Deed.PROPOSE_STEP:
        said["step"] = st.selectbox(
            label("Automation.step"), list(steps), format_func=steps.__getitem__,
            key=f"{place}:step:{entity}",
            index=list(steps).index(one.step) if one is not None and one.step in steps else 0,
        )  # fmt: skip
    if deed is not Deed.OPEN_ISSUE:
        said |= _draw_people(place, one, known)
    if deed is Deed.OPEN_ISSUE or entity == Issue.__name__:
        said |= _draw_measure(place, one)
    return said


def _draw_measure(place: str, one: Automation | None) -> dict[str, Any]:
    """The measure that is proposed besides; the owner of the issue plans or declines it."""
    what, days = st.columns([6, 2], vertical_alignment="bottom")
    title = what.text_input(
        label("Automation.measure"), value=(one.measure or "") if one is not None else "",
        key=f"{place}:measure", max_chars=200, placeholder=_("None"),
        help=_("It is proposed in the issue. Its owner plans it, with a person and a day, or declines it."),
    ).strip()  # fmt: skip
    span = days.number_input(
        label("Automation.measure_days"), 1, LONGEST_DAYS,
        (one.measure_days if one is not None else None) or USUAL_DAYS, key=f"{place}:measure_days",
    )  # fmt: skip
    return {"measure": title or None, "measure_days": span}


def _draw_people(place: str, one: Automation | None, known: Vocabulary) -> dict[str, Any]:
    people, roles = dict(known.people), dict(known.roles)
    who, which, owner = st.columns([3, 3, 2], vertical_alignment="bottom")
    before_people = [code for code in (one.people if one is not None else []) if code in people]
    before_roles = [code for code in (one.roles if one is not None else []) if code in roles]
    return {
        "people": who.multiselect(
            label("Automation.people"), list(people), before_people, format_func=people.__getitem__,
            key=f"{place}:people", placeholder=_("Choose"),
        ),
        "roles": which.multiselect(
            label("Automation.roles"), list(roles), before_roles, format_func=roles.__getitem__,
            key=f"{place}:roles", placeholder=_("Choose"),
        ),
        "to_owner": owner.checkbox(
            label("Automation.to_owner"), value=bool(one is not None and one.to_owner), key=f"{place}:owner"
        ),
    }  # fmt: skip
