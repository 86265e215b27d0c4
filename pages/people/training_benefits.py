"""What courses brought in money, and on what basis that was worked out."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.training.benefit import TrainingBenefit
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.training_benefits",
    icon=":material/savings:",
    url_path="training_benefits",
    entity=TrainingBenefit,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        TrainingBenefit.course,
        TrainingBenefit.first_on,
        TrainingBenefit.until,
        TrainingBenefit.amount,
        TrainingBenefit.basis,
    ),
    filters=(TrainingBenefit.course, TrainingBenefit.first_on),
    search=(TrainingBenefit.course, TrainingBenefit.basis),
    order_by=TrainingBenefit.first_on,
    descending=True,
    form=(
        Section(
            "training_benefit",
            (TrainingBenefit.course, TrainingBenefit.amount),
            (TrainingBenefit.first_on, TrainingBenefit.until),
            TrainingBenefit.basis,
        ),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.TRAINING_ADMINISTER, TrainingBenefit, values
    ),
    archives=True,
    empty="empty.training_benefits",
)

if __name__ == "__main__":
    show(SCREEN)
