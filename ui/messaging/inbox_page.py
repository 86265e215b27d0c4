"""The inbox: everything one was told, the unread first; each line opens its record."""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.messaging.inbox import inbox, mark_all_read, mark_read, unread_by_occasion
from domain.messaging.letter import TO
from domain.messaging.notice import Notice
from domain.messaging.occasion import Occasion
from ui import address, formats
from ui.language import _, current, label
from ui.messaging.announcement_bar import draw_announcements
from ui.messaging.bell import forget_count
from ui.routes import literal, page_for, page_link
from ui.wish import wish

Tone = Literal["red", "orange", "blue", "gray"]
SHOWN = 50
KIND, GOING = "kind", "inbox:going"
TONES: dict[Occasion, Tone] = {
    Occasion.ALERT_RAISED: "orange",
    Occasion.ALERT_ESCALATED: "red",
    Occasion.OVERDUE: "red",
    Occasion.YOUR_TURN: "blue",
    Occasion.ASSIGNED: "blue",
    Occasion.APPROVAL_ASKED: "blue",
}


def draw(actor: Actor) -> None:
    """The page; first of all, where a press on a line, or a link in a mail, leads."""
    _go_on()
    chosen = _chosen()
    with reading(actor) as session:
        counts = unread_by_occasion(session, actor)
        lines = session.scalars(inbox(actor, chosen).limit(SHOWN + 1)).all()
    st.title(label("page.inbox"), anchor=False)
    draw_announcements(actor)
    _draw_tools(counts, chosen)
    if not lines:
        st.info(_("Nothing here yet. What concerns you will be told here."), icon=":material/inbox:")
        return
    _draw_lines(lines[:SHOWN])
    if len(lines) > SHOWN:
        st.caption(_("The first {shown}; read some to see older ones.", shown=SHOWN))


def _go_on() -> None:
    wanted, asks = st.session_state.pop(GOING, None) or (None, {})
    if wanted is None and (wanted := address.get(TO)):
        asks = {name: words[-1] for name, words in address.everything().items() if name != TO}
        address.go({})
    page = page_for(wanted) if wanted else None
    if page is not None:
        address.leave(page, asks)


def _chosen() -> Occasion | None:
    asked = address.get(KIND)
    return Occasion(asked) if asked in set(Occasion) else None


def _draw_tools(counts: Mapping[Occasion, int], chosen: Occasion | None) -> None:
    count = counts.get(chosen, 0) if chosen else sum(counts.values())
    st.caption(_("Unread: {count}", count=formats.number(count)) if count else _("Everything has been read."))
    names = {"": _("All kinds")} | {one.value: _counted(one, counts) for one in Occasion}
    key = "inbox:kind"
    address.follow(KIND, key, lambda words: words[-1] if words and words[-1] in names else "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Kind"), list(names), key=key, format_func=names.__getitem__, width=260,
            on_change=address.publish, args=(KIND, key, lambda value: (value,) if value else ()),
        )  # fmt: skip
        st.button(
            _("Mark all as read"), icon=":material/done_all:", key="inbox:all", disabled=not count,
            on_click=_read_all, args=(chosen,),
        )  # fmt: skip
        page_link("notifications", _("My notifications"), {}, "inbox-notifications")


def _counted(occasion: Occasion, counts: Mapping[Occasion, int]) -> str:
    count = counts.get(occasion, 0)
    return f"{label(occasion)} ({formats.number(count)})" if count else label(occasion)


def _draw_lines(lines: Sequence[Notice]) -> None:
    with st.container(border=True, gap="xsmall", key="inbox-lines"):
        for line in lines:
            _draw_line(line)


def _draw_line(line: Notice) -> None:
    fresh, text = line.read_at is None, literal(line.in_words(current()))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(label(line.occasion), color=TONES.get(line.occasion, "gray"))
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{text}**" if fresh else text)
            st.caption(literal(formats.instant(line.at)))
        if page_for(line.page) is not None and line.page != "inbox":
            st.button(
                _("Look at it"), icon=":material/arrow_forward:", key=f"inbox:{line.id}:open", on_click=_open,
                args=(line.id, line.page, dict(line.asks)),
            )  # fmt: skip
        if fresh:
            st.button(
                "", icon=":material/done:", key=f"inbox:{line.id}:read", type="tertiary",
                help=_("Mark as read"), on_click=_read, args=(line.id,),
            )  # fmt: skip


def _open(number: int, page: str, asks: dict[str, str]) -> None:
    _read(number)
    st.session_state[GOING] = (page, asks)


def _read(number: int) -> None:
    wish(lambda session: mark_read(session, actor_of(session), number, now()))
    forget_count()


def _read_all(occasion: Occasion | None) -> None:
    wish(
        lambda session: mark_all_read(session, actor_of(session), now(), occasion),
        done=lambda count: _("Marked as read: {count}", count=formats.number(count)),
    )
    forget_count()
