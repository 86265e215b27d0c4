"""What HR arranges around an assessment: who rates, for how much of the period, whether at all."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.amend_assessment import BEFORE_RATED, leave_out, name_raters, set_share
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import DONE
from domain.core.clock import now
from domain.core.visibility import actor_of
from ui.appraisal.look import AssessmentLook
from ui.approvals.colleague_names import colleague_names
from ui.improvement.parts import said
from ui.language import _, label
from ui.wish import show_refusal, wish

Change = Callable[[Session, str], Assessment]


def draw_arranging(seen: AssessmentLook) -> None:
    """For HR, until it is published; each change asks for its reason."""
    one = seen.assessment
    if not seen.is_hr or one.state in DONE:
        return
    place = f"assessments:{one.id}:arrange"
    with st.popover(_("Arrange"), icon=":material/tune:", key=f"{place}:open"):
        if one.state in BEFORE_RATED:
            _ask_raters(seen, place)
        st.number_input(
            label("Assessment.share_of_period"), 0.0, 1.0, value=float(one.share_of_period), step=0.05,
            format="%.2f", key=f"{place}:share",
            help=_("Below 0.5 nobody is rated; below 0.8 amounts are to be reached in proportion."),
        )  # fmt: skip
        st.text_area(label("field.reason"), key=f"{place}:reason", height=80)
        show_refusal(place)
        with st.container(horizontal=True, gap="small"):
            if one.state in BEFORE_RATED:
                _button(_("Name the raters"), "raters", partial(_name_raters, one.id, place), place)
            _button(_("Set the share"), "set_share", partial(_set_share, one.id, place), place)
            _button(_("Leave out of the cycle"), "leave_out", partial(_leave_out, one.id), place)


def _ask_raters(seen: AssessmentLook, place: str) -> None:
    with reading(seen.actor) as session:
        names = colleague_names(session)
    offered: list[int | None] = [None, *(key for key in names if key != seen.assessment.person_id)]
    for name, held in (
        ("rater", seen.assessment.rater_id),
        ("second_rater", seen.assessment.second_rater_id),
    ):
        st.selectbox(
            label(f"Assessment.{name}"), offered, key=f"{place}:{name}",
            format_func=lambda key: names.get(key, "") if key else _("None"),
            index=offered.index(held) if held in offered else 0,
        )  # fmt: skip


def _button(name: str, key: str, change: Change, place: str) -> None:
    st.button(name, key=f"{place}:{key}", on_click=_change, args=(change, place))


def _change(change: Change, place: str) -> None:
    wish(lambda session: change(session, said(f"{place}:reason")), done=_("Arranged."), place=place)


def _name_raters(key: int, place: str, session: Session, reason: str) -> Assessment:
    rater, second = (st.session_state.get(f"{place}:{name}") for name in ("rater", "second_rater"))
    return name_raters(session, actor_of(session), key, rater, second, reason)


def _set_share(key: int, place: str, session: Session, reason: str) -> Assessment:
    share = Decimal(str(st.session_state.get(f"{place}:share") or 0))
    return set_share(session, actor_of(session), key, share, reason, now())


def _leave_out(key: int, session: Session, reason: str) -> Assessment:
    return leave_out(session, actor_of(session), key, now(), reason)
