"""The steps of an import, where one is, and the way back."""

from enum import IntEnum

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import address
from ui.language import _

DRAFT, BATCH, STEP, CHECK = "draft", "batch", "step", "check"
"""Words of the address."""
DRAWN = "imports:drawn"


class Stage(IntEnum):
    """Where an import stands."""

    FILE = 1
    COLUMNS = 2
    CHECK = 3
    DONE = 4


def draw_way(at: Stage) -> None:
    """All steps in one line; the present one stands out."""
    names = {
        Stage.FILE: _("Choose a file"),
        Stage.COLUMNS: _("Match the columns"),
        Stage.CHECK: _("Check the dry run"),
        Stage.DONE: _("Done"),
    }
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="imports:way"):
        for stage, name in names.items():
            if stage is at:
                st.badge(f"{stage} {name}", color="blue")
            else:
                icon = ":material/check:" if stage < at else None
                st.badge(f"{stage} {name}", color="gray", icon=icon)


def fresh_place(at: Stage) -> DeltaGenerator:
    """Where a step is drawn. What another step left there goes at once, instead of fading between."""
    here = f"imports:{at}"
    changed = st.session_state.get(DRAWN) != here
    st.session_state[DRAWN] = here
    return st.empty().container() if changed else st.container()


def to_draft(draft_id: int, *, check: bool = False) -> None:
    """Callback: to an unfinished import, or to its dry run."""
    address.go({DRAFT: str(draft_id)} | ({STEP: CHECK} if check else {}))


def to_batch(batch_id: int) -> None:
    """Callback: to what an import has done."""
    address.go({BATCH: str(batch_id)})
