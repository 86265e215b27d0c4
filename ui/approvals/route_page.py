"""One version of a route: what it says in words, its steps, its editor while it is a draft, and the trial."""

from dataclasses import dataclass, replace

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.routable import routable
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.route_state import RouteState, is_sound
from domain.approvals.tier import Tier
from domain.core.clock import now
from domain.core.editing import find
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from ui import formats
from ui.approvals.editor import draw_editor, keep_typed, place_of
from ui.approvals.options import Options, options_of
from ui.approvals.trial import draw_trial
from ui.approvals.words import approver_words, condition_words, field_name, tier_name
from ui.language import _, label, listed, say
from ui.routes import literal
from ui.steps import Offer, offers_of, step_name
from ui.wish import show_refusal, wish

PROPOSE = "propose"


@dataclass(frozen=True)
class Look:
    """What one look into the database gave."""

    offers: tuple[Offer, ...]
    fields: dict[str, ConditionField]
    options: Options


def draw_version(actor: Actor, route: ApprovalRoute, version: RouteVersion) -> None:
    """The version; a draft beside its editor."""
    with reading(actor) as session:
        fresh = session.get_one(RouteVersion, version.id)
        fields = fields_of(session, routable()[route.entity])
        look = Look(_offers(fresh, actor), fields, options_of(session, fields))
    _draw_steps(fresh, look)
    editable = fresh.state is RouteState.DRAFT and actor.may(Permission.APPROVALS_DEFINE)
    if editable:
        draw_editor(fresh, look.fields, look.options)
    else:
        _draw_words(fresh, look)
    draw_trial(actor, route, fresh, look.fields, look.options)


def _offers(version: RouteVersion, actor: Actor) -> tuple[Offer, ...]:
    """The steps; whether a draft is sound is seen when what stands on the screen is proposed, not before."""
    found = []
    for offer in offers_of(version, actor):
        if offer.step == PROPOSE:
            step = version.workflow.step(PROPOSE, version)
            known = replace(step, guards=tuple(guard for guard in step.guards if guard is not is_sound))
            refusal = known.refusal(version, actor)
            offer = Offer(PROPOSE, offer.needs_reason, say(refusal) if refusal else None)
        found.append(offer)
    return tuple(found)


def _draw_steps(version: RouteVersion, look: Look) -> None:
    place = f"approval_routes:version:{version.id}"
    with st.container(horizontal=True, gap="small"):
        for offer in look.offers:
            name, key = step_name("RouteVersion", offer.step), f"{place}:{offer.step}"
            kind = "secondary" if offer.step in ("discard", "send_back") else "primary"
            if offer.needs_reason and offer.refusal is None:
                with st.popover(name, key=f"{key}:why"):
                    st.text_area(label("field.reason"), key=f"{key}:reason")
                    st.button(
                        name, key=key, type="primary", on_click=_take, args=(version.id, offer.step, place)
                    )
                continue
            st.button(
                name, key=key, type=kind, disabled=offer.refusal is not None, help=offer.refusal,  # type: ignore[arg-type]
                on_click=_take, args=(version.id, offer.step, place),
            )  # fmt: skip
    show_refusal(place)


def _take(version_id: int, step: str, place: str) -> None:
    reason = str(st.session_state.get(f"{place}:{step}:reason") or "")

    def work(session: Session) -> str:
        version = find(session, RouteVersion, version_id)
        if step == PROPOSE and (typed := place_of(version)) in st.session_state:
            keep_typed(session, version_id, typed)  # what is proposed is what stands on the screen
        version.workflow.take(step, version, actor_of(session), now(), reason)
        return label(version.state)

    name = step_name("RouteVersion", step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)


def _draw_words(version: RouteVersion, look: Look) -> None:
    if version.ends_route:
        st.info(_("From this day the route asks nobody any more."), icon=":material/block:")
        return
    facts = [
        _("Priority {number}", number=version.priority),
        _("from {day}", day=formats.day(version.effective_from)),
    ]
    st.caption(" · ".join([*facts, *([version.note] if version.note else [])]))
    items = version.rules.items
    st.markdown(
        f"**{_('Applies when')}** " + (literal(f"({label(version.rules.join)})") if len(items) > 1 else "")
    )
    for item in items:
        st.markdown(f"- {literal(condition_words(item, look.fields, look.options.known))}")
    if not items:
        st.markdown(f"- {_('always')}")
    for number, tier in enumerate(version.levels, 1):
        _draw_tier(number, tier, look)
    if version.watched:
        names = listed(field_name(look.fields[path]) for path in version.watched if path in look.fields)
        st.caption(literal(_("A change of these voids a running request as well: {names}", names=names)))


def _draw_tier(number: int, tier: Tier, look: Look) -> None:
    known = look.options.known
    who = listed(approver_words(one, known) for one in tier.approvers)
    facts = [label(tier.mode)]
    if tier.due_hours:
        facts.append(_("within {hours} working hours", hours=tier.due_hours))
    if tier.remind_hours:
        facts.append(_("reminder {hours} hours before", hours=tier.remind_hours))
    if tier.escalate_to:
        facts.append(_("late: {who}", who=approver_words(tier.escalate_to, known)))
    with st.container(border=True, gap=None):
        st.markdown(f"**{number} · {literal(tier_name(tier))}**  \n{literal(who)}")
        st.caption(" · ".join(literal(fact) for fact in facts))
        for item in tier.conditions.items:
            said = condition_words(item, look.fields, known)
            st.caption(f":material/filter_alt: {literal(_('only when {condition}', condition=said))}")
