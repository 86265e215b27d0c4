"""Training requirements: which certificate whom the company binds to hold."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.workforce.training_requirement import TrainingRequirement
from ui.screen import Screen, Section, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.training_requirements",
    icon=":material/assignment_turned_in:",
    url_path="training-requirements",
    entity=TrainingRequirement,
    read=Permission.FACTS_READ,
    write=Permission.ORGANISATION_WRITE,
    columns=(
        TrainingRequirement.course_code,
        TrainingRequirement.course_name,
        TrainingRequirement.post,
        TrainingRequirement.person,
        TrainingRequirement.since,
        TrainingRequirement.until,
    ),
    filters=(
        TrainingRequirement.course_code,
        TrainingRequirement.post,
        TrainingRequirement.person,
        TrainingRequirement.since,
        TrainingRequirement.until,
        TrainingRequirement.batch_id,
    ),
    search=(TrainingRequirement.course_code, TrainingRequirement.course_name),
    order_by=TrainingRequirement.course_code,
    form=(
        Section(
            "requirement",
            (TrainingRequirement.course_code, TrainingRequirement.course_name),
            (TrainingRequirement.post, TrainingRequirement.person),
            (TrainingRequirement.since, TrainingRequirement.until),
        ),
        Shown("origin", (TrainingRequirement.source, TrainingRequirement.source_ref)),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.ORGANISATION_WRITE, TrainingRequirement, values
    ),
    archives=True,
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
