"""Returns and complaints as importable facts: their fields and the headers people give them."""

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, words
from domain.sales.fields import CURRENCY, CUSTOMER, ORDER, PRODUCT, SALESPERSON, UNIT
from domain.service import complete_rows
from domain.service.complaint import Complaint
from domain.service.goods_return import GoodsReturn
from domain.service.words import SEVERITY, STATUS

RETURNS = FactSpec(
    name="goods_return", entity=GoodsReturn, key=("number", "product"), prepare=complete_rows.goods_return,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "退货单号, 退货单, 退货编号, 退换货单号, 退回单号, 单据编号, 单号, 编号, return, "
                "return no, return number, return id, rma, rma number, credit request, number"
            ),
        ),
        FieldSpec(
            name="invoice", kind=FieldKind.INVOICE, attribute="invoice_id",
            aliases=words(
                "发票号, 发票号码, 原发票号, 销售发票号, invoice, invoice no, invoice number, "
                "original invoice"
            ),
        ),
        ORDER, CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        FieldSpec(
            name="accepted_on", kind=FieldKind.DATE, attribute="accepted_on", required=True,
            aliases=words(
                "退货日期, 验收日期, 退货验收日期, 入库日期, 受理日期, 退回日期, 日期, accepted on, "
                "return date, returned on, received on, acceptance date, date"
            ),
        ),
        FieldSpec(
            name="quantity", kind=FieldKind.QUANTITY, attribute="quantity",
            aliases=words("数量, 退货数量, 退回数量, quantity, qty, returned quantity, units"),
        ),
        FieldSpec(
            name="net", kind=FieldKind.MONEY, attribute="net", required=True,
            aliases=words(
                "退货金额, 不含税金额, 未税金额, 退货不含税金额, 金额, net, net amount, return amount, "
                "amount, value"
            ),
        ),
        CURRENCY,
        FieldSpec(
            name="reason", kind=FieldKind.TEXT, attribute="reason",
            aliases=words("退货原因, 原因, 原因分类, reason, return reason, cause"),
        ),
    ),
)  # fmt: skip

COMPLAINTS = FactSpec(
    name="complaint", entity=Complaint, key=("number",), prepare=complete_rows.complaint,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "投诉单号, 投诉编号, 投诉号, 工单号, 客诉编号, 客诉单号, 单据编号, 单号, 编号, complaint, "
                "complaint no, complaint number, complaint id, ticket, ticket id, case, case number, number"
            ),
        ),
        CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        FieldSpec(
            name="received_at", kind=FieldKind.MOMENT, attribute="received_at", required=True,
            aliases=words(
                "受理时间, 投诉时间, 投诉日期, 受理日期, 接收时间, 接诉时间, 创建时间, 日期, received at, "
                "received on, complaint date, opened at, created at, date received, date"
            ),
        ),
        FieldSpec(
            name="cause", kind=FieldKind.TEXT, attribute="cause",
            aliases=words(
                "投诉原因, 原因, 原因分类, 投诉类型, 问题类别, 投诉类别, cause, reason, root cause, "
                "category, complaint type, issue"
            ),
        ),
        FieldSpec(
            name="severity", kind=FieldKind.CHOICE, attribute="severity", choices=SEVERITY,
            aliases=words("严重程度, 投诉等级, 等级, 级别, 优先级, severity, grade, level, priority"),
        ),
        FieldSpec(
            name="first_response_at", kind=FieldKind.MOMENT, attribute="first_response_at",
            aliases=words(
                "首次响应时间, 首次回复时间, 首响时间, 响应时间, 首次联系时间, first response at, "
                "first response, first reply at, responded at"
            ),
        ),
        FieldSpec(
            name="resolved_on", kind=FieldKind.DATE, attribute="resolved_on",
            aliases=words(
                "解决日期, 解决时间, 办结日期, 办结时间, 关闭日期, 关闭时间, 结案日期, 完成日期, "
                "resolved on, resolved at, closed on, closed at, resolution date"
            ),
        ),
        FieldSpec(
            name="sla_due_on", kind=FieldKind.DATE, attribute="agreed_due_on",
            aliases=words(
                "应解决日期, 要求解决日期, 时限, 处理时限, 办结期限, 承诺解决日期, sla due on, sla due, "
                "sla due date, due date, resolve by"
            ),
        ),
        FieldSpec(
            name="status", kind=FieldKind.CHOICE, attribute="status", choices=STATUS,
            aliases=words("状态, 投诉状态, 工单状态, 处理状态, status, complaint status, state"),
        ),
        FieldSpec(
            name="reopened", kind=FieldKind.BOOLEAN, attribute="reopened",
            aliases=words("是否重开, 重开, 再次投诉, 重新打开, 复诉, reopened, reopen"),
        ),
    ),
)  # fmt: skip
