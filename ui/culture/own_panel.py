"""What one has signed and read, one's points and recognitions: two panels for a page of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.period import add_months, month_of
from domain.core.permission import Actor, Permission
from domain.culture.conduct_code import ConductCodeVersion
from domain.culture.duty import Duty
from domain.culture.handbook_page import HandbookVersion
from domain.culture.points_board import own_points
from domain.culture.reading_duty import own_reading
from domain.culture.recognition import Recognition, RecognitionNominee
from domain.culture.recognition_state import RecognitionState
from domain.culture.signing import own_signings
from ui import formats
from ui.culture.handbook_contents import name_of
from ui.language import _, in_language
from ui.lines import line, lines, quiet
from ui.routes import literal, page_link

SHOWN = 3
"""Recognitions shown, the latest."""


@dataclass(frozen=True)
class Look:
    """What the panels show."""

    today: date
    codes: Sequence[tuple[ConductCodeVersion, Duty]]
    pages: Sequence[tuple[HandbookVersion, Duty]]
    quarter: int
    year: int
    recognitions: Sequence[Recognition]


def draw_own_culture(actor: Actor) -> None:
    """Draws nothing for an account that is nobody's or may not read them."""
    if actor.person_id is None or not actor.may(Permission.CULTURE_READ):
        return
    look = _look(actor, actor.person_id)
    if look.codes or look.pages:
        _draw_texts(look)
    _draw_points(look)


def _look(actor: Actor, person: int) -> Look:
    day = today()
    month = month_of(day)
    quarter, year = add_months(month, -((month % 100 - 1) % 3)), month // 100 * 100
    mine = select(RecognitionNominee.recognition_id).where(RecognitionNominee.person_id == person)
    announced = select(Recognition).where(
        Recognition.id.in_(mine), Recognition.state == RecognitionState.ANNOUNCED,
        Recognition.archived_at.is_(None),
    )  # fmt: skip
    latest = announced.order_by(Recognition.announced_on.desc(), Recognition.id.desc()).limit(SHOWN)
    with reading(actor) as session:
        return Look(
            day, own_signings(session, actor, day), own_reading(session, actor, day),
            own_points(session, actor, quarter, add_months(quarter, 2)),
            own_points(session, actor, year + 1, year + 12), session.scalars(latest).all(),
        )  # fmt: skip


def _draw_texts(look: Look) -> None:
    """Each code, and each page that must be read, with where one stands."""
    with st.container(border=True, key="own-texts"):
        st.markdown(f"**:material/handshake: {_('Codes and handbook')}**")
        with lines("own-texts-rows"):
            for version, duty in look.codes:
                name = in_language(version.code.name_zh, version.code.name_en)
                line("conduct_codes", name, _standing(duty, look.today, signed=True),
                     {"id": str(version.code_id)})  # fmt: skip
            for page, duty in look.pages:
                line("handbook", name_of(page), _standing(duty, look.today, signed=False),
                     {"chapter": str(page.page_id)})  # fmt: skip


def _standing(duty: Duty, day: date, *, signed: bool) -> str:
    due = formats.day(duty.due_on)
    if duty.is_late(day):
        return f":red[{literal(_('Overdue since {day}', day=due))}]"
    if duty.is_open(day) or duty.done is None:
        said = _("To sign by {day}", day=due) if signed else _("To read by {day}", day=due)
        return f":orange[{literal(said)}]"
    on = formats.day(duty.done.on)
    return quiet(_("Signed {day}", day=on) if signed else _("Read {day}", day=on))


def _draw_points(look: Look) -> None:
    with st.container(border=True, key="own-points"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**:material/stars: {_('Points and recognition')}**", width="content")
            st.space("stretch")
            page_link("points", _("Board and rules"), {}, "own-points-board")
        quarter, year = formats.number(look.quarter), formats.number(look.year)
        st.markdown(literal(_("{quarter} points this quarter, {year} this year", quarter=quarter, year=year)))
        with lines("own-recognitions"):
            for one in look.recognitions:
                line("Recognition", one.title, quiet(formats.day(one.announced_on)), {"id": str(one.id)})
