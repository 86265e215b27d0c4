"""The calibration meeting: the whole picture, the evidence, what was changed and why, whether it is fair."""

from collections.abc import Callable

import streamlit as st

from domain.appraisal.cycle_state import CycleState
from domain.appraisal.rater_pattern import is_halo
from domain.appraisal.rater_scale import LEAST
from domain.core.acting_person import AccountWithoutPerson
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from ui import address
from ui.appraisal.calibration_changes import draw_changes
from ui.appraisal.calibration_look import CalibrationLook, look_at_calibration
from ui.appraisal.calibration_people import draw_people
from ui.appraisal.calibration_pictures import distribution_picture, leniency_picture
from ui.appraisal.fairness_page import draw_fairness, sees_fairness
from ui.appraisal.nine_box_grid import draw_nine_box
from ui.boards.plain import draw_plain
from ui.indicators.wording import state_badge
from ui.language import _, label, listed, say
from ui.question import whole
from ui.routes import literal
from ui.titles import title

PLACE = "calibration"


def may_open(actor: Actor) -> bool:
    """Who calibrates, HR, and who decides on appeals (for the fairness report)."""
    wanted = (
        Permission.ASSESSMENTS_CALIBRATE, Permission.ASSESSMENTS_ADMINISTER, Permission.ASSESSMENTS_DECIDE,
    )  # fmt: skip
    return any(actor.may(one) for one in wanted)


def draw_calibration(actor: Actor) -> None:
    """The page."""
    if not may_open(actor):
        raise NotPermitted(permission=Permission.ASSESSMENTS_CALIBRATE)
    if actor.person_id is None:
        st.title(label("page.calibration"), anchor=False)
        st.info(say(AccountWithoutPerson()), icon=":material/info:")
        return
    asked = whole(address.get("cycle") or "")
    if not (actor.may(Permission.ASSESSMENTS_CALIBRATE) or actor.may(Permission.ASSESSMENTS_ADMINISTER)):
        st.title(label("page.calibration"), anchor=False)
        draw_fairness(actor, asked)
        return
    seen = look_at_calibration(actor, asked)
    if seen is None:
        st.title(label("page.calibration"), anchor=False)
        st.markdown(_("No cycle has come to its ratings yet. The meeting begins once managers have rated."))
        return
    _draw_heading(seen)
    tabs: dict[str, Callable[[], None]] = {
        _("The whole picture"): lambda: _draw_picture(seen),
        _("People and evidence"): lambda: draw_people(seen),
        _("Changes and minutes"): lambda: draw_changes(seen),
    }
    if sees_fairness(actor, seen.cycle):
        tabs[_("Fairness")] = lambda: draw_fairness(actor, seen.cycle.id)
    drawn = st.tabs(list(tabs), on_change="rerun", key=f"{PLACE}:tab")
    for tab, draw in zip(drawn, tabs.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def _draw_heading(seen: CalibrationLook) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(label("page.calibration"), anchor=False, width="content")
        names = {one.id: title(one) for one in seen.cycles}
        key = f"{PLACE}:cycle"
        address.follow("cycle", key, lambda _words: seen.cycle.id)
        st.selectbox(
            label("Assessment.cycle"), list(names), format_func=names.__getitem__, key=key, width=280,
            label_visibility="collapsed", on_change=address.publish,
            args=("cycle", key, lambda chosen: [str(chosen)]),
        )  # fmt: skip
        state_badge(seen.cycle.state)
    if seen.cycle.state is CycleState.OPEN:
        text = _("Scores can be changed once the cycle is in calibration; until then this is a preview.")
        st.info(text, icon=":material/visibility:")
    st.caption(literal(_("{count} people whose results you may see; never your own.",
                         count=len(seen.board.lines))))  # fmt: skip


def _draw_picture(seen: CalibrationLook) -> None:
    units = {0: _("All together"), **{unit: seen.units.get(unit, "") for unit in seen.board.units}}
    chosen = st.selectbox(
        label("Assessment.unit"), list(units), format_func=units.__getitem__, key=f"{PLACE}:unit", width=280
    )
    shares = seen.board.units[chosen] if chosen else seen.board.overall
    left, right = st.columns(2, gap="small")
    with left:
        st.caption(_("Grey: how many the usual shares allow, 5 points to either side."))
        draw_plain(distribution_picture(seen, shares), f"{PLACE}-distribution-{chosen}")
    with right:
        text = _(
            "Only what people rate counts here; dashed: one standard deviation. Below {least} people "
            "nothing is flagged.",
            least=LEAST,
        )
        st.caption(text)
        draw_plain(leniency_picture(seen), f"{PLACE}-leniency")
    halos = [seen.name(rater) for rater, value in seen.board.halos.items() if is_halo(value)]
    if halos:
        st.warning(
            _("One impression seems to decide everything with: {names}. Compare the competencies.",
              names=listed(halos)), icon=":material/blur_on:",
        )  # fmt: skip
    with st.container(border=True):
        draw_nine_box(seen)
