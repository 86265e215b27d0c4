"""The editor of a cause analysis: as many whys as it takes, or causes on the bones of the fish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.visibility import actor_of
from domain.improvement.analyse_cause import Analysis, Answer, Branch, analyse_cause
from domain.improvement.cause import FEWEST_WHYS, CauseAnalysis, CauseCategory, CauseMethod
from ui.improvement.look import Look
from ui.improvement.parts import draw_save, leave, place_of, said
from ui.language import _, label
from ui.wish import wish

MOST_ROWS = 12


@dataclass(frozen=True)
class Rows:
    """The lines of one method in the editor: their count and inputs live in the session."""

    place: str
    name: str

    @property
    def count(self) -> int:
        """How many lines there are."""
        return int(st.session_state.get(f"{self.place}:{self.name}:count", 0))

    def start(self, entries: Sequence[Mapping[str, str]], least: int) -> None:
        """Fill the lines once, when the editor opens."""
        if f"{self.place}:{self.name}:count" in st.session_state:
            return
        self.set_count(max(least, len(entries)))
        for at, entry in enumerate(entries):
            for field, text in entry.items():
                st.session_state[self.key(at, field)] = text

    def set_count(self, count: int) -> None:
        """Callback: more or fewer lines."""
        st.session_state[f"{self.place}:{self.name}:count"] = max(1, min(MOST_ROWS, count))

    def key(self, at: int, field: str) -> str:
        """Where an input is kept."""
        return f"{self.place}:{self.name}:{at}:{field}"

    def draw_more(self, more: str) -> None:
        """A button for one line more, one for one less."""
        with st.container(horizontal=True):
            st.button(
                more, icon=":material/add:", key=f"{self.place}:{self.name}:more", on_click=self.set_count,
                args=(self.count + 1,), disabled=self.count >= MOST_ROWS,
            )  # fmt: skip
            st.button(
                _("Remove the last line"), icon=":material/remove:", type="tertiary", on_click=self.set_count,
                key=f"{self.place}:{self.name}:fewer", args=(self.count - 1,), disabled=self.count <= 1,
            )  # fmt: skip


def edit_cause(look: Look) -> None:
    """The owner records or replaces the analysis of this round."""
    place, cause = place_of(look.issue.id, "cause"), look.issue.cause
    method = _ask_method(place, cause)
    whys, bones = Rows(place, "whys"), Rows(place, "bones")
    whys.start(cause.whys if cause else (), FEWEST_WHYS)
    bones.start(cause.branches if cause else [{"category": c.value} for c in CauseCategory], 1)
    if method is CauseMethod.FIVE_WHYS:
        _ask_whys(whys)
    else:
        _ask_bones(bones)
    _ask_root(place, cause)
    draw_save(place, lambda: _save(look.issue.id, place))


def _ask_method(place: str, cause: CauseAnalysis | None) -> CauseMethod:
    names = {method: label(method) for method in CauseMethod}
    chosen = st.segmented_control(
        label("CauseAnalysis.method"), list(names), format_func=names.__getitem__, key=f"{place}:method",
        default=cause.method if cause else CauseMethod.FIVE_WHYS, required=True,
        on_change=_begin_lines, args=(place,),
    )  # fmt: skip
    return chosen or CauseMethod.FIVE_WHYS


def _begin_lines(place: str) -> None:
    """Callback: another method starts from what is recorded; lines out of sight are not kept."""
    for name in ("whys", "bones"):
        st.session_state.pop(f"{place}:{name}:count", None)


def _ask_whys(rows: Rows) -> None:
    st.caption(_("Each answer needs evidence a reader can follow. Stop at a cause that can be changed."))
    for at in range(rows.count):
        answer, evidence = st.columns([3, 2])
        question = _("1. Why did it happen?") if at == 0 else _("{number}. And why is that?", number=at + 1)
        answer.text_input(question, key=rows.key(at, "answer"))
        evidence.text_input(
            _("Evidence"), key=rows.key(at, "evidence"), placeholder=_("A document, a figure, a link")
        )
    rows.draw_more(_("Ask why once more"))


def _ask_bones(rows: Rows) -> None:
    st.caption(_("Look at every bone; lines left empty are dropped."))
    names = {category.value: label(category) for category in CauseCategory}
    for at in range(rows.count):
        category, cause, evidence = st.columns([1, 3, 2])
        category.selectbox(
            label("CauseAnalysis.category"), list(names), format_func=names.__getitem__,
            key=rows.key(at, "category"),
        )  # fmt: skip
        cause.text_input(_("Cause"), key=rows.key(at, "cause"))
        evidence.text_input(
            _("Evidence"), key=rows.key(at, "evidence"), placeholder=_("A document, a figure, a link")
        )
    rows.draw_more(_("One more cause"))


def _ask_root(place: str, cause: CauseAnalysis | None) -> None:
    names = {category: label(category) for category in CauseCategory}
    chosen = list(names).index(cause.category) if cause else list(names).index(CauseCategory.METHOD)
    root, category = st.columns([3, 2])
    root.text_area(
        label("CauseAnalysis.root_cause"), value=cause.root_cause if cause else "", key=f"{place}:root_cause",
        height=80, placeholder=_("What let it happen, and what we can change"),
    )  # fmt: skip
    category.selectbox(
        label("CauseAnalysis.category"), list(names), index=chosen, format_func=names.__getitem__,
        key=f"{place}:category",
    )  # fmt: skip


def _save(issue_id: int, place: str) -> None:
    whys, bones = Rows(place, "whys"), Rows(place, "bones")
    found = Analysis(
        method=st.session_state.get(f"{place}:method") or CauseMethod.FIVE_WHYS,
        category=st.session_state.get(f"{place}:category") or CauseCategory.METHOD,
        root_cause=said(f"{place}:root_cause"),
        whys=tuple(_whys(whys)),
        branches=tuple(_branches(bones)),
    )

    def work(session: Session) -> CauseAnalysis:
        return analyse_cause(session, actor_of(session), issue_id, found)

    if wish(work, done=_("The cause is recorded."), place=place) is not None:
        leave(place)


def _whys(rows: Rows) -> list[Answer]:
    """The answers up to the last line with something in it; a gap between is for the rule to refuse."""
    lines = [(said(rows.key(at, "answer")), said(rows.key(at, "evidence"))) for at in range(rows.count)]
    while lines and not any(lines[-1]):
        lines.pop()
    return [Answer(answer=answer, evidence=evidence) for answer, evidence in lines]


def _branches(rows: Rows) -> list[Branch]:
    found = []
    for at in range(rows.count):
        cause, evidence = said(rows.key(at, "cause")), said(rows.key(at, "evidence"))
        if cause or evidence:
            category = CauseCategory(st.session_state[rows.key(at, "category")])
            found.append(Branch(category=category, cause=cause, evidence=evidence))
    return found
