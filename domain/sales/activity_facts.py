"""Activities, leads and stages of deals as importable facts: their fields and headers."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, words
from domain.sales import complete_activities
from domain.sales.activity import Activity
from domain.sales.fields import CHANNEL, CUSTOMER, OPPORTUNITY, SALESPERSON, UNIT
from domain.sales.lead import Lead
from domain.sales.stage_stay import StageStay
from domain.sales.status_words import ACTIVITY_KIND

ACTIVITIES = FactSpec(
    name="activity", entity=Activity, key=("number",), prepare=complete_activities.activity,
    fields=(
        field.code("number", "活动编号, 拜访编号, 跟进编号, 记录编号, 单据编号, 单号, 编号, activity id, "
                   "activity, activity number, visit id, visit number, ref, reference, id, number",
                   required=True),
        field.choice("kind", "活动类型, 跟进方式, 拜访方式, 拜访类型, 类型, 方式, kind, activity type, "
                     "visit type, type", choices=ACTIVITY_KIND),
        CUSTOMER, UNIT, SALESPERSON, OPPORTUNITY,
        field.day("planned_on", "计划日期, 计划拜访日期, 计划时间, 预约日期, planned on, planned date, "
                  "plan date, scheduled on, scheduled date, due date"),
        field.day("done_on", "完成日期, 实际日期, 实际拜访日期, 拜访日期, 跟进日期, 活动日期, 日期, done on, "
                  "done date, completed on, completed date, actual date, visit date, activity date, date"),
        field.day("logged_on", "登记日期, 录入日期, 填报日期, 提交日期, logged on, logged date, entered on, "
                  "reported on, created on, created date"),
        field.flag("effective", "是否有效, 有效, 有效拜访, 有效标志, effective, valid, successful, "
                   "productive"),
    ),
)  # fmt: skip

LEADS = FactSpec(
    name="lead", entity=Lead, key=("number",), prepare=complete_activities.lead,
    fields=(
        field.code("number", "线索编号, 线索号, 线索id, 编号, lead id, lead, lead number, ref, reference, "
                   "id, number", required=True),
        field.text("name", "线索名称, 公司名称, 联系人, 名称, lead name, company name, company, contact, "
                   "name"),
        replace(
            CHANNEL,
            aliases=words(
                "来源, 线索来源, 来源渠道, 渠道, 获客渠道, channel, source, lead source, origin, campaign"
            ),
        ),
        CUSTOMER, UNIT, SALESPERSON,
        field.day("created_on", "创建日期, 线索日期, 登记日期, 创建时间, 获取日期, 日期, created on, "
                  "created date, created at, lead date, date", required=True),
        field.day("converted_on", "转化日期, 转商机日期, 转换日期, 转化时间, converted on, converted date, "
                  "conversion date, converted at"),
        field.text("status", "状态, 线索状态, status, lead status, state", attribute=None),
    ),
)  # fmt: skip

STAGE_HISTORY = FactSpec(
    name="stage_history", entity=StageStay, key=("opportunity", "stage", "entered_on"),
    prepare=complete_activities.stage_history,
    fields=(
        replace(OPPORTUNITY, required=True),
        field.text("stage", "阶段, 商机阶段, 销售阶段, 进入阶段, 新阶段, stage, deal stage, sales stage, "
                   "to stage, new stage, stage name", required=True),
        field.day("entered_on", "进入日期, 进入时间, 阶段日期, 变更日期, 变更时间, 日期, entered on, "
                  "entered date, stage date, changed on, change date, date", required=True),
    ),
)  # fmt: skip
