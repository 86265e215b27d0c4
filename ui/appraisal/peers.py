"""What colleagues say about a person: asked for by rater or HR, shown in groups large enough to hide in."""

from collections.abc import Iterator, Mapping

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.assessment_state import DONE
from domain.appraisal.close_reviews import close_reviews
from domain.appraisal.invite_reviewers import invite_reviewers
from domain.appraisal.look_up_reviews import Asking, asking_about
from domain.appraisal.peer_results import PeerResult
from domain.appraisal.peer_score import LEAST_IN_GROUP, LEAST_IN_TOTAL, RaterGroup
from domain.appraisal.scorecard_item import ItemKind
from domain.core.clock import now, today
from domain.core.errors import DomainError
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.curve_view import points
from ui.appraisal.figures import item_name
from ui.appraisal.look import AssessmentLook, find_assessment
from ui.approvals.colleague_names import colleague_names
from ui.charts.data import Bar, Measured
from ui.charts.draw import bars
from ui.language import _, label, say
from ui.routes import literal
from ui.wish import show_refusal, wish


def draw_peers(seen: AssessmentLook) -> None:
    """The section; nothing where nobody is asked and this person could not ask."""
    early = seen.assessment.state not in DONE
    asks = early and (seen.is_rater or seen.is_hr) and not seen.is_subject
    judged = any(item.kind is ItemKind.COMPETENCY for item in seen.content.items)
    if not judged or (seen.peers is None and not asks):
        return
    st.subheader(label("section.peers"), anchor=False)
    if isinstance(seen.peers, DomainError):
        st.caption(say(seen.peers))
    elif seen.peers is not None:
        _draw_result(seen, seen.peers)
    if asks:
        _draw_asking(seen)


def _draw_result(seen: AssessmentLook, found: PeerResult) -> None:
    counts = _("{answered} of {asked} colleagues answered", answered=found.answered, asked=found.asked)
    if found.is_hidden:
        st.caption(
            _("{counts}. Nothing is shown below {total} answers in all and {group} in a group.",
              counts=counts, total=LEAST_IN_TOTAL, group=LEAST_IN_GROUP)
        )  # fmt: skip
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        for name, text in _facts(found):
            with st.container(gap=None, width="content"):
                st.caption(name)
                st.markdown(literal(text))
        st.caption(literal(counts))
    names = {item.key: item_name(item) for item in seen.content.items}
    rows = [
        Bar(names.get(key, key), level, note=_own(found.own_levels.get(key)))
        for key, level in sorted(found.levels.items(), key=lambda one: -one[1])
    ]
    with st.container(border=True):
        bars(rows, title=_("Level by competency, as colleagues see it (1 to 5)"), measured=Measured.NUMBER,
             key=f"assessment-{seen.assessment.id}-peers")  # fmt: skip
    for text in found.comments:
        st.markdown(f":material/format_quote: {literal(text)}".replace("\n", "  \n"))


def _facts(found: PeerResult) -> Iterator[tuple[str, str]]:
    yield _("Points of 100"), points(found.score)
    for group, score in found.groups.items():
        yield label(group), points(score)


def _own(level: int | None) -> str:
    return _("own level {level}", level=level) if level is not None else ""


def _draw_asking(seen: AssessmentLook) -> None:
    """Who is asked, and asking more; HR can end it."""
    one, place = seen.assessment, f"assessments:{seen.assessment.id}:peers"
    with reading(seen.actor) as session:
        asking = asking_about(session, one, seen.today)
        names = {key: name for key, name in colleague_names(session).items() if key != one.person_id}
    st.caption(literal(_status(asking)))
    show_refusal(place)
    if asking.is_over:
        return
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Ask colleagues"), icon=":material/group_add:", key=f"{place}:open"):
            _draw_choice(seen, names, place)
        if seen.is_hr and asking.asked:
            st.button(
                _("End asking now"), icon=":material/event_available:", key=f"{place}:close",
                on_click=_close, args=(one.id, place),
                help=_("No further answer is taken; then results are shown."),
            )  # fmt: skip


def _status(asking: Asking) -> str:
    if not asking.asked:
        return _("Nobody is asked yet.")
    counts = _("{answered} of {asked} colleagues answered", answered=asking.answered, asked=asking.asked)
    if asking.is_over:
        return counts
    return _("{counts}; answers are taken until {day}", counts=counts, day=formats.day(asking.due_on))


def _draw_choice(seen: AssessmentLook, names: Mapping[int, str], place: str) -> None:
    st.caption(_("Each group is shown only with {count} answers or more; ask some more than that.",
                 count=LEAST_IN_GROUP))  # fmt: skip
    for group in RaterGroup:
        if group is RaterGroup.MANAGER:
            rater = seen.assessment.rater_id
            if rater is not None and rater in names:
                st.checkbox(_("The manager, {name}", name=names[rater]), key=f"{place}:{group}")
            continue
        offered = [key for key in names if key != seen.assessment.rater_id]
        st.multiselect(
            label(group), offered, format_func=names.__getitem__, placeholder=_("Choose"),
            key=f"{place}:{group}",
        )  # fmt: skip
    st.button(_("Ask them"), type="primary", key=f"{place}:ask", on_click=_ask,
              args=(seen.assessment.id, seen.assessment.rater_id, place))  # fmt: skip


def _ask(key: int, rater_id: int | None, place: str) -> None:
    asked: dict[int, RaterGroup] = {}
    for group in RaterGroup:
        chosen = st.session_state.get(f"{place}:{group}")
        if group is RaterGroup.MANAGER:
            asked |= {rater_id: group} if chosen and rater_id is not None else {}
        else:
            asked |= dict.fromkeys(chosen or (), group)

    def work(session: Session) -> int:
        return len(invite_reviewers(session, actor_of(session), find_assessment(session, key), asked, now()))

    wish(work, done=lambda count: _("{count} colleagues were asked.", count=count), place=place)


def _close(key: int, place: str) -> None:
    def work(session: Session) -> bool:
        close_reviews(session, actor_of(session), find_assessment(session, key), today())
        return True

    wish(work, done=_("Asking has ended; results are shown now."), place=place)
