"""What is different between two versions of a text, line by line."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

import streamlit as st

from ui.culture.safe_markdown import READING_WIDTH
from ui.language import _, current
from ui.routes import literal

CONTEXT = 2
"""Lines shown around a change that did not change themselves."""


class Change(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    LEFT_OUT = "left_out"


def differences(before: str, after: str) -> Iterator[tuple[Change, str]]:
    """The lines of both in order, without empty ones; unchanged ones only around changes."""
    old, new = ([line for line in text.splitlines() if line.strip()] for text in (before, after))
    for at, group in enumerate(SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(CONTEXT)):
        if at:
            yield Change.LEFT_OUT, ""
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from ((Change.KEPT, line) for line in old[a:b])
            else:
                yield from ((Change.REMOVED, line) for line in old[a:b])
                yield from ((Change.ADDED, line) for line in new[c:d])


def draw_comparison(versions: Sequence[Any], place: str) -> None:
    """Choose two versions and see what changed, in the reader's language. Nothing with a single one."""
    if len(versions) < 2:
        return
    numbers = {one.number: one for one in sorted(versions, key=lambda one: -one.number)}
    newest, before, *_rest = numbers
    with st.container(horizontal=True, vertical_alignment="bottom", width=READING_WIDTH):
        first = st.selectbox(
            _("From version"), list(numbers), index=list(numbers).index(before), key=f"{place}:first"
        )
        last = st.selectbox(
            _("To version"), list(numbers), index=list(numbers).index(newest), key=f"{place}:last"
        )
    name = "text_zh" if current() == "zh_CN" else "text_en"
    lines = list(differences(getattr(numbers[first], name), getattr(numbers[last], name)))
    if numbers[last].changes:
        st.markdown(literal(numbers[last].changes))
    if not lines:
        st.caption(_("The two versions say the same."))
        return
    with st.container(border=True, gap=None, width=READING_WIDTH):
        for change, line in lines:
            st.markdown(_drawn(change, line))


def _drawn(change: Change, line: str) -> str:
    text = literal(line) or " "
    if change is Change.ADDED:
        return f":green-background[＋ {text}]"
    if change is Change.REMOVED:
        return f":red-background[－ {text}]"
    return "⋯" if change is Change.LEFT_OUT else text
