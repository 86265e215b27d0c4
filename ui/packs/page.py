"""The page of reports: make one now with the reader's own rights, the ones made, the standing orders."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from db.settings import LANGUAGES
from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.period import month_range
from domain.core.permission import Actor, Permission
from domain.intake.progress import Phase, Progress
from domain.reporting.pack import PackKind, last_closed_month
from domain.reporting.pack_issue import issues_for
from domain.reporting.pack_make import make_report, own
from domain.reporting.pack_press import PackAsked
from domain.reporting.standing import months_with_figures
from domain.reporting.units_in_sight import UnitInSight, units_in_sight
from ui import formats, job
from ui.indicators.empty import draw_no_figures
from ui.indicators.place_pickers import INDENT
from ui.language import NAMES, _, current, label, say
from ui.packs.contents import outline
from ui.packs.issue_list import draw_issues
from ui.packs.orders import draw_orders
from ui.session import asked_later

PLACE, HISTORY = "report_packs", 30


@dataclass(frozen=True)
class Choice:
    """What may be chosen: units in sight, the months of the chosen one."""

    units: Sequence[UnitInSight]
    unit: UnitInSight
    months: Sequence[int]


def draw_packs(actor: Actor) -> None:
    """The page."""
    st.title(label("page.report_packs"), anchor=False)
    with reading(actor) as session:
        units = units_in_sight(session, actor)
        if not units:
            draw_no_figures(actor)
            return
        choice = _choice(units, {one.id: months_with_figures(session, one.id) for one in [_unit(units)]})
        issues = session.scalars(issues_for(actor).limit(HISTORY)).all()
    with st.container(border=True):
        _draw_make(actor, choice)
    draw_issues(issues, units)
    if actor.may(Permission.CONFIGURATION_READ):
        draw_orders(actor, units)


def _unit(units: Sequence[UnitInSight]) -> UnitInSight:
    chosen = st.session_state.get(f"{PLACE}:unit")
    return next((one for one in units if one.id == chosen), units[0])


def _choice(units: Sequence[UnitInSight], spans: dict[int, tuple[int, int] | None]) -> Choice:
    unit = _unit(units)
    span = spans[unit.id]
    return Choice(units, unit, list(month_range(*span))[::-1] if span else [])


def _draw_make(actor: Actor, choice: Choice) -> None:
    st.subheader(_("Make a report now"), anchor=False)
    asked = _draw_question(actor, choice)
    key = (PLACE, actor.user_id)
    known = job.find(key)
    busy = known is not None and not known.finished.is_set()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Make the report"), type="primary", icon=":material/picture_as_pdf:", key=f"{PLACE}:make",
            on_click=_begin, args=(actor, asked), disabled=busy or asked is None,
        )  # fmt: skip
        st.caption(_("It shows what you may see, as of now, and is kept for you alone."))
    if busy:
        job.draw_progress(key)
    elif known is not None and known.succeeded:
        st.success(_("The report is ready; it is the first of the list below."), icon=":material/task_alt:")
    elif known is not None:
        job.draw_problem(known, say)


def _draw_question(actor: Actor, choice: Choice) -> PackAsked | None:
    kinds = {kind: label(kind) for kind in PackKind}
    units = {one.id: f"{INDENT * one.depth}{label(one)}" for one in choice.units}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        what = st.selectbox(
            _("Report"), list(kinds), format_func=kinds.__getitem__, key=f"{PLACE}:what", width=240
        )
        unit = st.selectbox(
            label("field.unit"), list(units), format_func=units.__getitem__, key=f"{PLACE}:unit", width=240
        )
        closed = last_closed_month(today())
        at = choice.months.index(closed) if closed in choice.months else 0
        month = st.selectbox(
            _("Month"), choice.months, index=at, format_func=formats.month, width=150,
            key=f"{PLACE}:month:{choice.unit.id}",
        )  # fmt: skip
        language = st.segmented_control(
            _("Language"), LANGUAGES, default=current(), format_func=NAMES.__getitem__, required=True,
            key=f"{PLACE}:language",
        )  # fmt: skip
    with st.expander(_("What stands in it"), key=f"{PLACE}:outline"):
        st.markdown("\n".join(f"{at}. {title}" for at, title in enumerate(outline(what), 1)))
    if not choice.months:
        return None
    return PackAsked(what, unit, month, language, actor.user_id or 0)


def _begin(actor: Actor, asked: PackAsked) -> None:
    who = asked_later()

    def work(progress: Progress) -> int:
        actor = who()
        return make_report(
            actor, own(actor, asked), now(), lambda done, of: progress(Phase.FIGURES, done, of)
        )

    job.begin((PLACE, actor.user_id), work)
