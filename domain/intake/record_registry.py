"""Which records people keep by hand can come in from a file, beside facts.

Not here, and why: roles, forms, approval routes, boards and indicators travel in packs, which carry what
depends on them; channels hold secrets; announcements have nothing by which a second import would know them;
issues, actions, alerts and approvals come about by steps of their own loop, one by one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from domain.access.add_user import add_user
from domain.access.user import User
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField
from domain.core.permission import Actor
from domain.intake.appraisal_records import appraisal_records
from domain.intake.record_spec import RecordSpec, record_spec
from domain.organisation.calendar_day import CalendarDay
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from domain.training.bring_enrolment import bring_enrolment
from domain.training.bring_question import bring_question
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.plan_session import plan_session
from domain.training.quiz_question import QuizQuestion

SECRET_OR_DECIDED = frozenset(
    {"password_hash", "password_set_at", "must_change_password", "status", "language"}
)
"""What an account comes to by its own verbs."""

OF_UNITS = {
    "code": "部门编码, 部门编号, 组织编码, 组织代码, unit id, department code, department id, org code",
    "name_zh": "部门名称, 部门, 组织名称, 单位名称, unit name, department, department name, chinese name",
    "name_en": "英文名称, 部门英文名, english name",
    "parent": "上级, 上级组织, 上级单位, 父部门, 所属上级, parent, parent code, reports to",
}
OF_POSTS = {
    "code": "岗位编码, 岗位编号, 职位编码, 职位代码, post id, position code, job code, job id",
    "name_zh": "岗位名称, 岗位, 职位, 职位名称, post name, position, job title, chinese name",
    "name_en": "英文名称, 岗位英文名, english name",
    "duties": "职责, 职责描述, 岗位说明, responsibilities, description",
}
OF_PEOPLE = {
    "number": "员工编号, 员工号, 人员编号, 职工号, employee id, employee number, staff id, personnel no",
    "name": "员工姓名, 人员姓名, 名字, 姓名, employee name, full name, chinese name",
    "name_en": "英文名字, 英文姓名, 拼音, english name",
    "post": "职位, 岗位名称, 职务, position, job title, post",
    "superior": "上级, 直属上级, 主管, 上级主管, 汇报对象, manager, supervisor, reports to, line manager",
    "email": "邮箱, 邮件, 电子邮件, 工作邮箱, email address, mail",
    "joined_on": "入职时间, 入职日, 到岗日期, hire date, start date, joining date, entry date",
    "left_on": "离职时间, 离职日, 最后工作日, leaving date, end date, termination date",
    "unit": "部门, 部门名称, 所在部门, 组织, 单位, department, division, team",
}
OF_DAYS = {
    "day": "日期, 放假日期, 调休日期, date, holiday date",
    "kind": "类型, 类别, 日期类型, type, kind",
    "name_zh": "名称, 节日, 节日名称, 说明, holiday, holiday name, chinese name",
    "name_en": "英文名称, english name",
}
OF_COURSES = {
    "code": "课程编码, 课程代码, course id, course code",
    "name_zh": "课程名称, 课程, 课程名, course name, chinese name",
    "name_en": "英文名称, 课程英文名, english name",
    "valid_months": "有效期, 有效月数, 证书有效期, valid months, validity",
    "pass_mark": "及格分, 及格线, 合格分数, pass mark, passing score",
    "trainer": "讲师, 培训师, 主讲人, trainer, teacher, instructor",
}
OF_SESSIONS = {
    "number": "场次, 班次, 期次, 培训编号, session id, class no, session",
    "course": "课程编号, 课程名称, 课程代码, course code, course name",
    "starts_at": "开始日期, 培训时间, 开班时间, start time, starts, from",
    "ends_at": "结束日期, 结班时间, end time, ends, to",
    "place": "培训地点, 教室, venue, location, room",
    "trainer": "讲师, 培训师, 主讲人, trainer, teacher, instructor",
    "places": "人数上限, 容量, 名额数, seats, capacity",
}
OF_ENROLMENTS = {
    "course_session": "场次, 班次, 场次编号, session, session number, class",
    "person": "工号, 学员, 员工编号, 参训人, 姓名, employee, trainee, staff number, participant",
    "attended_at": "签到时间, 到场时间, 出勤, attended, attended at, check-in",
    "score": "成绩, 分数, 得分, score, mark, result",
}
OF_QUESTIONS = {
    "number": "题号, 题目编号, 试题编号, question id, question no",
    "course": "课程编号, 课程名称, 课程代码, course code, course name",
    "kind": "题型, 题目类型, 试题类型, question type, type",
    "text_zh": "题目, 题干, 试题, 题目内容, 问题, question, question text",
    "text_en": "英文题目, 英文题干, question in english, english question",
    "options_zh": "选项, 备选项, 答案选项, options, choices, answers",
    "options_en": "英文选项, options in english, english options",
    "right": "答案, 正确答案, 标准答案, 参考答案, key, correct answer, correct answers, right answers",
    "explanation_zh": "解析, 答案解析, 试题解析, explanation, rationale",
    "explanation_en": "英文解析, explanation in english, english explanation",
    "points": "分值, 分数, 得分, 每题分值, points, marks",
}
SECOND_LANGUAGE = {"text_en": "text_zh", "options_en": "options_zh"}
"""Of a bank in one language, the other shows the same words."""
KINDS_OF_QUESTIONS = {
    **dict.fromkeys(("单选", "单项选择", "单项选择题", "single choice"), "single"),
    **dict.fromkeys(("多选", "多项选择", "多项选择题", "multiple choice", "multiple answers"), "multiple"),
    **dict.fromkeys(("判断", "是非题", "对错题", "true/false", "yes/no"), "true_false"),
}
FOUND_BY_STEPS = frozenset(
    {
        *("course_id", "unit_id", "invited_on", "retake_of_id", "passed", "result_by", "marked_by_id"),
        *("completed_on", "feedback_on", "training_record_id", "valid_until"),
    }
)
"""What an enrolment comes to on its way."""


@cache
def records() -> Mapping[str, RecordSpec]:
    """By name, in an order in which they can be imported one after the other."""
    specs = (
        record_spec("unit", Unit, ("code",), headers=OF_UNITS),
        record_spec("post", Post, ("code",), headers=OF_POSTS),
        record_spec("person", Person, ("number",), headers=OF_PEOPLE),
        record_spec("calendar_day", CalendarDay, ("day",), headers=OF_DAYS),
        record_spec("committee_member", CommitteeMember, ("person", "since")),
        *appraisal_records(),
        record_spec("course", Course, ("code",), headers=OF_COURSES),
        record_spec(
            "course_session",
            CourseSession,
            ("number",),
            headers=OF_SESSIONS,
            left_out=frozenset({"name_zh", "name_en"}),
            add=_session,
        ),
        record_spec(
            "enrolment",
            Enrolment,
            ("course_session", "person"),
            headers=OF_ENROLMENTS,
            left_out=FOUND_BY_STEPS,
            add=bring_enrolment,
        ),
        _questions(),
        record_spec("code_list", CodeList, ("code",)),
        record_spec("code_list_item", CodeListItem, ("code_list", "code")),
        record_spec("custom_field", CustomField, ("entity", "key")),
        record_spec("user", User, ("username",), left_out=SECRET_OR_DECIDED, add=_account),
    )
    return {spec.name: spec for spec in specs}


def _questions() -> RecordSpec:
    """By their numbers; the right answers come in, though the journal keeps none."""
    spec = record_spec(
        "quiz_question",
        QuizQuestion,
        ("number",),
        headers=OF_QUESTIONS,
        left_out=frozenset({"edition"}),
        brought=QuizQuestion.unjournalled,
        add=lambda session, actor, values, now: bring_question(session, actor, values),
    )
    more: dict[str, dict[str, Any]] = {
        name: {"required": False, "default_from": other} for name, other in SECOND_LANGUAGE.items()
    }
    more["kind"] = {"choices": {**spec["kind"].choices, **KINDS_OF_QUESTIONS}}
    fields = (replace(item, **more.get(item.name, {})) for item in spec.fields)
    return replace(spec, fields=tuple(fields))


def _session(session: Session, actor: Actor, values: dict[str, Any], now: datetime) -> CourseSession:
    """Named after its course."""
    return plan_session(session, actor, values)


def _account(session: Session, actor: Actor, values: dict[str, Any], now: datetime) -> User:
    """An account whose first password nobody has seen: whoever hands it over makes a new one."""
    user, _password = add_user(
        session, actor, username=values["username"], display_name=values["display_name"],
        person_id=values.get("person_id"), expires_on=values.get("expires_on"), now=now,
    )  # fmt: skip
    return user
