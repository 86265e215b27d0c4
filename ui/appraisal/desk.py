"""HR desk: what needs a hand this morning, and how far everything is."""

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.remind_late import remind_late
from domain.core.clock import now, today
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.indicators.status import Status
from domain.workforce.expiring_certificates import SOON
from ui import address, formats
from ui.appraisal.cycle_page import draw_calendar
from ui.appraisal.desk_look import Desk, look_at_desk
from ui.appraisal.heading import due_of
from ui.appraisal.progress import progress_picture
from ui.boards.plain import draw_plain
from ui.language import _, label
from ui.lines import line, lines, quiet
from ui.routes import literal, page_for, page_link
from ui.tile import IndicatorTile, draw_tiles
from ui.titles import title
from ui.wish import show_refusal, wish

PLACE = "hr-desk"
ROW, MOST = 36, 12


def draw_desk(actor: Actor) -> None:
    """The page."""
    seen = look_at_desk(actor, st.session_state.get(f"{PLACE}:cycle"))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(label("page.hr_desk"), anchor=False, width="content")
        if len(seen.cycles) > 1:
            names = {one.id: title(one) for one in seen.cycles}
            st.selectbox(
                label("Assessment.cycle"), list(names), format_func=names.__getitem__, width=280,
                key=f"{PLACE}:cycle", label_visibility="collapsed",
            )  # fmt: skip
    _draw_tiles(seen)
    if seen.cycle is None or seen.progress is None:
        _draw_beginning()
    else:
        draw_calendar(seen.cycle, seen.progress, seen.today)
        draw_plain(progress_picture(seen.progress, seen.units), f"{PLACE}-progress-{seen.cycle.id}")
        _draw_late(seen)
    left, right = st.columns(2, gap="large")
    with left:
        _draw_appeals(seen)
        _draw_deadlines(seen)
    with right:
        _draw_expiring(seen)


def _draw_beginning() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        st.markdown(_("No cycle is running. Plan one: period, units and dates."))
        page = page_for("cycles")
        if page is not None:
            st.page_link(page, icon=":material/arrow_forward:")
        st.space("small")


def _draw_tiles(seen: Desk) -> None:
    found = seen.progress
    expired = sum(one.days_left(seen.today) < 0 for one in seen.expiring)
    asks = {"cycle": str(seen.cycle.id)} if seen.cycle else {}
    late, total, done = len(seen.late), found.total if found else 0, found.done if found else 0
    draw_tiles([
        IndicatorTile(
            key="hr-done", name=_("Published"), figure=f"{formats.number(done)} / {formats.number(total)}",
            status=Status.UNRATED if total else Status.NO_DATA, page="assessments", asks=asks,
        ),
        IndicatorTile(
            key="hr-late", name=_("Late"), figure=formats.number(late),
            status=Status.NO_DATA if not total else Status.RED if late else Status.GREEN,
            page="assessments", asks={"view": "assessments_late"},
        ),
        IndicatorTile(
            key="hr-appeals", name=_("Open appeals"), figure=formats.number(len(seen.appeals)),
            status=Status.AMBER if seen.appeals else Status.GREEN, page="appeals",
            asks={"view": "appeals_open"},
        ),
        IndicatorTile(
            key="hr-certificates", name=_("Certificates expiring"), figure=formats.number(len(seen.expiring)),
            status=Status.RED if expired else Status.AMBER if seen.expiring else Status.GREEN,
            note=_("{count} expired", count=expired) if expired else _("within {days} days", days=SOON),
            page="training", asks={"valid_until": "..", "sort": "valid_until"},
        ),
    ])  # fmt: skip


def _draw_late(seen: Desk) -> None:
    if seen.cycle is None:
        return
    place = f"{PLACE}:remind"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = _("Who is late")
        st.subheader(f"{name} · {formats.number(len(seen.late))}", anchor=False, width="content")
        if seen.late:
            st.button(
                _("Remind all who are late"), icon=":material/notifications_active:", key=place,
                on_click=_remind, args=(seen.cycle.id, place),
                help=_("Everybody is reminded at most once a day."),
            )  # fmt: skip
    show_refusal(place)
    if not seen.late:
        st.markdown(f":material/task_alt: {_('Everybody is in time.')}")
        return
    states = [state for state in AssessmentState if any(one.state is state for one in seen.late)]
    names = {state: f"{label(state)} · {sum(one.state is state for one in seen.late)}" for state in states}
    chosen = st.pills(
        _("Phase"), list(names), format_func=names.__getitem__, key=f"{PLACE}:phase",
        label_visibility="collapsed",
    )  # fmt: skip
    _draw_late_rows(seen, [one for one in seen.late if chosen in (None, one.state)])


def _draw_late_rows(seen: Desk, late: Sequence[Assessment]) -> None:
    drawn = f"{PLACE}:late"
    widget = f"{drawn}:{st.session_state.get(drawn, 0)}:{len(late)}:{late[0].id}"
    days = [(seen.today - due).days if (due := due_of(one)) else 0 for one in late]
    columns = {
        _("Waits for"): [seen.waits_for(one) or label(f"turn.{_office(one)}") for one in late],
        label("Assessment.person"): [seen.people.get(one.person_id, "") for one in late],
        label("Assessment.unit"): [seen.units.get(one.unit_id, "") for one in late],
        label("Assessment.state"): [label(one.state) for one in late],
        _("Days late"): [formats.number(count) for count in days],
    }
    st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, row_height=ROW, height=ROW * (min(len(late), MOST) + 1) + 3, key=widget,
        on_select=partial(_open, widget, drawn, [one.id for one in late]), selection_mode="single-cell",
        alt=_("Who is late"),
        column_config={_("Days late"): st.column_config.TextColumn(alignment="right", width="small")},
    )  # fmt: skip
    opened = st.session_state.pop(f"{drawn}:opened", None)
    page = page_for("assessments")
    if opened is not None and page is not None:
        address.leave(page, {"id": str(opened)})


def _office(one: Assessment) -> str:
    return {AssessmentState.CALIBRATION: "calibration", AssessmentState.HR_CHECK: "hr"}.get(
        one.state, "rater"
    )


def _open(widget: str, drawn: str, ids: Sequence[int]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    if cells:
        st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
        st.session_state[f"{drawn}:opened"] = ids[cells[0][0]]


def _remind(cycle_id: int, place: str) -> None:
    def work(session: Session) -> int:
        return remind_late(session, actor_of(session), cycle_id, today(), now())

    def told(count: int) -> str:
        return _("{count} reminders sent.", count=count) if count else _("All were reminded today already.")

    wish(work, done=told, place=place)


def _draw_appeals(seen: Desk) -> None:
    st.subheader(f"{_('Open appeals')} · {formats.number(len(seen.appeals))}", anchor=False)
    if not seen.appeals:
        st.caption(_("No appeal is open."))
    with lines(f"{PLACE}-appeals"):
        for one in seen.appeals:
            said = " · ".join((label(one.state), formats.day(one.filed_on)))
            line("Appeal", seen.people.get(one.person_id, ""), quiet(said), {"id": str(one.id)})


def _draw_deadlines(seen: Desk) -> None:
    st.subheader(_("Next deadlines"), anchor=False)
    if not seen.deadlines:
        st.caption(_("Nothing is due in the next weeks."))
    with lines(f"{PLACE}-deadlines"):
        for one in seen.deadlines:
            days = (one.due_on - seen.today).days
            left = _("today") if not days else _("{count} days left", count=days)
            name = f"{label(f'phase.{one.phase}')} · {title(one.cycle)}"
            said = quiet(f"{formats.day(one.due_on)} · {left}")
            line("AppraisalCycle", name, said, {"id": str(one.cycle.id)})


def _draw_expiring(seen: Desk) -> None:
    st.subheader(f"{_('Certificates expiring')} · {formats.number(len(seen.expiring))}", anchor=False)
    if not seen.expiring:
        st.caption(_("No required certificate ends within {days} days.", days=SOON))
    with lines(f"{PLACE}-certificates"):
        for one in seen.expiring[:MOST]:
            days = one.days_left(seen.today)
            late = literal(_("expired {day}", day=formats.day(one.last_day)))
            said = f":red[{late}]" if days < 0 else quiet(_("{count} days left", count=days))
            name = f"{seen.people.get(one.person_id, '')} · {one.course_name}"
            asks = {"person": str(one.person_id), "course_code": one.course_code}
            line("training", name, said, asks)
    if len(seen.expiring) > MOST:
        page_link(
            "training", _("All {count}", count=formats.number(len(seen.expiring))),
            {"valid_until": "..", "sort": "valid_until"}, f"{PLACE}-all-certificates",
        )  # fmt: skip
