"""The calendar of training: the sessions of a month, day by day."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st
from babel.dates import get_day_names
from sqlalchemy import select

from db.settings import settings
from db.unit_of_work import reading
from domain.core.clock import business_date, today
from domain.core.period import first_day_of, month_of
from domain.core.permission import Actor
from domain.training.course_session import CourseSession
from domain.training.session_state import SessionState
from domain.training.trainers import Trainers, trainers_of
from ui import address, formats
from ui.colours import badge_colour
from ui.language import _, current, label
from ui.question import whole
from ui.routes import bare_link, literal, page_for, page_link
from ui.titles import title
from ui.training.words import facts

PLACE = "training-calendar"
MONTH = "month"
GRID = f"{PLACE}-grid"
LOOKS = f"""<style>
.st-key-{GRID} [data-testid="stPageLink"] p {{ white-space: normal; overflow: visible; }}
.st-key-{GRID} [data-testid="stPageLink"] span:has(> [data-testid="stIconMaterial"]) {{ display: none; }}
@media (max-width: 640px) {{ .st-key-{GRID} {{ display: none; }} }}
</style>"""
"""Names of sessions take the lines they need. On a telephone seven columns do not fit: the list below says
the same."""


def draw(actor: Actor) -> None:
    """One month; the address says which."""
    month = _asked()
    weeks = Calendar().monthdatescalendar(month // 100, month % 100)
    days, trainers = _sessions(actor, weeks[0][0], weeks[-1][-1])
    st.title(label("page.training_calendar"), anchor=False)
    _draw_way(month)
    count = sum(len(found) for day, found in days.items() if month_of(day) == month)
    if count:
        st.caption(_("Sessions this month: {count}", count=count))
    else:
        _draw_next(actor, month)
    st.html(LOOKS)
    with st.container(key=GRID), st.grid(7, min_column_width=112, wrap=False, gap="xxsmall"):
        for name in _day_names():
            st.caption(name)
        for week in weeks:
            for day in week:
                _draw_day(day, month, days.get(day, ()))
    _draw_list({day: found for day, found in sorted(days.items()) if month_of(day) == month}, trainers)


def _draw_next(actor: Actor, month: int) -> None:
    """An empty month says where the next session is."""
    after = _midnight(max(first_day_of(month), today()))
    query = select(CourseSession).where(
        CourseSession.starts_at >= after, CourseSession.archived_at.is_(None),
        CourseSession.state != SessionState.CANCELLED,
    )  # fmt: skip
    with reading(actor) as session:
        one = session.scalars(query.order_by(CourseSession.starts_at).limit(1)).first()
    if one is None:
        st.caption(_("No session this month, nor planned after it."))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("No session this month. The next one:"), width="content")
        name = f"{formats.day(business_date(one.starts_at))} · {title(one)}"
        page_link("course-sessions", name, {"id": str(one.id)}, f"{PLACE}-next")


def _asked() -> int:
    asked = whole(address.get(MONTH) or "") or 0
    return asked if 1 <= asked % 100 <= 12 and 2000 <= asked // 100 <= 2200 else month_of(today())


def _sessions(
    actor: Actor, first: date, last: date
) -> tuple[Mapping[date, Sequence[CourseSession]], Trainers]:
    """Day -> its sessions, of several days each of them; and who teaches them."""
    query = (
        select(CourseSession)
        .where(
            CourseSession.starts_at < _midnight(last + timedelta(1)),
            CourseSession.ends_at >= _midnight(first),
            CourseSession.archived_at.is_(None),
            CourseSession.state != SessionState.CANCELLED,
        )
        .order_by(CourseSession.starts_at, CourseSession.id)
    )
    found: dict[date, list[CourseSession]] = defaultdict(list)
    with reading(actor) as session:
        every = session.scalars(query).all()
        trainers = trainers_of(session, every)
    for one in every:
        day = business_date(one.starts_at)
        while day <= business_date(one.ends_at):
            found[day].append(one)
            day += timedelta(1)
    return found, trainers


def _midnight(day: date) -> datetime:
    zone = ZoneInfo(settings().time_zone)
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _draw_way(month: int) -> None:
    first = first_day_of(month)
    before, after = first - timedelta(1), first + timedelta(31)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for icon, name, target in (
            (":material/chevron_left:", _("Previous month"), month_of(before)),
            (":material/chevron_right:", _("Next month"), month_of(after)),
        ):
            st.button(
                "", icon=icon, help=name, key=f"{PLACE}:{name}:{target}", on_click=address.put,
                args=(MONTH, (str(target),)),
            )  # fmt: skip
        st.subheader(formats.month(month), anchor=False, width="content")
        st.button(_("Today"), key=f"{PLACE}:today", on_click=address.put, args=(MONTH, ()))


def _day_names() -> list[str]:
    names = get_day_names("abbreviated", locale=current())
    return [names[place] for place in range(7)]


def _draw_day(day: date, month: int, found: Sequence[CourseSession]) -> None:
    page = page_for("course-sessions")
    with st.container(border=True, height="stretch", gap="xxsmall", key=f"{PLACE}-{day}"):
        number = f"**:primary[{day.day}]**" if day == today() else str(day.day)
        st.markdown(number if month_of(day) == month else f":gray[{day.day}]")
        for one in found:
            start = formats.instant(one.starts_at)[-5:]
            if page is not None:
                st.page_link(page, label=f"{start} {literal(title(one))}", query_params={"id": str(one.id)})
            st.badge(label(one.state), color=badge_colour(one.state))  # type: ignore[arg-type]


def _draw_list(days: Mapping[date, Sequence[CourseSession]], trainers: Trainers) -> None:
    """The same one under the other, for narrow screens and for reading aloud."""
    if not days:
        return
    st.subheader(_("Day by day"), anchor=False)
    with st.container(border=True, key=f"links-{PLACE}"):
        for day, found in days.items():
            for one in found:
                bare_link("course-sessions", f"{formats.day(day)} · {title(one)}", {"id": str(one.id)})
                st.caption(literal(facts(one, trainers)))
