"""The facts of the workforce that can be imported: their fields and the headers people give them."""

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, Settle, words
from domain.sales.fields import UNIT
from domain.workforce import complete_rows, first_attempts, people_units, training_duties
from domain.workforce.status_words import SEVERITY, TRAINING_KIND, VIOLATION_STATUS
from domain.workforce.training_record import TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement
from domain.workforce.violation import Violation

STAFF = words(
    "工号, 员工编号, 员工工号, 姓名, 员工, 员工姓名, 人员, 参训人, 学员, employee, employee id, staff id, "
    "staff number, person, name, employee name, trainee, learner"
)
COURSE_CODE = FieldSpec(
    name="course", kind=FieldKind.CODE, attribute="course_code", required=True,
    aliases=words(
        "课程编号, 课程代码, 课程编码, 课程, 培训课程, 证书编号, 证书名称, 证书, 课程名称, course code, "
        "course id, course, certificate, course name"
    ),
)  # fmt: skip
COURSE_NAME = FieldSpec(
    name="course_name", kind=FieldKind.TEXT, attribute="course_name", default_from="course",
    aliases=words("课程名称, 培训名称, 培训主题, 证书名称, 主题, course name, course title, title, topic"),
)  # fmt: skip

TRAINING_RECORDS = FactSpec(
    name="training_record", entity=TrainingRecord, key=("person", "course", "completed_on"),
    prepare=complete_rows.training_record,
    fields=(
        FieldSpec(
            name="person", kind=FieldKind.PERSON, attribute="person_id", required=True, aliases=STAFF
        ),
        COURSE_CODE, COURSE_NAME,
        FieldSpec(
            name="kind", kind=FieldKind.CHOICE, attribute="kind", choices=TRAINING_KIND,
            aliases=words("类型, 培训类型, 方式, 培训方式, kind, type, training type"),
        ),
        FieldSpec(
            name="completed_on", kind=FieldKind.DATE, attribute="completed_on", required=True,
            aliases=words(
                "完成日期, 培训日期, 考试日期, 结业日期, 取证日期, 发证日期, 日期, completed on, "
                "completion date, training date, exam date, issue date, date"
            ),
        ),
        FieldSpec(
            name="valid_until", kind=FieldKind.DATE, attribute="valid_until",
            aliases=words(
                "有效期至, 有效期, 到期日, 到期日期, 证书到期日, 失效日期, valid until, expires on, "
                "expiry date, expiration date"
            ),
        ),
        FieldSpec(
            name="score", kind=FieldKind.QUANTITY, attribute="score",
            aliases=words("成绩, 分数, 得分, 考试成绩, 考核成绩, score, mark, grade, result"),
        ),
        FieldSpec(
            name="passed", kind=FieldKind.BOOLEAN, attribute="passed",
            aliases=words("是否通过, 通过, 合格, 是否合格, 考核通过, passed, pass, qualified"),
        ),
        FieldSpec(
            name="attempt", kind=FieldKind.QUANTITY, attribute="attempt",
            aliases=words("第几次, 考试次数, 考核次数, 次数, 次序, attempt, attempt no, try"),
        ),
        FieldSpec(
            name="hours", kind=FieldKind.QUANTITY, attribute="hours",
            aliases=words("学时, 课时, 时长, 培训时长, 小时, 小时数, hours, duration, training hours"),
        ),
        FieldSpec(
            name="trainer", kind=FieldKind.TEXT, attribute="trainer",
            aliases=words("讲师, 培训师, 辅导人, 带教人, 导师, trainer, teacher, coach, mentor"),
        ),
    ),
)  # fmt: skip

TRAINING_REQUIREMENTS = FactSpec(
    name="training_requirement", entity=TrainingRequirement, key=("course", "post", "person"),
    prepare=complete_rows.training_requirement,
    fields=(
        COURSE_CODE, COURSE_NAME,
        FieldSpec(
            name="post", kind=FieldKind.POST, attribute="post_id",
            aliases=words("岗位, 岗位编号, 岗位代码, 适用岗位, 职位, post, position, job, post code"),
        ),
        FieldSpec(name="person", kind=FieldKind.PERSON, attribute="person_id", aliases=STAFF),
        FieldSpec(
            name="since", kind=FieldKind.DATE, attribute="since", required=True,
            aliases=words("生效日期, 起始日期, 开始日期, 要求日期, since, from, effective from, start date"),
        ),
        FieldSpec(
            name="until", kind=FieldKind.DATE, attribute="until",
            aliases=words("失效日期, 终止日期, 结束日期, 截止日期, until, to, effective to, end date"),
        ),
    ),
)  # fmt: skip

VIOLATIONS = FactSpec(
    name="violation", entity=Violation, key=("number",), prepare=complete_rows.violation,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "违规编号, 事项编号, 案件编号, 处理单号, 编号, 单号, violation no, violation id, case no, "
                "case number, number"
            ),
        ),
        UNIT,
        FieldSpec(
            name="person", kind=FieldKind.PERSON, attribute="salesperson_id",
            aliases=STAFF + words("当事人, 责任人, 违规人, 违规人员, violator, offender"),
        ),
        FieldSpec(
            name="occurred_on", kind=FieldKind.DATE, attribute="occurred_on", required=True,
            aliases=words(
                "违规日期, 发生日期, 事发日期, 日期, occurred on, violation date, date of violation, date"
            ),
        ),
        FieldSpec(
            name="severity", kind=FieldKind.CHOICE, attribute="severity", required=True, choices=SEVERITY,
            aliases=words("严重程度, 违规等级, 等级, 程度, 级别, severity, level, grade"),
        ),
        FieldSpec(
            name="status", kind=FieldKind.CHOICE, attribute="status", choices=VIOLATION_STATUS,
            aliases=words("状态, 认定状态, 处理状态, status, state"),
        ),
        FieldSpec(
            name="confirmed_on", kind=FieldKind.DATE, attribute="confirmed_on",
            aliases=words("认定日期, 确认日期, 处理日期, confirmed on, confirmation date, decided on"),
        ),
        FieldSpec(
            name="rule", kind=FieldKind.TEXT, attribute="rule",
            aliases=words("违反条款, 制度条款, 违反制度, 条款, rule, policy, clause"),
        ),
        FieldSpec(
            name="what", kind=FieldKind.TEXT, attribute="what",
            aliases=words("违规事实, 事实描述, 情况说明, 描述, 说明, what, description, facts, details"),
        ),
    ),
)  # fmt: skip

FACTS: tuple[FactSpec, ...] = (TRAINING_RECORDS, TRAINING_REQUIREMENTS, VIOLATIONS)

SETTLE: tuple[Settle, ...] = (people_units.settle, first_attempts.settle, training_duties.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
