"""Exemptions: on which days no requirement of training counts for somebody, and why."""

from domain.core.permission import Permission
from domain.workforce.exempt import exempt
from domain.workforce.training_exemption import TrainingExemption
from ui.screen import Screen, Section
from ui.show import show
from ui.training.course_choice import course_codes

SCREEN = Screen(
    title_key="page.training_exemptions",
    icon=":material/event_busy:",
    url_path="training_exemptions",
    entity=TrainingExemption,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        TrainingExemption.person,
        TrainingExemption.unit,
        TrainingExemption.course_code,
        TrainingExemption.reason,
        TrainingExemption.first_on,
        TrainingExemption.until,
    ),
    filters=(
        TrainingExemption.unit,
        TrainingExemption.person,
        TrainingExemption.reason,
        TrainingExemption.first_on,
        TrainingExemption.until,
    ),
    search=(TrainingExemption.person, TrainingExemption.course_code, TrainingExemption.remark),
    order_by=TrainingExemption.first_on,
    descending=True,
    form=(
        Section(
            "training_exemption",
            (TrainingExemption.person, TrainingExemption.course_code),
            TrainingExemption.reason,
            (TrainingExemption.first_on, TrainingExemption.until),
            TrainingExemption.remark,
        ),
    ),
    choices={"course_code": course_codes},
    asked_only_new=(TrainingExemption.person,),
    create=exempt,
    archives=True,
    empty="empty.training_exemptions",
)

if __name__ == "__main__":
    show(SCREEN)
