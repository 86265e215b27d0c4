"""Take the configuration along as a file, or bring one in: first what it would do, then do it."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, unit_of_work
from domain.core.clock import now, today
from domain.core.errors import DomainError
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.transfer.bring_in import Fate, Line, bring_in, try_out
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import Item, read
from domain.transfer.registry import BY_NAME
from ui import formats
from ui.language import _, in_language, label, listed, say
from ui.session import asked_later
from ui.uploader import speak_our_language
from ui.wish import show_refusal, wish

PLACE = "transfer"


def draw_transfer(actor: Actor) -> None:
    """The two halves of the page."""
    st.title(label("page.transfer"), anchor=False)
    st.caption(_("One file holds everything configured here; another portal takes it over after a dry run."))
    with st.container(border=True):
        _draw_out()
    if actor.may(Permission.CONFIGURATION_WRITE):
        with st.container(border=True):
            _draw_in(actor)


def _draw_out() -> None:
    st.subheader(_("Take along"), anchor=False)
    names = {name: label(f"entity.{name}") for name in BY_NAME}
    chosen = st.pills(
        _("Contents"), list(names), selection_mode="multi", default=list(names),
        format_func=names.__getitem__, key=f"{PLACE}:kinds",
    )  # fmt: skip
    who = asked_later()
    st.download_button(
        _("Download the pack"), data=lambda: _made(who(), chosen), mime="application/json",
        file_name=f"neikong_{today():%Y%m%d}.json", icon=":material/download:", key=f"{PLACE}:download",
        on_click="ignore", disabled=not chosen,
    )  # fmt: skip


def _made(actor: Actor, kinds: Sequence[str]) -> bytes:
    return carry_out(actor, lambda session: make_pack(session, actor, kinds)).encode()


def _draw_in(actor: Actor) -> None:
    st.subheader(_("Bring in"), anchor=False)
    with st.container(key="transfer-file"):
        given = st.file_uploader(_("A pack from another portal"), type="json", key=f"{PLACE}:file")
        speak_our_language("transfer-file")
    show_refusal(PLACE)
    if given is None:
        st.caption(_("Nothing is written before you have seen what would change."))
        return
    try:
        items = read(given.getvalue())
        lines = _tried(actor, items)
    except DomainError as refusal:
        st.error(say(refusal), icon=":material/error:")
        return
    counts = {fate: sum(line.fate is fate for line in lines) for fate in Fate}
    st.markdown(listed(f"{label(fate)} **{formats.number(count)}**" for fate, count in counts.items()))
    _draw_lines([line for line in lines if line.fate is not Fate.SAME])
    st.button(
        _("Bring in"), type="primary", icon=":material/upload:", key=f"{PLACE}:go", on_click=_bring,
        args=(items,), disabled=not counts[Fate.NEW] + counts[Fate.CHANGED],
    )  # fmt: skip


def _tried(actor: Actor, items: Sequence[Item]) -> list[Line]:
    with unit_of_work(actor) as session:
        return try_out(session, actor, items, now())


def _draw_lines(lines: Sequence[Line]) -> None:
    if not lines:
        st.caption(_("Everything in the pack is here already."))
        return
    columns = {
        label("Fate"): [label(line.fate) for line in lines],
        _("Records"): [label(f"entity.{line.item.kind}") for line in lines],
        _("Key"): [_key(line.item) for line in lines],
        _("What changes"): [_change(line) for line in lines],
    }
    table = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    st.dataframe(pa.table(table), hide_index=True, alt=_("What the pack would change"))


def _key(item: Item) -> str:
    if item.kind == "SavedView":
        name = in_language(str(item.key["name_zh"]), str(item.key["name_en"]))
        return f"{label('page.' + str(item.key['screen']))} · {name}"
    parts = (part.values() if isinstance(part, dict) else (part,) for part in item.key.values())
    return " · ".join(str(one) for part in parts for one in part)


def _change(line: Line) -> str:
    if line.refusal is not None:
        return say(line.refusal)
    if line.fate is Fate.NEW:
        return ""
    named = ((label(f"{line.item.kind}.{name}"), old, new) for name, (old, new) in line.changes.items())
    return listed(
        _("{field}: changed", field=name)
        if isinstance(new, dict)
        else _("{field}: {old} → {new}", field=name, old=old, new=new)
        for name, old, new in named
    )


def _bring(items: Sequence[Item]) -> None:
    def work(session: Session) -> list[Line]:
        return bring_in(session, actor_of(session), items, now())

    wish(work, done=_done, place=PLACE)


def _done(lines: Sequence[Line]) -> str:
    refused = sum(line.fate is Fate.REFUSED for line in lines)
    written = sum(line.fate in (Fate.NEW, Fate.CHANGED) for line in lines)
    return _("{written} records brought in, {refused} refused.", written=written, refused=refused)
