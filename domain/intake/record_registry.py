"""Which records people keep by hand can come in from a file, beside facts.

Not here, and why: roles, forms, approval routes, boards and indicators travel in packs, which carry what
depends on them; channels hold secrets; announcements have nothing by which a second import would know them;
issues, actions, alerts and approvals come about by steps of their own loop, one by one.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from domain.access.add_user import add_user
from domain.access.user import User
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField
from domain.core.permission import Actor
from domain.intake.record_spec import RecordSpec, record_spec
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit

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


@cache
def records() -> Mapping[str, RecordSpec]:
    """By name, in an order in which they can be imported one after the other."""
    specs = (
        record_spec("unit", Unit, ("code",), headers=OF_UNITS),
        record_spec("post", Post, ("code",), headers=OF_POSTS),
        record_spec("person", Person, ("number",), headers=OF_PEOPLE),
        record_spec("committee_member", CommitteeMember, ("person", "since")),
        record_spec("code_list", CodeList, ("code",)),
        record_spec("code_list_item", CodeListItem, ("code_list", "code")),
        record_spec("custom_field", CustomField, ("entity", "key")),
        record_spec("user", User, ("username",), left_out=SECRET_OR_DECIDED, add=_account),
    )
    return {spec.name: spec for spec in specs}


def _account(session: Session, actor: Actor, values: dict[str, Any], now: datetime) -> User:
    """An account whose first password nobody has seen: whoever hands it over makes a new one."""
    user, _password = add_user(
        session, actor, username=values["username"], display_name=values["display_name"],
        person_id=values.get("person_id"), expires_on=values.get("expires_on"), now=now,
    )  # fmt: skip
    return user
