"""My approvals: what waits for my decision, what I asked for, what is over, who stands in for me."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from db.unit_of_work import reading
from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.questions import Case, asked_by, decided_by, waiting_for
from domain.approvals.routable import routable
from domain.approvals.submit import STATE
from domain.core.clock import now, today
from domain.core.permission import Actor
from ui import address, formats
from ui.approvals.colleague_names import colleague_names
from ui.approvals.deciding import approve, draw_deciding
from ui.approvals.standing_in import draw_standing_in
from ui.approvals.stepper import draw_stepper
from ui.approvals.words import Vocabulary, field_name, person_name, value_words, vocabulary
from ui.colours import badge_colour
from ui.language import _, in_language, label
from ui.routes import literal, page_link
from ui.steps import step_name
from ui.wish import refusal_at, tell

PATH, ASKED = "approvals", "request"
PILES = ("waiting", "asked", "over", "standing_in")


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    piles: Mapping[str, Sequence[Case]]
    fields: Mapping[str, Mapping[str, ConditionField]]
    """Kind of record -> its fields."""
    known: Vocabulary
    colleagues: Mapping[int, str]


def draw(actor: Actor) -> None:
    """The page."""
    look = _look(actor)
    st.title(label("page.approvals"), anchor=False)
    pile = _choose(look)
    if pile == "standing_in":
        draw_standing_in(actor, look.colleagues)
        return
    cases = _asked_first(look.piles[pile])
    if not cases:
        st.markdown(f":material/task_alt: {label(f'empty.approvals_{pile}')}")
        return
    if pile == "waiting" and len(cases) > 1:
        _draw_many(cases)
    for case in cases:
        _draw(case, actor, look, pile)


def _look(actor: Actor) -> Look:
    with reading(actor) as session:
        piles = {
            "waiting": waiting_for(session, actor, today()),
            "asked": asked_by(session, actor),
            "over": decided_by(session, actor),
        }
        kinds = {case.request.entity for cases in piles.values() for case in cases}
        return Look(
            piles=piles,
            fields={name: fields_of(session, routable()[name]) for name in kinds},
            known=vocabulary(session),
            colleagues=colleague_names(session),
        )


def _choose(look: Look) -> str:
    """Which pile; a link to one request opens the pile it lies in."""
    wanted = address.get(ASKED)
    found = (
        name
        for name, cases in look.piles.items()
        if wanted and any(str(case.request.id) == wanted for case in cases)
    )
    names = {
        name: label(f"pile.{name}")
        + (f" · {formats.number(len(look.piles[name]))}" if look.piles.get(name) else "")
        for name in PILES
    }
    chosen = st.segmented_control(
        label("page.approvals"), PILES, format_func=names.__getitem__, default=next(found, PILES[0]),
        key=f"{PATH}:pile", label_visibility="collapsed", required=True,
    )  # fmt: skip
    return chosen or PILES[0]


def _asked_first(cases: Sequence[Case]) -> list[Case]:
    wanted = address.get(ASKED)
    return sorted(cases, key=lambda case: str(case.request.id) != wanted)


def _draw_many(cases: Sequence[Case]) -> None:
    """Approve several at once; each is decided for itself."""
    ids = [case.request.id for case in cases if not case.outdated]
    chosen = [key for key in ids if st.session_state.get(f"{PATH}:{key}:chosen")]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Approve the chosen ({count})", count=formats.number(len(chosen))), disabled=not chosen,
            icon=":material/done_all:", key=f"{PATH}:many", on_click=_approve_many, args=(chosen,),
        )  # fmt: skip
        st.button(_("Choose all"), type="tertiary", key=f"{PATH}:all", on_click=_choose_all, args=(ids,))


def _choose_all(ids: Sequence[int]) -> None:
    for key in ids:
        st.session_state[f"{PATH}:{key}:chosen"] = True


def _approve_many(ids: Sequence[int]) -> None:
    for key in ids:
        approve(key, f"{PATH}:{key}", told=False)
        st.session_state[f"{PATH}:{key}:chosen"] = False
    refused = sum(refusal_at(f"{PATH}:{key}") is not None for key in ids)
    tell(
        _("Approved: {done}; refused by a rule: {refused} (the reason stands at each).",
          done=len(ids) - refused, refused=refused),
    )  # fmt: skip


def _draw(case: Case, actor: Actor, look: Look, pile: str) -> None:
    request = case.request
    place = f"{PATH}:{request.id}"
    with st.container(border=True, gap="small"):
        _draw_heading(case, pile, place)
        facts = [
            label(f"entity.{request.entity}"),
            in_language(request.unit.name_zh, request.unit.name_en) if request.unit else "",
            _("asked for by {who}, {at}", who=person_name(case.names.get(request.submitter_id)),
              at=formats.instant(request.submitted_at)),
            _("due {at}", at=formats.instant(request.due_at)) if request.due_at else "",
            _("you decide for {who}", who=person_name(case.names.get(case.seat_of)))
            if case.seat_of not in (None, actor.person_id) and case.seat_of else "",
        ]  # fmt: skip
        st.caption(" · ".join(literal(fact) for fact in facts if fact))
        if request.reason:
            st.markdown(f":material/format_quote: {literal(request.reason)}")
        _draw_values(case, look)
        with st.expander(
            _("Tiers and decisions"), icon=":material/stairs:", expanded=pile != "waiting" and pile != "over"
        ):
            draw_stepper(case)
            route = request.route_version.route
            name = in_language(route.name_zh, route.name_en)
            st.caption(
                literal(_("Route “{name}”, version {number}", name=name, number=request.route_version.number))
            )
        draw_deciding(case, actor, look.colleagues, place)


def _draw_heading(case: Case, pile: str, place: str) -> None:
    request = case.request
    title = in_language(request.title, request.title_en)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if pile == "waiting" and not case.outdated:
            st.checkbox(_("Choose {title}", title=title), key=f"{place}:chosen", label_visibility="collapsed")
        page_link(request.entity, title, {"id": str(request.entity_id)}, f"approval-{request.id}")
        st.badge(step_name(request.entity, request.step), color="blue", icon=":material/arrow_forward:")
        if pile != "waiting":
            st.badge(label(request.state), color=badge_colour(request.state))  # type: ignore[arg-type]
        if case.overdue(now()):
            st.badge(_("late"), color="red", icon=":material/schedule:")


def _draw_values(case: Case, look: Look) -> None:
    """The values that decided about the route: what the approval is about."""
    fields = look.fields.get(case.request.entity, {})
    shown = [(path, text) for path, text in case.request.frozen.items() if path != STATE]
    if not shown:
        return
    with st.grid(4, min_column_width=160, gap="small"):
        for path, text in shown:
            one = fields.get(path)
            with st.container(gap=None):
                st.caption(literal(field_name(one) if one is not None else path))
                st.markdown(literal(value_words(one, text, look.known)))
