"""HR desk: what needs a hand this morning, and how far everything is."""

import streamlit as st

from domain.core.permission import Actor
from domain.indicators.status import Status
from domain.workforce.expiring_certificates import SOON
from ui import formats
from ui.appraisal.cycle_page import draw_calendar
from ui.appraisal.desk_look import Desk, look_at_desk
from ui.appraisal.progress import progress_picture
from ui.appraisal.waiting import draw_waiting
from ui.boards.plain import draw_plain
from ui.language import _, label
from ui.lines import line, lines, quiet
from ui.routes import literal, page_for, page_link
from ui.tile import IndicatorTile, draw_tiles
from ui.titles import title

PLACE = "hr-desk"
MOST = 12


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
        if seen.waiting is not None:
            draw_waiting(seen.waiting, PLACE, reminds=True)
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


def _in_time(seen: Desk, done: int, total: int) -> Status:
    """Publication: done or not due yet, or past its day."""
    if seen.cycle is None or not total:
        return Status.NO_DATA
    return Status.GREEN if done == total or seen.today <= seen.cycle.publication_due_on else Status.RED


def _draw_tiles(seen: Desk) -> None:
    found = seen.progress
    expired = sum(one.days_left(seen.today) < 0 for one in seen.expiring)
    asks = {"cycle": str(seen.cycle.id)} if seen.cycle else {}
    late, total, done = (
        len(seen.waiting.late) if seen.waiting else 0,
        found.total if found else 0,
        found.done if found else 0,
    )
    draw_tiles([
        IndicatorTile(
            key="hr-done", name=_("Published"), figure=f"{formats.number(done)} / {formats.number(total)}",
            status=_in_time(seen, done, total), page="assessments", asks=asks,
            note=_("due {day}", day=formats.day(seen.cycle.publication_due_on)) if seen.cycle else "",
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
