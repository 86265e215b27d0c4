"""What the keepers of the handbook see of a page: whom it concerns, who has read it, its versions."""

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.permission import Actor, Permission
from domain.culture.handbook_page import HandbookPage, HandbookVersion
from domain.culture.reach import leads
from domain.culture.reading_duty import reading_led
from domain.culture.remind import ask_unread
from domain.culture.text_state import TextState
from domain.culture.text_version import TextVersion
from domain.culture.write_handbook import ask_readers, new_page, next_page_version, write_page
from ui.culture.duty_list import draw_duties, unit_names
from ui.culture.posts import draw_concerned, draw_posts, post_names
from ui.culture.versions import Book, draw_versions
from ui.language import _


def _write(
    session: Session, actor: Actor, version_id: int, values: dict[str, Any],
    _document: tuple[str, bytes] | None, version: int,
) -> TextVersion:  # fmt: skip
    return write_page(session, actor, version_id, values, version)


PAGES = Book(HandbookVersion, next_page_version, _write)


def create_page(session: Session, actor: Actor, values: Mapping[str, Any]) -> HandbookPage:
    """A page with an empty draft."""
    return new_page(session, actor, values, now())


def draw_page_admin(actor: Actor, page: HandbookPage) -> None:
    """Below the fields."""
    day, place = today(), f"handbook_pages:{page.id}"
    with reading(actor) as session:
        version = session.scalars(_in_force(page.id)).first()
        led = reading_led(session, actor, version, day) if version is not None and leads(actor) else []
        units, posts = unit_names(session), post_names(session)
    if page.must_read:
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_concerned(page.posts, posts)
            if actor.may(Permission.CULTURE_ADMINISTER):
                draw_posts(page.id, page.posts, posts, place, ask_readers)
        if version is not None and leads(actor):
            st.subheader(_("Who has read it"), anchor=False)
            draw_duties(led, units, day, f"{place}:read", _reminding(version.id))
    draw_versions(actor, PAGES, page.id, place)


def _in_force(page_id: int) -> Any:
    query = select(HandbookVersion).where(
        HandbookVersion.page_id == page_id, HandbookVersion.state == TextState.IN_FORCE
    )
    return query.options(selectinload(HandbookVersion.page))


def _reminding(version_id: int) -> Any:
    def remind(session: Session, actor: Actor, persons: Collection[int]) -> int:
        query = select(HandbookVersion).where(HandbookVersion.id == version_id)
        version = session.scalars(query.options(selectinload(HandbookVersion.page))).one()
        return ask_unread(session, actor, version, persons, now())

    return remind
