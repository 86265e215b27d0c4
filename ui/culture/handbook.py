"""The handbook as a book: contents, one page at a time, what changed, the confirmation of having read."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now, today
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.culture.confirm_read import confirm_read
from domain.culture.duty import Done, Duty
from domain.culture.handbook_page import HandbookVersion
from domain.culture.reach import leads
from domain.culture.reading_duty import own_reading, pages_in_force, readers_of, receipts
from domain.culture.text_state import TextState
from ui import address, formats
from ui.culture.compare import draw_comparison
from ui.culture.handbook_admin import PAGES
from ui.culture.handbook_contents import draw_contents, draw_reading, name_of
from ui.culture.names import Names, names_of
from ui.culture.safe_markdown import READING_WIDTH, draw_text
from ui.culture.versions import versions_of
from ui.language import _, label
from ui.question import whole
from ui.routes import literal, page_for
from ui.wish import show_refusal, wish

CHAPTER = "chapter"


def draw(actor: Actor) -> None:
    """The page that the address names, or the contents."""
    day, asked = today(), address.get(CHAPTER)
    with reading(actor) as session:
        pages = pages_in_force(session)
        own = {version.id: duty for version, duty in own_reading(session, actor, day)}
        at = next((n for n, one in enumerate(pages) if one.page_id == whole(asked or "")), None)
        shown = pages[at] if at is not None else None
        older = versions_of(session, PAGES, shown.page_id) if shown else ()
        count = readers_of(session, shown.id) if shown else 0
        names = names_of(session, [shown.page.owner_id]) if shown else {}
        done = receipts(session, [shown.id], actor.person_id or 0) if shown else {}
    if shown is not None and at is not None:
        _draw_way(pages, at)
        _draw_page(shown, own.get(shown.id), day, count, names)
        _draw_confirming(shown, next(iter(done.values()), None), actor)
        _draw_older(older)
    elif asked is not None:
        raise NotFound
    else:
        st.title(label("page.handbook"), anchor=False)
        if pages:
            draw_contents(pages, own, day)
        else:
            st.info(_("No page of the handbook is in force yet."), icon=":material/menu_book:")


def _draw_way(pages: Sequence[HandbookVersion], at: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width=READING_WIDTH):
        st.button(
            _("Table of contents"), icon=":material/toc:", type="tertiary", key="handbook:contents",
            on_click=address.go, args=({},),
        )  # fmt: skip
        st.space("stretch")
        for name, icon, other in (
            (_("Previous page"), ":material/chevron_left:", at - 1),
            (_("Next page"), ":material/chevron_right:", at + 1),
        ):  # fmt: skip
            there = 0 <= other < len(pages)
            st.button(
                name, icon=icon, type="tertiary", key=f"handbook:beside:{other - at}", disabled=not there,
                help=name_of(pages[other]) if there else None, on_click=address.go,
                args=({CHAPTER: str(pages[other].page_id)} if there else {},),
            )  # fmt: skip


def _draw_page(version: HandbookVersion, duty: Duty | None, day: date, count: int, names: Names) -> None:
    page = version.page
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(literal(name_of(version)), anchor=False, width="content")
        if duty is not None:
            draw_reading(duty, day)
    said = [
        label(page.category),
        _(
            "Version {number}, in force since {day}",
            number=version.number,
            day=formats.day(version.in_force_on),
        ),
    ]
    if owner := names.get(page.owner_id or 0):
        said.append(_("{name}: {value}", name=label("HandbookPage.owner"), value=owner))
    if page.review_on is not None:
        said.append(
            _("{name}: {value}", name=label("HandbookPage.review_on"), value=formats.day(page.review_on))
        )
    said.append(_("Read by {count}", count=formats.number(count)))
    st.caption(literal(" · ".join(said)))
    with st.container(border=True, width=READING_WIDTH + 40):
        draw_text(version.text_zh, version.text_en)


def _draw_confirming(version: HandbookVersion, done: Done | None, actor: Actor) -> None:
    place = f"handbook:{version.id}:read"
    if done is not None:
        st.success(
            _("You confirmed this version on {day}.", day=formats.day_in_words(done.on)),
            icon=":material/task_alt:", width=READING_WIDTH + 40,
        )  # fmt: skip
        return
    show_refusal(place)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("I have read this page"), type="primary", icon=":material/done:", key=place,
            disabled=actor.person_id is None, on_click=_confirm, args=(version.id, place),
        )  # fmt: skip
        manage = page_for("handbook_pages")
        if manage is not None and leads(actor):
            st.page_link(
                manage, label=_("Versions and readers"), query_params={"id": str(version.page_id)},
                icon=":material/edit_note:",
            )  # fmt: skip


def _confirm(version_id: int, place: str) -> None:
    wish(
        lambda session: confirm_read(session, actor_of(session), version_id, now()),
        done=_("Confirmed. Thank you."), place=place,
    )  # fmt: skip


def _draw_older(versions: Sequence[HandbookVersion]) -> None:
    shown = [one for one in versions if one.state is not TextState.DRAFT]
    if len(shown) > 1:
        with st.expander(_("What has changed"), icon=":material/difference:"):
            draw_comparison(shown, f"handbook:{shown[0].page_id}:compare")
