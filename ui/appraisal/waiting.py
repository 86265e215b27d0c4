"""For whom a cycle waits: who is late, who still has time, and reminders to those whom HR picks."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import Session, selectinload

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.remind_late import remind_chosen, remind_late, remind_of_phase
from domain.appraisal.whose_turn import late_ones, turn_of, waiting_ones
from domain.core.clock import now, today
from domain.core.visibility import actor_of
from domain.organisation.directory import Colleague, colleagues
from ui import address, formats
from ui.appraisal.heading import due_of
from ui.language import _, in_language, label
from ui.routes import page_for
from ui.wish import show_refusal, wish

ROW, MOST = 36, 12
OFFICES = {AssessmentState.CALIBRATION: "turn.calibration", AssessmentState.HR_CHECK: "turn.hr"}
Remind = Callable[[Session], int]


@dataclass(frozen=True)
class Waiting:
    """Assessments of one cycle that have not gone on, the longest wait first; names of whom they concern."""

    cycle: AppraisalCycle
    today: date
    open: Sequence[Assessment]
    people: Mapping[int, str]
    units: Mapping[int, str]

    def is_late(self, one: Assessment) -> bool:
        """Past the day of its phase."""
        due = due_of(one)
        return due is not None and due < self.today

    @property
    def late(self) -> list[Assessment]:
        """Those that are."""
        return [one for one in self.open if self.is_late(one)]

    def waits_for(self, one: Assessment) -> str:
        """A person's name (and that they left), the office, or that nobody is named."""
        office = OFFICES.get(one.state)
        if office is not None:
            return label(office)
        return self.people.get(turn_of(one) or 0, "") or _("nobody named yet")


def look_at_waiting(session: Session, cycle: AppraisalCycle, day: date, units: Mapping[int, str]) -> Waiting:
    """Read it; also what waits for an office, once it is late."""
    loaded = selectinload(Assessment.cycle)
    found = {
        one.id: one
        for query in (waiting_ones(), late_ones(day))
        for one in session.scalars(query.where(Assessment.cycle_id == cycle.id).options(loaded))
    }
    waiting = sorted(found.values(), key=lambda one: (one.state_since, one.id))
    ids = {one.person_id for one in waiting} | {turn_of(one) or 0 for one in waiting}
    names = {one.id: _called(one, day) for one in colleagues(session, ids)}
    return Waiting(cycle, day, waiting, names, units)


def _called(one: Colleague, day: date) -> str:
    name = in_language(one.name, one.name_en)
    return name if one.present(day) else _("{name} (left)", name=name)


def draw_waiting(seen: Waiting, place: str, *, reminds: bool) -> None:
    """The list, narrowed by phase or to who is late; `reminds`: with the buttons of HR."""
    st.subheader(f"{_('For whom it waits')} · {formats.number(len(seen.open))}", anchor=False)
    if not seen.open:
        st.markdown(f":material/task_alt: {_('The cycle waits for nobody.')}")
        return
    shown, state = _narrowed(seen, place)
    if not shown:
        st.markdown(f":material/task_alt: {_('Everybody is in time.')}")
        return
    above = st.container(horizontal=True, vertical_alignment="center", gap="small")
    picked = _draw_rows(seen, shown, place, picks=reminds)
    if reminds:
        with above:
            _draw_buttons(seen, place, picked, state)
    show_refusal(place)


def _narrowed(seen: Waiting, place: str) -> tuple[list[Assessment], AssessmentState | None]:
    """What is shown, and the phase if one is chosen."""
    late = {one.id for one in seen.late}
    with st.container(horizontal=True, gap="medium"):
        which = {True: f"{_('Late')} · {len(late)}", False: f"{_('All')} · {len(seen.open)}"}
        only_late = st.segmented_control(
            _("Which"), list(which), format_func=which.__getitem__, default=bool(late), required=True,
            key=f"{place}:which", label_visibility="collapsed",
        )  # fmt: skip
        some = [one for one in seen.open if not only_late or one.id in late]
        states = [state for state in AssessmentState if any(one.state is state for one in some)]
        names = {state: f"{label(state)} · {sum(one.state is state for one in some)}" for state in states}
        state = st.pills(
            _("Phase"), states, format_func=names.__getitem__, key=f"{place}:phase",
            label_visibility="collapsed",
        )  # fmt: skip
    return [one for one in some if state in (None, one.state)], state


def _draw_rows(seen: Waiting, shown: Sequence[Assessment], place: str, *, picks: bool) -> list[int]:
    """The table; answers which assessments are picked. A press on a cell opens it."""
    drawn = f"{place}:rows"
    widget = f"{drawn}:{st.session_state.get(drawn, 0)}:{hash(tuple(one.id for one in shown))}"
    columns = {
        _("Waits for"): [seen.waits_for(one) for one in shown],
        label("Assessment.person"): [seen.people.get(one.person_id, "") for one in shown],
        label("Assessment.unit"): [seen.units.get(one.unit_id, "") for one in shown],
        label("Assessment.state"): [label(one.state) for one in shown],
        _("Time left"): [_time_left(seen, one) for one in shown],
    }
    found = st.dataframe(
        pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()}),
        hide_index=True, row_height=ROW, height=ROW * (min(len(shown), MOST) + 1) + 3, key=widget,
        on_select=partial(_open, widget, drawn, [one.id for one in shown]),
        selection_mode=["multi-row", "single-cell"] if picks else "single-cell", alt=_("For whom it waits"),
    )  # fmt: skip
    opened = st.session_state.pop(f"{drawn}:opened", None)
    page = page_for("assessments")
    if opened is not None and page is not None:
        address.leave(page, {"id": str(opened)})
    rows = found["selection"].get("rows", []) if picks else []
    return [shown[at].id for at in rows if at < len(shown)]


def _time_left(seen: Waiting, one: Assessment) -> str:
    due = due_of(one)
    if due is None:
        return ""
    days = (due - seen.today).days
    if days < 0:
        return _("{count} days late", count=formats.number(-days))
    return _("{count} days left", count=formats.number(days)) if days else _("today")


def _open(widget: str, drawn: str, ids: Sequence[int]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    if cells:
        st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
        st.session_state[f"{drawn}:opened"] = ids[cells[0][0]]


def _draw_buttons(seen: Waiting, place: str, picked: Collection[int], state: AssessmentState | None) -> None:
    """One button, for what is picked; else for the phase that is chosen; else for who is late."""
    key = seen.cycle.id
    if picked:
        count = formats.number(len(picked))
        text, ask = _("Remind the chosen {count}", count=count), partial(_chosen, key, tuple(picked))
    elif state is not None:
        text, ask = _("Remind all in “{phase}”", phase=label(state)), partial(_phase, key, state)
    else:
        text, ask = _("Remind all who are late"), partial(_late, key)
    st.button(
        text, icon=":material/notifications_active:", key=f"{place}:remind", on_click=_remind,
        args=(ask, place), disabled=not picked and state is None and not seen.late,
        help=_("Everybody is reminded at most once a day."),
    )  # fmt: skip
    if not picked:
        st.caption(_("Tick rows to remind some people only."))


def _chosen(key: int, picked: Collection[int], session: Session) -> int:
    return remind_chosen(session, actor_of(session), key, picked, today(), now())


def _phase(key: int, state: AssessmentState, session: Session) -> int:
    return remind_of_phase(session, actor_of(session), key, state, today(), now())


def _late(key: int, session: Session) -> int:
    return remind_late(session, actor_of(session), key, today(), now())


def _remind(ask: Remind, place: str) -> None:
    def told(count: int) -> str:
        if count:
            return _("{count} reminders sent.", count=count)
        return _("Nobody to remind: all were reminded today already, or it waits for an office.")

    wish(ask, done=told, place=place)
