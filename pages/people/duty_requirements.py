"""What duties take: the certificate without which nobody is given customers or discounts."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.training.duty_requirement import DutyRequirement
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.duty_requirements",
    icon=":material/lock_person:",
    url_path="duty_requirements",
    entity=DutyRequirement,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_ADMINISTER,
    columns=(
        DutyRequirement.duty,
        DutyRequirement.course,
        DutyRequirement.post,
        DutyRequirement.since,
        DutyRequirement.until,
    ),
    filters=(DutyRequirement.duty, DutyRequirement.course, DutyRequirement.post),
    search=(DutyRequirement.course, DutyRequirement.post),
    order_by=DutyRequirement.since,
    descending=True,
    form=(
        Section(
            "duty_requirement",
            (DutyRequirement.duty, DutyRequirement.course),
            DutyRequirement.post,
            (DutyRequirement.since, DutyRequirement.until),
        ),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.TRAINING_ADMINISTER, DutyRequirement, values
    ),
    archives=True,
    empty="empty.duty_requirements",
)

if __name__ == "__main__":
    show(SCREEN)
