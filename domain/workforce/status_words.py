"""The words of other systems for kinds of learning, severity and status of violations."""

from domain.core.fact_spec import words
from domain.workforce.training_record import TrainingKind
from domain.workforce.violation import ViolationSeverity, ViolationStatus

TRAINING_KIND = dict.fromkeys(
    words("course, training, exam, class, e-learning, 课程, 培训, 考试, 集中培训, 线上培训, 面授, 网课"),
    TrainingKind.COURSE.value,
) | dict.fromkeys(
    words("coaching, mentoring, one to one, 辅导, 带教, 一对一, 一对一辅导, 团队辅导, 案例辅导"),
    TrainingKind.COACHING.value,
)
SEVERITY = (
    dict.fromkeys(words("minor, low, slight, 轻微, 一般, 低"), ViolationSeverity.MINOR.value)
    | dict.fromkeys(words("moderate, medium, serious, 较重, 中等, 中"), ViolationSeverity.MODERATE.value)
    | dict.fromkeys(words("major, high, grave, severe, 严重, 重大, 高"), ViolationSeverity.MAJOR.value)
)
VIOLATION_STATUS = (
    dict.fromkeys(
        words("pending, open, under review, reported, 待认定, 待确认, 调查中, 待处理"),
        ViolationStatus.PENDING.value,
    )
    | dict.fromkeys(
        words("confirmed, established, closed, 已认定, 已确认, 属实, 已处理"), ViolationStatus.CONFIRMED.value
    )
    | dict.fromkeys(
        words("dismissed, rejected, unfounded, 不成立, 已撤销, 不属实, 驳回"), ViolationStatus.DISMISSED.value
    )
)
