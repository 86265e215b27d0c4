"""What an indicator is called, what it tells, how it is measured and who answers for it."""

from typing import Any

import streamlit as st

from domain.core.period import Grain
from domain.indicators.indicator import Kind, Measured
from domain.indicators.indicator_version import VersionState
from domain.indicators.status import Direction
from ui.indicators.builder.look import Look
from ui.language import _, label

TEXTS = ("name_zh", "name_en", "question_zh", "question_en", "definition_zh", "definition_en")
CHOICES = {"kind": Kind, "measured": Measured, "direction": Direction, "grain": Grain}
BEGIN = {"kind": Kind.KPI, "measured": Measured.RATIO, "direction": Direction.HB, "grain": Grain.MONTH}


def draw_meaning(seen: Look, place: str, *, writes: bool) -> None:
    """The fields; what readings rest on is locked once a version is approved."""
    one = seen.indicator
    locked = _("Fixed once a version is approved; duplicate the indicator to change it.")
    fixed = any(version.state is VersionState.APPROVED for version in seen.versions)
    if one is None:
        st.text_input(
            label("Indicator.code"), key=f"{place}:code", max_chars=20, placeholder="C01", width=240,
            help=_("How formulas, files and addresses call it; it cannot be changed later."),
        )  # fmt: skip
    for name in TEXTS:
        st.session_state.setdefault(f"{place}:{name}", "" if one is None else getattr(one, name))
    for begin in ("name", "question"):
        for column, language in zip(st.columns(2), ("zh", "en"), strict=True):
            key = f"{begin}_{language}"
            column.text_input(label(f"Indicator.{key}"), key=f"{place}:{key}", disabled=not writes)
    for column, language in zip(st.columns(2), ("zh", "en"), strict=True):
        key = f"definition_{language}"
        column.text_area(label(f"Indicator.{key}"), key=f"{place}:{key}", height=110, disabled=not writes)
    for column, (name, kind) in zip(st.columns(4), CHOICES.items(), strict=True):
        names = {str(member): label(member) for member in kind}
        present = BEGIN[name] if one is None else getattr(one, name)
        st.session_state.setdefault(f"{place}:{name}", str(present))
        column.selectbox(
            label(f"Indicator.{name}"), list(names), format_func=names.__getitem__, key=f"{place}:{name}",
            disabled=fixed or not writes,
            help=locked if fixed else None,
        )  # fmt: skip
    _draw_owner(seen, place, writes=writes)


def _draw_owner(seen: Look, place: str, *, writes: bool) -> None:
    one = seen.indicator
    roles, people = {"": "—", **seen.roles}, {0: "—", **seen.people}
    role = one.owner_role if one is not None and one.owner_role in roles else ""
    person = one.owner_id if one is not None and one.owner_id in people else 0
    st.session_state.setdefault(f"{place}:owner_role", role)
    st.session_state.setdefault(f"{place}:owner_id", person)
    left, right = st.columns(2)
    left.selectbox(
        label("Indicator.owner_role"), list(roles), format_func=roles.__getitem__,
        key=f"{place}:owner_role", disabled=not writes,
    )  # fmt: skip
    right.selectbox(
        label("Indicator.owner"), list(people), format_func=people.__getitem__, key=f"{place}:owner_id",
        disabled=not writes, help=_("Who answers for it does not approve changes of it."),
    )  # fmt: skip


def judged(seen: Look, place: str) -> tuple[Direction, Grain, Measured]:
    """Direction, period and unit of measure as they stand on the screen."""

    def said(name: str) -> str:
        begin = BEGIN[name] if seen.indicator is None else getattr(seen.indicator, name)
        return str(st.session_state.get(f"{place}:{name}") or begin)

    return Direction(said("direction")), Grain(said("grain")), Measured(said("measured"))


def read_meaning(place: str, *, new: bool) -> dict[str, Any]:
    """What the fields say now."""
    said = st.session_state
    values: dict[str, Any] = {name: str(said.get(f"{place}:{name}") or "").strip() for name in TEXTS}
    values |= {name: kind(said[f"{place}:{name}"]) for name, kind in CHOICES.items()}
    values["owner_role"] = str(said.get(f"{place}:owner_role") or "")
    values["owner_id"] = said.get(f"{place}:owner_id") or None
    if new:
        values["code"] = str(said.get(f"{place}:code") or "").strip()
    return values
