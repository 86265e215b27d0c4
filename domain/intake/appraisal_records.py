"""What HR brings in for assessments: attributes of people, results of periods before the portal."""

from dataclasses import replace

from domain.appraisal.bring_result import bring_result
from domain.appraisal.brought_result import BroughtResult
from domain.appraisal.note_attributes import add_attributes
from domain.appraisal.person_attributes import PersonAttributes
from domain.core.clock import business_date
from domain.intake.record_spec import RecordSpec, record_spec

OF_ATTRIBUTES = {
    "person": "工号, 员工编号, 姓名, 员工姓名, employee, employee id, staff number, employee name",
    "gender": "性别, 男女, sex",
    "born_on": "出生日期, 出生年月日, 生日, 出生年月, date of birth, birth date, birthday, dob",
    "purpose": "目的, 处理目的, 依据, 合法依据, 用途, purpose, lawful basis, legal basis, ground",
}
OF_RESULTS = {
    "person": "工号, 员工编号, 姓名, 员工姓名, 被考核人, employee, employee id, staff number, employee name",
    "period": "考核期, 考核周期, 周期, 考核年度, 年度, cycle, review period, review cycle, year",
    "first_on": "开始日期, 起始日期, 期初, period start, from, start date",
    "last_on": "结束日期, 截止日期, 期末, period end, to, end date",
    "grade_code": "等级, 考核等级, 绩效等级, 评级, 最终等级, grade, rating, final grade",
    "score": "得分, 考核得分, 绩效得分, 总分, 综合得分, score, points, total score",
    "system": "来源, 来源系统, 原系统, system, source system",
    "note": "备注, 说明, remark, comment",
}
GENDERS = {
    **dict.fromkeys(("女性", "f", "w", "woman", "ms"), "female"),
    **dict.fromkeys(("男性", "m", "man", "mr"), "male"),
}


def appraisal_records() -> tuple[RecordSpec, ...]:
    """In an order in which they can be imported one after the other."""
    return (_attributes(), _results())


def _results() -> RecordSpec:
    """The unit is the person's own."""
    return record_spec(
        "brought_result",
        BroughtResult,
        ("person", "period"),
        headers=OF_RESULTS,
        left_out=frozenset({"unit_id"}),
        add=lambda session, actor, values, now: bring_result(session, actor, values, business_date(now)),
    )


def _attributes() -> RecordSpec:
    """What the journal keeps back comes in all the same: only HR brings it and reads it."""
    spec = record_spec(
        "person_attributes",
        PersonAttributes,
        ("person",),
        headers=OF_ATTRIBUTES,
        left_out=frozenset({"unit_id"}),
        brought=PersonAttributes.unjournalled,
        add=lambda session, actor, values, now: add_attributes(session, actor, values),
    )
    choices = {**spec["gender"].choices, **GENDERS}
    fields = (replace(one, choices=choices) if one.name == "gender" else one for one in spec.fields)
    return replace(spec, fields=tuple(fields))
