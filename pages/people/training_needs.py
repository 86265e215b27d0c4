"""Training needs: who should learn what, why, until when, and how far that has come."""

from domain.core.permission import Permission
from domain.training.need import TrainingNeed
from ui.fields import Kind
from ui.screen import Computed, Screen, Section, Shown, View
from ui.show import show
from ui.training.need_page import create_need, days_left, draw_source, effect_due, mine, overdue

SCREEN = Screen(
    title_key="page.training_needs",
    icon=":material/psychology_alt:",
    url_path="training_needs",
    entity=TrainingNeed,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        TrainingNeed.person,
        TrainingNeed.course,
        TrainingNeed.topic,
        TrainingNeed.source,
        TrainingNeed.priority,
        TrainingNeed.state,
        TrainingNeed.due_on,
        Computed("days_left", days_left, Kind.WHOLE),
        TrainingNeed.unit,
    ),
    filters=(
        TrainingNeed.unit,
        TrainingNeed.person,
        TrainingNeed.course,
        TrainingNeed.source,
        TrainingNeed.priority,
        TrainingNeed.state,
        TrainingNeed.due_on,
        TrainingNeed.raised_on,
    ),
    search=(TrainingNeed.person, TrainingNeed.course, TrainingNeed.topic),
    order_by=TrainingNeed.due_on,
    form=(
        Section(
            "training_need",
            (TrainingNeed.person, TrainingNeed.course),
            (TrainingNeed.topic, TrainingNeed.priority),
            TrainingNeed.due_on,
            TrainingNeed.why,
        ),
        Section("need_met", TrainingNeed.course_session, TrainingNeed.effect),
        Shown("need_times", (TrainingNeed.raised_on, TrainingNeed.effect_due_on)),
    ),
    views=(
        View("needs_open", {"state": "identified,planned,scheduled,delivered,assessed,effect_review"}),
        View("needs_mine", {"view": "needs_mine"}, mine),
        View("needs_overdue", {"view": "needs_overdue"}, overdue),
        View("needs_effect", {"view": "needs_effect"}, effect_due),
    ),
    asked_only_new=(TrainingNeed.person,),
    filled_in=frozenset({"due_on"}),
    create=create_need,
    detail=draw_source,
    empty="empty.training_needs",
    start="training_coverage",
)

if __name__ == "__main__":
    show(SCREEN)
