"""The facts of oversight that can be imported: their fields and the headers people give them."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.oversight import complete_rows, conclusions, recurrences
from domain.oversight.access_review import AccessReview
from domain.oversight.control_action import ControlAction
from domain.oversight.control_test import ControlTest
from domain.oversight.finding import Finding
from domain.oversight.security_incident import SecurityIncident
from domain.oversight.status_words import ACTION_STATUS, INCIDENT_SEVERITY
from domain.sales.fields import UNIT

OWNER = words(
    "责任人, 整改责任人, 负责人, 经办人, 工号, owner, responsible, responsible person, assignee, employee"
)
CONTROL = words(
    "控制编号, 控制点编号, 控制点, 控制措施, 控制活动, 控制, control, control id, control no, control code"
)


TITLE = field.text("title", "标题, 名称, 主题, 内容, 事项, 描述, 措施内容, 整改措施, title, name, subject")

CONTROL_ACTIONS = FactSpec(
    name="control_action", entity=ControlAction, key=("number",), prepare=complete_rows.control_action,
    fields=(
        field.code("number", "措施编号, 整改编号, 行动编号, 任务编号, 编号, 单号, action no, action id, "
                   "number, id", required=True),
        TITLE, UNIT,
        field.text("origin", "来源, 问题来源, 措施来源, 检查类型, origin, source, raised by"),
        field.person("owner", OWNER, attribute="salesperson_id"),
        field.day("opened_on", "提出日期, 下达日期, 立项日期, 开始日期, 创建日期, opened on, created on, "
                  "start date", required=True),
        field.day("original_due_on", "原定完成日期, 原定到期日, 计划完成日期, 要求完成日期, 整改期限, "
                  "到期日, original due date, original due, planned end, due date", required=True),
        field.day("due_on", "现定到期日, 延期后日期, 调整后期限, 最新期限, current due date, "
                  "revised due date, extended to", default_from="original_due_on"),
        field.day("done_on", "完成日期, 验证日期, 关闭日期, 实际完成日期, 整改完成日期, done on, closed on, "
                  "completed on, verified on, completion date"),
        field.choice("status", "状态, 整改状态, 完成状态, status, state", choices=ACTION_STATUS),
    ),
)  # fmt: skip

FINDINGS = FactSpec(
    name="finding", entity=Finding, key=("number",), prepare=complete_rows.finding,
    fields=(
        field.code("number", "发现编号, 问题编号, 缺陷编号, 编号, 单号, finding no, finding id, number, id",
                   required=True),
        TITLE, UNIT,
        field.code("control", CONTROL),
        field.code("cause", "原因代码, 原因分类, 根因分类, 原因类别, 根本原因, 原因, cause, root cause"),
        field.day("found_on", "发现日期, 检查日期, 提出日期, 日期, found on, raised on, date found, date",
                  required=True),
        field.day("closed_on", "关闭日期, 销号日期, 结案日期, closed on, closing date, date closed"),
    ),
)  # fmt: skip

CONTROL_TESTS = FactSpec(
    name="control_test", entity=ControlTest, key=("control", "unit", "tested_on"),
    prepare=complete_rows.control_test,
    fields=(
        field.code("control", CONTROL, required=True),
        field.text("name", "控制名称, 控制描述, 控制内容, 名称, control name, description, name"),
        field.text("process", "流程, 业务流程, 循环, 要素, process, cycle, component"),
        UNIT,
        field.day("tested_on", "测试日期, 检查日期, 执行日期, 日期, tested on, test date, date",
                  required=True),
        field.flag("is_key", "关键控制, 是否关键, 是否关键控制, 重要控制, key, key control, is key"),
        field.flag("effective", "是否有效, 有效, 测试结论, 结论, 测试结果, effective, passed, conclusion, "
                   "result", required=True),
        field.person("tester", "测试人, 检查人, 审计人员, 工号, tester, tested by, auditor, employee",
                     attribute="tester_id"),
        field.text("note", "备注, 说明, 测试说明, 例外说明, note, notes, remarks, exception"),
    ),
)  # fmt: skip

ACCESS_REVIEWS = FactSpec(
    name="access_review", entity=AccessReview, key=("number",), prepare=complete_rows.access_review,
    fields=(
        field.code("number", "复核编号, 任务编号, 编号, 单号, review no, review id, number, id",
                   required=True), UNIT,
        field.text("scope", "复核范围, 系统, 系统名称, 范围, 权限范围, scope, system, application"),
        field.day("due_on", "应完成日期, 到期日, 截止日期, 计划日期, due on, due date, deadline",
                  required=True),
        field.day("done_on", "完成日期, 复核日期, 实际完成日期, done on, completed on, reviewed on, "
                  "review date"),
        field.person("reviewer", "复核人, 审核人, 负责人, 工号, reviewer, reviewed by, owner, employee",
                     attribute="reviewer_id"),
        field.text("result", "复核结果, 结果, 结论, 备注, result, conclusion, note, remarks"),
    ),
)  # fmt: skip

SECURITY_INCIDENTS = FactSpec(
    name="security_incident", entity=SecurityIncident, key=("number",),
    prepare=complete_rows.security_incident,
    fields=(
        field.code("number", "事件编号, 编号, 单号, incident no, incident id, number, id", required=True),
        replace(TITLE, required=True), UNIT,
        field.day("occurred_on", "发生日期, 事发日期, 发现日期, 日期, occurred on, incident date, date",
                  required=True),
        field.choice("severity", "等级, 事件等级, 严重程度, 级别, severity, level, grade",
                     choices=INCIDENT_SEVERITY, required=True),
        field.flag("personal_data", "涉及个人信息, 是否涉及个人信息, 个人信息, personal data, privacy, pii"),
        field.person("owner", OWNER, attribute="owner_id"),
        field.day("closed_on", "关闭日期, 结案日期, 处置完成日期, closed on, resolved on, closing date"),
        field.text("what", "情况说明, 事件描述, 经过, 详细说明, what, details, description"),
    ),
)  # fmt: skip

FACTS: tuple[FactSpec, ...] = (CONTROL_ACTIONS, FINDINGS, CONTROL_TESTS, ACCESS_REVIEWS, SECURITY_INCIDENTS)

SETTLE: tuple[Settle, ...] = (recurrences.settle, conclusions.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
