"""One's own page: what waits, what was agreed, how it came out, and what follows."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.training.my_training import my_training
from ui.appraisal.my_goals import draw_goals, draw_waiting
from ui.appraisal.my_look import look_at_mine
from ui.appraisal.my_results import draw_results
from ui.culture.own_panel import draw_own_culture
from ui.language import _, label
from ui.rewards.own_panel import draw_own_bonus, draw_own_path, draw_own_uses
from ui.routes import page_link
from ui.training.my_certificates import draw_certificates


def draw_mine(actor: Actor) -> None:
    """The page; each area's part is one panel."""
    st.title(label("page.my_development"), anchor=False)
    if actor.person_id is None:
        st.info(
            _("Your account is not linked to a person; goals and results are of persons."),
            icon=":material/info:",
        )
        return
    seen = look_at_mine(actor)
    draw_waiting(seen)
    left, right = st.columns(2, gap="small")
    with left:
        draw_goals(seen)
        draw_own_uses(actor)
    with right:
        draw_results(seen)
        draw_own_path(actor)
        draw_own_bonus(actor)
    _draw_training(actor)
    draw_own_culture(actor)


def _draw_training(actor: Actor) -> None:
    with reading(actor) as session:
        found = my_training(session, actor, now())
    draw_certificates(found)
    page_link("my-training", _("All my courses and exams"), {}, "my-development-training")
