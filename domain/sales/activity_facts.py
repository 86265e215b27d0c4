"""Activities, leads and stages of deals as importable facts: their fields and headers."""

from dataclasses import replace

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, words
from domain.sales import complete_activities
from domain.sales.activity import Activity
from domain.sales.fields import CHANNEL, CUSTOMER, OPPORTUNITY, SALESPERSON, UNIT
from domain.sales.lead import Lead
from domain.sales.stage_stay import StageStay
from domain.sales.status_words import ACTIVITY_KIND

ACTIVITIES = FactSpec(
    name="activity", entity=Activity, key=("number",), prepare=complete_activities.activity,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "活动编号, 拜访编号, 跟进编号, 记录编号, 单据编号, 单号, 编号, activity id, activity, "
                "activity number, visit id, visit number, ref, reference, id, number"
            ),
        ),
        FieldSpec(
            name="kind", kind=FieldKind.CHOICE, attribute="kind", choices=ACTIVITY_KIND,
            aliases=words(
                "活动类型, 跟进方式, 拜访方式, 拜访类型, 类型, 方式, kind, activity type, visit type, type"
            ),
        ),
        CUSTOMER, UNIT, SALESPERSON, OPPORTUNITY,
        FieldSpec(
            name="planned_on", kind=FieldKind.DATE, attribute="planned_on",
            aliases=words(
                "计划日期, 计划拜访日期, 计划时间, 预约日期, planned on, planned date, plan date, "
                "scheduled on, scheduled date, due date"
            ),
        ),
        FieldSpec(
            name="done_on", kind=FieldKind.DATE, attribute="done_on",
            aliases=words(
                "完成日期, 实际日期, 实际拜访日期, 拜访日期, 跟进日期, 活动日期, 日期, done on, done date, "
                "completed on, completed date, actual date, visit date, activity date, date"
            ),
        ),
        FieldSpec(
            name="logged_on", kind=FieldKind.DATE, attribute="logged_on",
            aliases=words(
                "登记日期, 录入日期, 填报日期, 提交日期, logged on, logged date, entered on, reported on, "
                "created on, created date"
            ),
        ),
        FieldSpec(
            name="effective", kind=FieldKind.BOOLEAN, attribute="effective",
            aliases=words("是否有效, 有效, 有效拜访, 有效标志, effective, valid, successful, productive"),
        ),
    ),
)  # fmt: skip

LEADS = FactSpec(
    name="lead", entity=Lead, key=("number",), prepare=complete_activities.lead,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "线索编号, 线索号, 线索id, 编号, lead id, lead, lead number, ref, reference, id, number"
            ),
        ),
        FieldSpec(
            name="name", kind=FieldKind.TEXT, attribute="name",
            aliases=words(
                "线索名称, 公司名称, 联系人, 名称, lead name, company name, company, contact, name"
            ),
        ),
        replace(
            CHANNEL,
            aliases=words(
                "来源, 线索来源, 来源渠道, 渠道, 获客渠道, channel, source, lead source, origin, campaign"
            ),
        ),
        CUSTOMER, UNIT, SALESPERSON,
        FieldSpec(
            name="created_on", kind=FieldKind.DATE, attribute="created_on", required=True,
            aliases=words(
                "创建日期, 线索日期, 登记日期, 创建时间, 获取日期, 日期, created on, created date, "
                "created at, lead date, date"
            ),
        ),
        FieldSpec(
            name="converted_on", kind=FieldKind.DATE, attribute="converted_on",
            aliases=words(
                "转化日期, 转商机日期, 转换日期, 转化时间, converted on, converted date, conversion date, "
                "converted at"
            ),
        ),
        FieldSpec(
            name="status", kind=FieldKind.TEXT, attribute=None,
            aliases=words("状态, 线索状态, status, lead status, state"),
        ),
    ),
)  # fmt: skip

STAGE_HISTORY = FactSpec(
    name="stage_history", entity=StageStay, key=("opportunity", "stage", "entered_on"),
    prepare=complete_activities.stage_history,
    fields=(
        replace(OPPORTUNITY, required=True),
        FieldSpec(
            name="stage", kind=FieldKind.TEXT, attribute="stage", required=True,
            aliases=words(
                "阶段, 商机阶段, 销售阶段, 进入阶段, 新阶段, stage, deal stage, sales stage, to stage, "
                "new stage, stage name"
            ),
        ),
        FieldSpec(
            name="entered_on", kind=FieldKind.DATE, attribute="entered_on", required=True,
            aliases=words(
                "进入日期, 进入时间, 阶段日期, 变更日期, 变更时间, 日期, entered on, entered date, "
                "stage date, changed on, change date, date"
            ),
        ),
    ),
)  # fmt: skip
