"""The sales facts that can be imported: their fields and the headers people give them."""

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.sales import (
    complete_rows,
    follow_ups,
    forecast_versions,
    fulfilment,
    lapsing,
    pricing,
    profiles,
    rep_weeks,
    stalling,
    suspect_splits,
    target_versions,
)  # fmt: skip
from domain.sales.activity_facts import ACTIVITIES, LEADS, STAGE_HISTORY
from domain.sales.fields import (
    CURRENCY,
    CUSTOMER,
    ORDER,
    PRODUCT,
    REQUIRED_ORDER,
    REQUIRED_PRODUCT,
    SALESPERSON,
    UNIT,
)
from domain.sales.master_facts import CUSTOMERS, PRODUCTS
from domain.sales.opportunity import Opportunity
from domain.sales.order import Delivery, Order, OrderLine
from domain.sales.plan_facts import DISCOUNT_AUTHORITIES, FORECASTS, PRICE_LIST, TARGETS
from domain.sales.status_words import ORDER_STATUS

OPPORTUNITIES = FactSpec(
    name="opportunity", entity=Opportunity, key=("ref",), prepare=complete_rows.opportunity,
    fields=(
        field.code("ref", "商机编号, 商机号, 商机, 商机id, 机会编号, 项目编号, opportunity id, opportunity, "
                   "opportunity number, deal id, deal, ref, reference, number", required=True),
        CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        field.text("stage", "阶段, 商机阶段, 销售阶段, stage, deal stage, sales stage, stage name, phase"),
        field.text("status", "状态, 商机状态, 结果, 赢单状态, status, outcome, result", attribute=None),
        field.money("amount", "金额, 商机金额, 预计金额, 成交金额, 签约金额, amount, close value, "
                    "deal value, value, deal amount"),
        CURRENCY,
        field.day("opened_on", "创建日期, 建立日期, 立项日期, 开始日期, 创建时间, opened on, engage date, "
                  "created date, created on, created at, open date, start date"),
        field.day("closed_on", "关闭日期, 成交日期, 赢单日期, 签约日期, 结束日期, 关闭时间, closed on, "
                  "close date, closed date, closed at, end date"),
        field.day("expected_close_on", "预计成交日期, 预计成交日, 预计签约日期, 预计关闭日期, 预计结单日期, "
                  "expected close on, expected close date, expected close, expected closing, "
                  "forecast close date"),
        field.ratio("probability", "赢单概率, 成交概率, 概率, 可能性, 赢率, probability, win probability, "
                    "likelihood"),
    ),
)  # fmt: skip

ORDERS = FactSpec(
    name="order", entity=Order, key=("number",), prepare=complete_rows.order,
    fields=(
        field.code("number",
                   ORDER.aliases + words("单据编号, 单号, 编号, number, document number"), required=True),
        CUSTOMER, UNIT, SALESPERSON,
        field.day("ordered_on", "订单日期, 下单日期, 接单日期, 签订日期, 单据日期, 日期, ordered on, "
                  "order date, order time, date", required=True),
        field.day("promised_on", "承诺交期, 承诺日期, 交货日期, 要求交期, 要求日期, 约定交期, 交期, "
                  "计划交货日期, promised on, promised date, promise date, required date, requested date, "
                  "delivery date, due date"),
        field.day("shipped_on", "发货日期, 实际发货日期, 出库日期, 发运日期, shipped on, shipped date, "
                  "ship date, shipping date, actual shipment date", attribute="stated_shipped_on"),
        field.choice("status", "状态, 订单状态, 单据状态, status, order status", choices=ORDER_STATUS),
        field.money("amount", "金额, 订单金额, 不含税金额, 未税金额, amount, net amount, order amount, "
                    "total, value"),
        CURRENCY,
        field.text("created_by", "制单人, 录入人, 创建人, 开单人, created by, entered by, order creator, "
                   "creator"),
        field.flag("held", "是否冻结, 冻结, 是否锁定, 信用冻结, held, on hold, credit hold, blocked"),
        field.text("hold_reason", "冻结原因, 锁定原因, 拦截原因, hold reason, block reason, blocking reason"),
        field.text("released_by", "放行人, 解冻人, 特批人, released by, release approver, override by"),
        field.day("released_on", "放行日期, 解冻日期, 特批日期, released on, release date, override date"),
        field.code("contract", "合同号, 合同编号, 所属合同, 对应合同, contract, contract no, contract number",
                   attribute="contract_number"),
    ),
)  # fmt: skip

ORDER_LINES = FactSpec(
    name="order_line", entity=OrderLine, key=("order", "line"), prepare=complete_rows.order_line,
    fields=(
        REQUIRED_ORDER,
        field.code("line", "行号, 行项目, 行项目号, 序号, 明细号, line, line no, line number, item number, "
                   "position", default_from="product"),
        REQUIRED_PRODUCT,
        field.quantity("quantity", "数量, 订购数量, 订单数量, 销售数量, quantity, qty, order quantity, units",
                       required=True),
        field.money("unit_price", "单价, 销售单价, 不含税单价, 未税单价, unit price, price, sales price, "
                    "net price", required=True),
        field.ratio("discount", "折扣, 折扣率, 折让率, discount, discount rate, discount %, disc"),
        field.money("unit_cost", "单位成本, 成本单价, 单位销售成本, unit cost, cost price, cost per unit, "
                    "std cost"),
        field.flag("manual_price", "手工改价, 是否改价, 手工价格, 价格改写, manual price, price override, "
                   "price overridden, manual price override"),
        field.code("approval_ref", "折扣审批单号, 特价审批单号, 审批单号, 特价单号, approval ref, "
                   "approval no, approval number, discount approval, special price approval"),
    ),
)  # fmt: skip

DELIVERIES = FactSpec(
    name="delivery", entity=Delivery, key=("number", "product"), prepare=complete_rows.delivery,
    fields=(
        field.code("number", "发货单, 发货单号, 出库单号, 送货单号, 交货单号, 运单号, delivery, delivery no, "
                   "delivery number, delivery note, shipment, shipment id, number", default_from="order"),
        REQUIRED_ORDER,
        PRODUCT,
        field.day("shipped_on", "发货日期, 出库日期, 发运日期, 交货日期, 送货日期, shipped on, shipped date, "
                  "ship date, delivery date, shipping date, date", required=True),
        field.quantity("quantity", "数量, 发货数量, 出库数量, 交货数量, 实发数量, quantity, qty, "
                       "shipped quantity, delivered quantity"),
    ),
)  # fmt: skip

FACTS = (
    CUSTOMERS, PRODUCTS, PRICE_LIST, DISCOUNT_AUTHORITIES, TARGETS, FORECASTS, LEADS, OPPORTUNITIES,
    STAGE_HISTORY, ACTIVITIES, ORDERS, ORDER_LINES, DELIVERIES,
)  # fmt: skip
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (
    fulfilment.settle, pricing.settle, suspect_splits.settle, lapsing.settle, profiles.settle,
    stalling.settle, follow_ups.settle, rep_weeks.settle, target_versions.settle, forecast_versions.settle,
)  # fmt: skip
"""What completes rows that depend on others, in order, after each import and each undo."""
