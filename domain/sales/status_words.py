"""The words of other systems for how a deal ended and whether an order stands."""

from domain.core.fact_spec import words
from domain.sales.activity import ActivityKind
from domain.sales.lead import LeadStatus
from domain.sales.opportunity import Outcome
from domain.sales.order import OrderStatus
from domain.sales.target import TargetMetric

OUTCOMES = {
    Outcome.WON: words(
        "won, closedwon, win, success, successful, 赢单, 已赢单, 赢, 成交, 已成交, 签约, 已签约, 中标, "
        "已中标, 成功"
    ),
    Outcome.LOST: words(
        "lost, closedlost, lose, failed, unsuccessful, 输单, 已输单, 输, 丢单, 已丢单, 失败, 流失, 已流失, "
        "未中标"
    ),
    Outcome.DISQUALIFIED: words(
        "disqualified, invalid, cancelled, canceled, abandoned, withdrawn, nodecision, void, 无效, 取消, "
        "已取消, 作废, 已作废, 放弃, 已放弃, 终止, 已终止"
    ),
}
"""Words without case, spaces and punctuation; every other stage or status means that the deal is open."""

ORDER_STATUS = dict.fromkeys(
    words(
        "cancelled, canceled, cancel, void, voided, rejected, 取消, 已取消, 作废, 已作废, 撤销, 已撤销, "
        "撤单, 已撤单, 终止, 已终止"
    ),
    OrderStatus.CANCELLED.value,
) | dict.fromkeys(
    words(
        "open, new, draft, pending, confirmed, approved, processing, in process, in progress, on hold, "
        "shipped, partially shipped, delivered, partially delivered, invoiced, completed, complete, "
        "closed, done, paid, disputed, resolved, 未完成, 进行中, 执行中, 处理中, 新建, 草稿, 待审核, "
        "已审核, 审核中, 已确认, 已批准, 待发货, 部分发货, 已发货, 已出库, 已送达, 已签收, 已开票, 已完成, "
        "完成, 已关闭, 关闭, 已结案, 结案, 生效, 已生效, 正常"
    ),
    OrderStatus.OPEN.value,
)
"""Unlike a stage, an unknown status is refused: a cancelled order must never count as sales."""

LEAD_STATUS = dict.fromkeys(
    words(
        "converted, convertedtoopportunity, qualified, won, customer, 已转化, 转化, 已转商机, 转商机, "
        "已转换, 已转客户, 已成交"
    ),
    LeadStatus.CONVERTED,
) | dict.fromkeys(
    words(
        "discarded, disqualified, unqualified, closed, lost, invalid, junk, spam, dead, 无效, 已作废, 作废, "
        "已关闭, 关闭, 放弃, 已放弃, 不合格"
    ),
    LeadStatus.DISCARDED,
)
"""Words without case, spaces and punctuation; every other word means that the lead is open."""

ACTIVITY_KIND = (
    dict.fromkeys(
        words("visit, on-site visit, site visit, customer visit, meeting, 拜访, 上门拜访, 客户拜访, 走访"),
        ActivityKind.VISIT.value,
    )
    | dict.fromkeys(
        words("call, phone call, phone, telephone, 电话, 通话, 电话拜访, 电话沟通, 电访"),
        ActivityKind.CALL.value,
    )
    | dict.fromkeys(
        words(
            "other, email, e-mail, mail, message, chat, demo, task, event, online meeting, video call, 其他, "
            "邮件, 微信, 短信, 演示, 线上会议, 视频会议, 任务, 活动"
        ),
        ActivityKind.OTHER.value,
    )
)

TARGET_METRIC = (
    dict.fromkeys(
        words("revenue, sales, net sales, sales revenue, turnover, 收入, 销售收入, 销售额, 净销售收入, 销售"),
        TargetMetric.REVENUE.value,
    )
    | dict.fromkeys(
        words("gross margin, gross profit, margin, 毛利, 毛利额, 销售毛利"), TargetMetric.GROSS_MARGIN.value
    )
    | dict.fromkeys(
        words(
            "new customers, new accounts, customers won, 新增客户, 新客户, 新增客户数, 新客户数, 开发客户数"
        ),
        TargetMetric.NEW_CUSTOMERS.value,
    )
    | dict.fromkeys(
        words("contract value, contracts, new contracts, 合同额, 新签合同额, 合同金额, 签约额"),
        TargetMetric.CONTRACT_VALUE.value,
    )
)

CREDIT_REASONS = words("信用, 授信, 额度, 逾期, 欠款, 回款, credit, limit, overdue, past due, exposure")
"""Parts of the reasons for which orders are stopped that speak of credit."""

ABC_CLASSES = {word: word[0].upper() for word in words("a, b, c, a类, b类, c类, a class, b class, c class")}
