"""Training records: who learned what, with which result, and until when a certificate holds."""

from domain.core.permission import Permission
from domain.workforce.record_training import record_training
from domain.workforce.training_record import TrainingRecord
from ui.screen import Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.training_records",
    icon=":material/school:",
    url_path="training",
    entity=TrainingRecord,
    read=Permission.FACTS_READ,
    write=Permission.ORGANISATION_WRITE,
    columns=(
        TrainingRecord.person,
        TrainingRecord.unit,
        TrainingRecord.course_code,
        TrainingRecord.course_name,
        TrainingRecord.kind,
        TrainingRecord.completed_on,
        TrainingRecord.valid_until,
        TrainingRecord.passed,
        TrainingRecord.is_first_attempt,
        TrainingRecord.hours,
    ),
    filters=(
        TrainingRecord.unit,
        TrainingRecord.person,
        TrainingRecord.course_code,
        TrainingRecord.kind,
        TrainingRecord.completed_on,
        TrainingRecord.valid_until,
        TrainingRecord.passed,
        TrainingRecord.is_first_attempt,
        TrainingRecord.period,
        TrainingRecord.batch_id,
    ),
    search=(TrainingRecord.person, TrainingRecord.course_code, TrainingRecord.course_name),
    order_by=TrainingRecord.completed_on,
    descending=True,
    form=(
        Section(
            "training",
            (TrainingRecord.person, TrainingRecord.kind),
            (TrainingRecord.course_code, TrainingRecord.course_name),
            (TrainingRecord.completed_on, TrainingRecord.valid_until),
            (TrainingRecord.hours, TrainingRecord.trainer),
        ),
        Section("exam", (TrainingRecord.passed, TrainingRecord.attempt), TrainingRecord.score),
        Shown("origin", (TrainingRecord.source, TrainingRecord.source_ref)),
    ),
    views=(
        View("failed_exams", {"passed": "no"}),
        View("certificates_by_end", {"valid_until": "..", "sort": "valid_until"}),
        View("coaching", {"kind": "coaching"}),
    ),
    create=record_training,
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
