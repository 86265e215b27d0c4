"""The facts of the workforce that can be imported: their fields and the headers people give them."""

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.sales.fields import UNIT
from domain.workforce import complete_rows, first_attempts, people_units, training_duties
from domain.workforce.status_words import SEVERITY, TRAINING_KIND, VIOLATION_STATUS
from domain.workforce.training_record import TrainingRecord, certifies_oneself
from domain.workforce.training_requirement import TrainingRequirement
from domain.workforce.violation import Violation

STAFF = words(
    "工号, 员工编号, 员工工号, 姓名, 员工, 员工姓名, 人员, 参训人, 学员, employee, employee id, staff id, "
    "staff number, person, name, employee name, trainee, learner"
)
COURSE_CODE = field.code("course", "课程编号, 课程代码, 课程编码, 课程, 培训课程, 证书编号, 证书名称, 证书, "
                         "课程名称, course code, course id, course, certificate, course name",
                         attribute="course_code", required=True)  # fmt: skip
COURSE_NAME = field.text("course_name", "课程名称, 培训名称, 培训主题, 证书名称, 主题, course name, "
                         "course title, title, topic", default_from="course")  # fmt: skip

TRAINING_RECORDS = FactSpec(
    name="training_record", entity=TrainingRecord, key=("person", "course", "completed_on"),
    prepare=complete_rows.training_record, own=certifies_oneself,
    fields=(
        field.person("person", STAFF, attribute="person_id", required=True),
        COURSE_CODE, COURSE_NAME,
        field.choice("kind", "类型, 培训类型, 方式, 培训方式, kind, type, training type",
                     choices=TRAINING_KIND),
        field.day("completed_on", "完成日期, 培训日期, 考试日期, 结业日期, 取证日期, 发证日期, 日期, "
                  "completed on, completion date, training date, exam date, issue date, date", required=True),
        field.day("valid_until", "有效期至, 有效期, 到期日, 到期日期, 证书到期日, 失效日期, valid until, "
                  "expires on, expiry date, expiration date"),
        field.quantity("score", "成绩, 分数, 得分, 考试成绩, 考核成绩, score, mark, grade, result"),
        field.flag("passed", "是否通过, 通过, 合格, 是否合格, 考核通过, passed, pass, qualified"),
        field.quantity("attempt", "第几次, 考试次数, 考核次数, 次数, 次序, attempt, attempt no, try"),
        field.quantity("hours", "学时, 课时, 时长, 培训时长, 小时, 小时数, hours, duration, training hours"),
        field.text("trainer", "讲师, 培训师, 辅导人, 带教人, 导师, trainer, teacher, coach, mentor"),
    ),
)  # fmt: skip

TRAINING_REQUIREMENTS = FactSpec(
    name="training_requirement", entity=TrainingRequirement, key=("course", "post", "person"),
    prepare=complete_rows.training_requirement,
    fields=(
        COURSE_CODE, COURSE_NAME,
        field.post("post", "岗位, 岗位编号, 岗位代码, 适用岗位, 职位, post, position, job, post code",
                   attribute="post_id"),
        field.person("person", STAFF, attribute="person_id"),
        field.day("since", "生效日期, 起始日期, 开始日期, 要求日期, since, from, effective from, start date",
                  required=True),
        field.day("until", "失效日期, 终止日期, 结束日期, 截止日期, until, to, effective to, end date"),
    ),
)  # fmt: skip

VIOLATIONS = FactSpec(
    name="violation", entity=Violation, key=("number",), prepare=complete_rows.violation,
    fields=(
        field.code("number", "违规编号, 事项编号, 案件编号, 处理单号, 编号, 单号, violation no, "
                   "violation id, case no, case number, number", required=True),
        UNIT,
        field.person("person", STAFF + words("当事人, 责任人, 违规人, 违规人员, violator, offender"),
                     attribute="salesperson_id"),
        field.day("occurred_on", "违规日期, 发生日期, 事发日期, 日期, occurred on, violation date, "
                  "date of violation, date", required=True),
        field.choice("severity", "严重程度, 违规等级, 等级, 程度, 级别, severity, level, grade",
                     choices=SEVERITY, required=True),
        field.choice("status", "状态, 认定状态, 处理状态, status, state", choices=VIOLATION_STATUS),
        field.day("confirmed_on", "认定日期, 确认日期, 处理日期, confirmed on, confirmation date, "
                  "decided on"),
        field.flag("is_fraud", "是否舞弊, 舞弊, 欺诈, 是否欺诈, fraud, is fraud, proven fraud"),
        field.text("rule", "违反条款, 制度条款, 违反制度, 条款, rule, policy, clause"),
        field.text("what", "违规事实, 事实描述, 情况说明, 描述, 说明, what, description, facts, details"),
    ),
)  # fmt: skip

FACTS: tuple[FactSpec, ...] = (TRAINING_RECORDS, TRAINING_REQUIREMENTS, VIOLATIONS)

SETTLE: tuple[Settle, ...] = (people_units.settle, first_attempts.settle, training_duties.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
