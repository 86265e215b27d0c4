"""All routes: for which step, in force or drafted; and one route with its versions."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.approvals.draft_route import new_route, new_version
from domain.approvals.find_route import versions_in_force
from domain.approvals.routable import routable, steps_of
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.route_state import RouteState
from domain.core.clock import now, today
from domain.core.errors import NotFound
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from ui import address, formats
from ui.approvals.route_page import draw_version
from ui.colours import badge_colour
from ui.language import _, in_language, label
from ui.question import whole
from ui.routes import literal, page_link
from ui.steps import step_name
from ui.wish import show_refusal, wish

PATH = "approval_routes"
WAITING = (RouteState.DRAFT, RouteState.PROPOSED)


def draw(actor: Actor) -> None:
    """The list, or the route that the address names."""
    asked = address.get("id")
    if asked is None:
        _draw_list(actor)
        return
    key = whole(asked)
    if key is None:
        raise NotFound
    _draw_route(actor, key)


def _draw_list(actor: Actor) -> None:
    with reading(actor) as session:
        routes = session.scalars(
            select(ApprovalRoute)
            .where(ApprovalRoute.archived_at.is_(None))
            .options(selectinload(ApprovalRoute.versions))
            .order_by(ApprovalRoute.entity, ApprovalRoute.step, ApprovalRoute.id)
        ).all()
    st.title(label("page.approval_routes"), anchor=False)
    st.caption(
        _("A route says who must agree before a step is taken. Without a route a step is taken by its own "
          "rules alone.")
    )  # fmt: skip
    if actor.may(Permission.APPROVALS_DEFINE):
        _draw_new()
    if not routes:
        st.markdown(f":material/route: {_('There is no route yet.')}")
    for route in routes:
        _draw_row(route)


def _draw_row(route: ApprovalRoute) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            name = in_language(route.name_zh, route.name_en)
            page_link(PATH, name, {"id": str(route.id)}, f"route-{route.id}")
            st.caption(literal(_step_words(route)))
        for version in route.versions:
            current = version is _current(route.versions)
            if current or version.state in WAITING:
                state = _("in force") if current and not version.ends_route else _state_words(version)
                st.badge(
                    _("Version {number}: {state}", number=version.number, state=state),
                    color=badge_colour(version.state),  # type: ignore[arg-type]
                )


def _current(versions: Sequence[RouteVersion]) -> RouteVersion | None:
    """The one in force today, as the domain picks it."""
    valid = [one for one in versions if one.state is RouteState.APPROVED and one.effective_from <= today()]
    return max(valid, key=lambda one: (one.effective_from, one.number), default=None)


def _state_words(version: RouteVersion) -> str:
    if version.state is RouteState.APPROVED and version.ends_route:
        return _("the route has ended")
    return label(version.state)


def _step_words(route: ApprovalRoute) -> str:
    return f"{label(f'entity.{route.entity}')} · {step_name(route.entity, route.step)}"


def _draw_new() -> None:
    kinds = {name: label(f"entity.{name}") for name in routable()}
    with st.popover(_("New route"), icon=":material/add:", key=f"{PATH}:new:form"):
        entity = st.selectbox(
            label("ApprovalRoute.entity"),
            list(kinds),
            format_func=kinds.__getitem__,
            key=f"{PATH}:new:entity",
        )
        steps = {step: step_name(entity, step) for step in steps_of(routable()[entity])}
        st.selectbox(
            label("ApprovalRoute.step"),
            list(steps),
            format_func=steps.__getitem__,
            key=f"{PATH}:new:step:{entity}",
        )
        st.text_input(label("ApprovalRoute.name_zh"), key=f"{PATH}:new:name_zh", max_chars=200)
        st.text_input(label("ApprovalRoute.name_en"), key=f"{PATH}:new:name_en", max_chars=200)
        show_refusal(f"{PATH}:new")
        st.button(_("Draft it"), type="primary", key=f"{PATH}:new", on_click=_new, args=(entity,))


def _new(entity: str) -> None:
    said = {name: st.session_state.get(f"{PATH}:new:{name}") for name in ("name_zh", "name_en")}
    said |= {"entity": entity, "step": st.session_state.get(f"{PATH}:new:step:{entity}")}
    made = wish(lambda session: new_route(session, actor_of(session), said, now()), place=f"{PATH}:new")
    if made is not None:
        address.go({"id": str(made.route_id)})


def _draw_route(actor: Actor, key: int) -> None:
    with reading(actor) as session:
        route = session.scalars(
            select(ApprovalRoute).where(ApprovalRoute.id == key).options(selectinload(ApprovalRoute.versions))
        ).one_or_none()
        if route is None:
            raise NotFound
        in_force = {one.id for one in versions_in_force(session, route.entity, route.step, today())}
    st.button(
        label("page.approval_routes"), icon=":material/arrow_back:", type="tertiary", key=f"{PATH}:back",
        on_click=address.go, args=({},),
    )  # fmt: skip
    st.title(literal(in_language(route.name_zh, route.name_en)), anchor=False)
    st.caption(literal(_step_words(route)))
    names = {one.id: _version_words(one, one.id in in_force) for one in reversed(route.versions)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Version"),
            list(names),
            format_func=names.__getitem__,
            key=f"{PATH}:{key}:version:{'-'.join(str(one.state) for one in route.versions)}",
            width=420,
        )
        if actor.may(Permission.APPROVALS_DEFINE) and not any(one.state in WAITING for one in route.versions):
            st.button(
                _("New version"),
                icon=":material/edit_note:",
                key=f"{PATH}:{key}:again",
                on_click=_again,
                args=(key,),
            )
    show_refusal(f"{PATH}:{key}")
    for version in route.versions:
        if version.id == chosen:
            draw_version(actor, route, version)


def _version_words(one: RouteVersion, counts: bool) -> str:
    since = _("from {day}", day=formats.day(one.effective_from))
    state = _("in force") if counts else _state_words(one)
    return f"{one.number} · {state} · {since}"


def _again(route_id: int) -> None:
    def work(session: Session) -> RouteVersion:
        return new_version(session, actor_of(session), route_id, now())

    wish(work, place=f"{PATH}:{route_id}")
