"""The company's calendar of one year: what differs from Monday to Friday, month by month, and a proposal."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from sqlalchemy.orm import Session

from db.settings import settings
from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.errors import DomainError
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.core.visibility import actor_of
from domain.core.working_days import in_force, working_days_between
from domain.organisation.calendar_day import CalendarDay, DayKind
from domain.organisation.propose_calendar import (
    MAKE_UP,
    Proposal,
    countries,
    days_of,
    proposal_of,
    take_over_proposal,
)
from ui import formats
from ui.language import _, current, in_language, label, say
from ui.routes import bare_link, literal, page_link
from ui.wish import show_refusal, wish

PATH = "calendar"
AROUND = (-1, 0, 1)
MONTHS = range(1, 13)
USUAL_COUNTRY = "CN"


def draw_calendar(actor: Actor) -> None:
    """The year, its days, and what is known about it publicly."""
    year = _ask_year()
    with reading(actor) as session:
        days = days_of(session, year)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_summary(year, days), width="content")
        st.space("stretch")
        if actor.may(Permission.ORGANISATION_WRITE):
            page_link("imports", _("Import from a file"), {}, f"{PATH}-imports")
            with st.popover(_("Take over public holidays"), icon=":material/event_available:"):
                _draw_proposal(year, {one.day for one in days})
    st.caption(
        _("Deadlines that are counted in working days follow this calendar from now on; days that were given "
          "before stay as they are.")
    )  # fmt: skip
    if not days:
        st.info(
            _("Nothing is entered for {year}: Monday to Friday are counted as working days.", year=year),
            icon=":material/info:",
        )
        return
    _draw_months(year, days)


def _ask_year() -> int:
    years = [today().year + ahead for ahead in AROUND]
    chosen = st.segmented_control(
        _("Year"), years, default=today().year, format_func=str, key=f"{PATH}:year", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return int(chosen or today().year)


def _summary(year: int, days: Sequence[CalendarDay]) -> str:
    working = working_days_between(date(year - 1, 12, 31), date(year, 12, 31), in_force())
    free = sum(one.kind is DayKind.HOLIDAY for one in days)
    said = (
        _("**{count}** working days", count=formats.number(working)),
        _("**{count}** holidays", count=formats.number(free)),
        _("**{count}** working weekends", count=formats.number(len(days) - free)),
    )
    return " · ".join(said)


def _draw_months(year: int, days: Sequence[CalendarDay]) -> None:
    months: dict[int, list[CalendarDay]] = {month: [] for month in MONTHS}
    for one in days:
        months[one.day.month].append(one)
    with st.grid(4, gap="small"):
        for month, found in months.items():
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f"**{formats.month(year * 100 + month)}**")
                if not found:
                    st.caption(_("As usual"))
                with st.container(gap=None, key=f"links-{PATH}-{year}-{month}"):
                    for one in found:
                        _draw_day(one)


def _draw_day(one: CalendarDay) -> None:
    plain = one.kind is DayKind.HOLIDAY or one.name_zh == MAKE_UP[0]  # its name says already what it is
    sign = "" if plain else f" · {label(one.kind)}"
    name = in_language(one.name_zh, one.name_en)
    day = f"{one.day.month:02}-{one.day.day:02} {_weekday(one.day)}"
    bare_link("CalendarDay", f"{day} · {name}{sign}", {"id": str(one.id)})


def _weekday(day: date) -> str:
    return str(format_date(day, "EEE", locale=current()))


def _draw_proposal(year: int, known: set[date]) -> None:
    names = _country_names()
    usual = _usual_country()
    country = st.selectbox(
        _("Country or region"), list(names), format_func=names.__getitem__, key=f"{PATH}:country",
        index=list(names).index(usual) if usual in names else None, placeholder=_("Choose"),
    )  # fmt: skip
    if country is None:
        return
    try:
        proposal = proposal_of(country, year)
    except DomainError as refusal:
        st.warning(say(refusal), icon=":material/event_busy:")
        return
    _draw_days(proposal, known)
    if proposal.preliminary:
        st.warning(
            _("The arrangement for {year} was not announced when this version was made: working "
              "weekends are missing and days may move. Correct them once it is announced.", year=year),
            icon=":material/pending:",
        )  # fmt: skip
    show_refusal(f"{PATH}:take")
    st.button(
        _("Take these days over"), type="primary", icon=":material/check:", key=f"{PATH}:take",
        on_click=_take_over, args=(country, year), disabled=all(one.day in known for one in proposal.days),
    )  # fmt: skip


def _draw_days(proposal: Proposal, known: set[date]) -> None:
    new = [one for one in proposal.days if one.day not in known]
    st.caption(
        _("Days not in the calendar yet: {count}. What you entered stays.", count=formats.number(len(new)))
    )
    lines = [
        f"{one.day.isoformat()} {_weekday(one.day)} · {literal(in_language(one.name_zh, one.name_en))}"
        for one in new
    ]
    with st.container(height=240 if len(lines) > 8 else "content", border=bool(lines)):
        st.markdown("  \n".join(lines))


def _country_names() -> Mapping[str, str]:
    territories = Locale.parse("zh_Hans" if current() == "zh_CN" else "en").territories
    names = {code: territories.get(code, code) for code in countries()}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def _usual_country() -> str:
    """The country of the company's time zone."""
    found = get_global("zone_territories").get(settings().time_zone, USUAL_COUNTRY)
    return str(found)


def _take_over(country: str, year: int) -> None:
    def work(session: Session) -> Statement:
        return take_over_proposal(session, actor_of(session), country, year)

    wish(work, done=say, place=f"{PATH}:take")
