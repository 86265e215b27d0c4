"""What can be done with a measure: keep, copy, retire, bring back."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.editing import find
from domain.core.visibility import actor_of
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.custom_measure_define import (
    change_measure,
    copy_measure,
    define_measure,
    retire_measure,
    revive_measure,
)
from ui import address
from ui.language import _
from ui.wish import show_refusal, wish


def draw_keep(one: CustomMeasure | None, place: str, read: Callable[[], dict[str, Any]]) -> None:
    """Keep what the widgets say; `read` asks them when the button is pressed."""

    def keep() -> None:
        values = read()
        code = str(st.session_state.get(f"{place}:code") or "").strip()

        def work(session: Session) -> str:
            actor = actor_of(session)
            if one is None:
                return define_measure(session, actor, values | {"code": code}).code
            change_measure(session, actor, find(session, CustomMeasure, one.id), values, one.version)
            return one.code

        done = _("The measure is kept and its past added up; formulas may use it now.")
        if (made := wish(work, done=done, place=place)) is not None and one is None:
            address.go({"measure": made})

    show_refusal(place)
    st.button(
        _("Keep the measure"), type="primary", icon=":material/save:", key=f"{place}:keep", on_click=keep
    )


def draw_rest(one: CustomMeasure) -> None:
    """Copy, retire, bring back."""
    place = f"measure:{one.id}:rest"
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Duplicate"), icon=":material/content_copy:", key=f"{place}:copy:form"):
            st.text_input(_("Code of the copy"), key=f"{place}:code", max_chars=60)
            st.button(
                _("Duplicate"), type="primary", key=f"{place}:copy", on_click=_copy, args=(one.id, place)
            )
        if one.archived_at is None:
            st.button(
                _("Retire"), icon=":material/archive:", key=f"{place}:retire", on_click=_retire,
                args=(one.id, place),
            )  # fmt: skip
        else:
            st.button(
                _("Bring back"), icon=":material/unarchive:", key=f"{place}:revive", on_click=_revive,
                args=(one.id, place),
            )  # fmt: skip
    show_refusal(place)


def _copy(key: int, place: str) -> None:
    code = str(st.session_state.get(f"{place}:code") or "").strip()

    def work(session: Session) -> str:
        return copy_measure(session, actor_of(session), find(session, CustomMeasure, key), code).code

    if (made := wish(work, done=_("Copied."), place=place)) is not None:
        address.go({"measure": made})


def _retire(key: int, place: str) -> None:
    def work(session: Session) -> None:
        retire_measure(session, actor_of(session), find(session, CustomMeasure, key), now())

    wish(work, done=_("Retired."), place=place)


def _revive(key: int, place: str) -> None:
    wish(
        lambda session: revive_measure(session, actor_of(session), find(session, CustomMeasure, key)),
        done=_("Brought back."),
        place=place,
    )
