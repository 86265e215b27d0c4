"""One's own page: what waits, what was agreed, how it came out, and what follows."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.culture.reach import leads
from domain.reporting.to_dos import to_dos
from domain.training.my_training import my_training
from ui.appraisal.my_goals import draw_goals
from ui.appraisal.my_look import look_at_mine
from ui.appraisal.my_results import draw_results
from ui.culture.own_panel import draw_own_culture
from ui.development.next_card import draw_next
from ui.language import _, label
from ui.rewards.own_panel import draw_own_bonus, draw_own_path, draw_own_uses
from ui.routes import page_link
from ui.training.my_certificates import draw_certificates


def draw_mine(actor: Actor) -> None:
    """What comes next on top; below it each area's part is one panel."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(label("page.my_development"), anchor=False, width="content")
        if leads(actor):
            st.space("stretch")
            page_link("team", label("page.team"), {}, "my-development-team")
    if actor.person_id is None:
        st.info(
            _("Your account is not linked to a person; goals and results are of persons."),
            icon=":material/info:",
        )
        return
    seen = look_at_mine(actor)
    with reading(actor) as session:
        found = to_dos(session, actor, [actor.person_id], seen.today)
        training = my_training(session, actor, now())
    draw_next(actor, seen, found)
    left, right = st.columns(2, gap="small")
    with left:
        draw_goals(seen)
        if seen.current is not None or seen.results:
            draw_results(seen)
        draw_own_uses(actor)
    with right:
        draw_own_path(actor)
        draw_own_bonus(actor)
        draw_own_culture(actor)
    st.space("small")
    draw_certificates(training)
    page_link("my-training", _("All my courses and exams"), {}, "my-development-training")
