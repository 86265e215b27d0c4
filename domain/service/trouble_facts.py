"""Returns and complaints as importable facts: their fields and the headers people give them."""

from domain.core import field
from domain.core.fact_spec import FactSpec
from domain.sales.fields import CURRENCY, CUSTOMER, ORDER, PRODUCT, SALESPERSON, UNIT
from domain.service import complete_rows
from domain.service.complaint import Complaint
from domain.service.goods_return import GoodsReturn
from domain.service.words import SEVERITY, STATUS

RETURNS = FactSpec(
    name="goods_return", entity=GoodsReturn, key=("number", "product"), prepare=complete_rows.goods_return,
    fields=(
        field.code("number", "退货单号, 退货单, 退货编号, 退换货单号, 退回单号, 单据编号, 单号, 编号, "
                   "return, return no, return number, return id, rma, rma number, credit request, number",
                   required=True),
        field.invoice("invoice", "发票号, 发票号码, 原发票号, 销售发票号, invoice, invoice no, "
                      "invoice number, original invoice", attribute="invoice_id"),
        ORDER, CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        field.day("accepted_on", "退货日期, 验收日期, 退货验收日期, 入库日期, 受理日期, 退回日期, 日期, "
                  "accepted on, return date, returned on, received on, acceptance date, date", required=True),
        field.quantity("quantity", "数量, 退货数量, 退回数量, quantity, qty, returned quantity, units"),
        field.money("net", "退货金额, 不含税金额, 未税金额, 退货不含税金额, 金额, net, net amount, "
                    "return amount, amount, value", required=True),
        CURRENCY,
        field.text("reason", "退货原因, 原因, 原因分类, reason, return reason, cause"),
    ),
)  # fmt: skip

COMPLAINTS = FactSpec(
    name="complaint", entity=Complaint, key=("number",), prepare=complete_rows.complaint,
    fields=(
        field.code("number", "投诉单号, 投诉编号, 投诉号, 工单号, 客诉编号, 客诉单号, 单据编号, 单号, 编号, "
                   "complaint, complaint no, complaint number, complaint id, ticket, ticket id, case, "
                   "case number, number", required=True),
        CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        field.moment("received_at", "受理时间, 投诉时间, 投诉日期, 受理日期, 接收时间, 接诉时间, 创建时间, "
                     "日期, received at, received on, complaint date, opened at, created at, date received, "
                     "date", required=True),
        field.text("cause", "投诉原因, 原因, 原因分类, 投诉类型, 问题类别, 投诉类别, cause, reason, "
                   "root cause, category, complaint type, issue"),
        field.choice("severity", "严重程度, 投诉等级, 等级, 级别, 优先级, severity, grade, level, priority",
                     choices=SEVERITY),
        field.moment("first_response_at", "首次响应时间, 首次回复时间, 首响时间, 响应时间, 首次联系时间, "
                     "first response at, first response, first reply at, responded at"),
        field.day("resolved_on", "解决日期, 解决时间, 办结日期, 办结时间, 关闭日期, 关闭时间, 结案日期, "
                  "完成日期, resolved on, resolved at, closed on, closed at, resolution date"),
        field.day("sla_due_on", "应解决日期, 要求解决日期, 时限, 处理时限, 办结期限, 承诺解决日期, "
                  "sla due on, sla due, sla due date, due date, resolve by", attribute="agreed_due_on"),
        field.choice("status", "状态, 投诉状态, 工单状态, 处理状态, status, complaint status, state",
                     choices=STATUS),
        field.flag("reopened", "是否重开, 重开, 再次投诉, 重新打开, 复诉, reopened, reopen"),
    ),
)  # fmt: skip
