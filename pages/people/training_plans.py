"""Training plans: what is to be taught in a year, what it may cost, what came of it."""

from domain.core.permission import Permission
from domain.training.training_plan import TrainingPlan
from ui.screen import Screen, Section
from ui.show import show
from ui.training.plan_page import create_plan, draw_plan

SCREEN = Screen(
    title_key="page.training_plans",
    icon=":material/calendar_view_month:",
    url_path="training_plans",
    entity=TrainingPlan,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        TrainingPlan.year,
        TrainingPlan.title,
        TrainingPlan.unit,
        TrainingPlan.budget,
        TrainingPlan.state,
    ),
    filters=(TrainingPlan.unit, TrainingPlan.year, TrainingPlan.state),
    search=(TrainingPlan.title,),
    order_by=TrainingPlan.year,
    descending=True,
    form=(
        Section(
            "training_plan",
            (TrainingPlan.year, TrainingPlan.unit),
            (TrainingPlan.title, TrainingPlan.budget),
            TrainingPlan.remark,
        ),
    ),
    asked_only_new=(TrainingPlan.year, TrainingPlan.unit),
    create=create_plan,
    detail=draw_plan,
    archives=True,
    empty="empty.training_plans",
)

if __name__ == "__main__":
    show(SCREEN)
