"""The words of other systems for how a deal ended and whether an order stands."""

from domain.core.fact_spec import words
from domain.sales.opportunity import Outcome
from domain.sales.order import OrderStatus

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
