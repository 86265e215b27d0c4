"""Standing orders: which reports come by themselves, to whom; ordered, changed and ended here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from db.unit_of_work import reading
from domain.access.role import Role
from domain.access.user import User, UserState
from domain.core.clock import now, today
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.reporting.pack import LAST_DAY, PackCadence, PackKind, ReportPack
from domain.reporting.pack_write import PackOrder, change_pack, end_pack, order_pack, packs
from domain.reporting.units_in_sight import UnitInSight
from ui import formats
from ui.indicators.place_pickers import INDENT
from ui.language import NAMES, _, in_language, label, listed
from ui.routes import literal
from ui.wish import show_refusal, wish

PLACE = "report_orders"
USUAL_DAY = 5
"""Most companies have closed their month by then."""


@dataclass(frozen=True)
class Offered:
    """What a form may choose from: id or code -> name."""

    units: Mapping[int, str]
    users: Mapping[int, str]
    roles: Mapping[str, str]


def draw_orders(actor: Actor, units: Sequence[UnitInSight]) -> None:
    """The list, and for those who may, the form of each and of a new one."""
    with reading(actor) as session:
        found = session.scalars(packs()).all()
        offered = _offered(session, units)
    st.subheader(_("Standing reports"), anchor=False)
    st.caption(_("Everybody gets it as their own rights allow, with a link in the inbox and by mail."))
    writes = actor.may(Permission.CONFIGURATION_WRITE)
    if not found:
        st.caption(_("Nothing is ordered yet."))
    for pack in found:
        _draw(pack, offered, writes=writes)
    if writes:
        with st.expander(_("Order a report"), icon=":material/add:", key=f"{PLACE}:new"):
            _draw_form(None, offered)


def _offered(session: Session, units: Sequence[UnitInSight]) -> Offered:
    people = select(User.id, User.display_name).where(
        User.status == UserState.ACTIVE, User.archived_at.is_(None)
    )
    roles = select(Role.code, Role.name_zh, Role.name_en).where(Role.archived_at.is_(None))
    return Offered(
        {one.id: f"{INDENT * one.depth}{label(one)}" for one in units},
        {row.id: row.display_name for row in session.execute(people.order_by(User.display_name))},
        {row.code: in_language(row.name_zh, row.name_en) for row in session.execute(roles.order_by(Role.id))},
    )


def _draw(pack: ReportPack, offered: Offered, *, writes: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"{PLACE}:{pack.id}"):
        name = f"{label(pack.what)} · {in_language(pack.unit.name_zh, pack.unit.name_en)}"
        told = [label(pack.cadence), _("from day {day}", day=pack.due_day), NAMES[pack.language]]
        if pack.made_month:
            told.append(f"{_('Last made for')} {formats.month(pack.made_month)}")
        st.markdown(f"**{literal(name)}**")
        st.caption(" · ".join(told))
        readers = [offered.users[user] for user in pack.users if user in offered.users]
        readers += [offered.roles[role] for role in pack.roles if role in offered.roles]
        st.caption(f"{_('Readers')}: {literal(listed(readers))}")
        if writes and pack.unit_id in offered.units:
            with st.expander(_("Change the order"), key=f"{PLACE}:{pack.id}:change"):
                _draw_form(pack, offered)


def _draw_form(pack: ReportPack | None, offered: Offered) -> None:
    key = f"{PLACE}:{pack.id if pack else 0}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _choose(_("Report"), list(PackKind), key, "what", pack.what if pack else PackKind.MONTHLY)
        unit = pack.unit_id if pack else next(iter(offered.units))
        st.selectbox(
            label("field.unit"), list(offered.units), index=list(offered.units).index(unit),
            format_func=offered.units.__getitem__, key=f"{key}:unit", width=240,
        )  # fmt: skip
        st.segmented_control(
            _("Language"), LANGUAGES, default=pack.language if pack else LANGUAGES[0],
            format_func=NAMES.__getitem__, required=True, key=f"{key}:language",
        )  # fmt: skip
        _choose(
            _("How often"), list(PackCadence), key, "cadence", pack.cadence if pack else PackCadence.MONTHLY
        )
        st.number_input(
            _("Day of the month"), 1, LAST_DAY, value=pack.due_day if pack else USUAL_DAY, key=f"{key}:day",
            width=150, help=_("Made by itself from this day of the month, of the month before."),
        )  # fmt: skip
    known = [user for user in (pack.users if pack else ()) if user in offered.users]
    st.multiselect(
        _("Readers"),
        list(offered.users),
        default=known,
        placeholder=_("Choose"),
        format_func=offered.users.__getitem__,
        key=f"{key}:users",
    )
    held = [role for role in (pack.roles if pack else ()) if role in offered.roles]
    st.multiselect(
        _("Roles that receive it"), list(offered.roles), default=held, placeholder=_("Choose"),
        format_func=offered.roles.__getitem__, key=f"{key}:roles",
    )  # fmt: skip
    show_refusal(key)
    with st.container(horizontal=True):
        st.button(_("Order"), type="primary", key=f"{key}:save", on_click=_save, args=(key, pack))
        if pack is not None:
            st.button(_("End the order"), key=f"{key}:end", on_click=_end, args=(key, pack.id))


def _choose(
    name: str, members: Sequence[PackKind] | Sequence[PackCadence], key: str, word: str, usual: object
) -> None:
    names = {member: label(member) for member in members}
    at = [member is usual for member in names].index(True)
    st.selectbox(name, list(names), index=at, format_func=names.__getitem__, key=f"{key}:{word}", width=200)


def _save(key: str, pack: ReportPack | None) -> None:
    state = st.session_state
    order = PackOrder(
        what=state[f"{key}:what"], unit_id=state[f"{key}:unit"], language=state[f"{key}:language"],
        cadence=state[f"{key}:cadence"], due_day=int(state[f"{key}:day"]), users=state[f"{key}:users"],
        roles=state[f"{key}:roles"],
    )  # fmt: skip
    write = partial(_order, order=order) if pack is None else partial(_change, pack=pack, order=order)
    wish(write, done=_("The order is saved."), place=key)


def _order(session: Session, order: PackOrder) -> None:
    order_pack(session, actor_of(session), order, today())


def _change(session: Session, pack: ReportPack, order: PackOrder) -> None:
    change_pack(session, actor_of(session), pack.id, order, pack.version)


def _end(key: str, pack_id: int) -> None:
    def end(session: Session) -> None:
        end_pack(session, actor_of(session), pack_id, now())

    wish(end, done=_("The order ended."), place=key)
