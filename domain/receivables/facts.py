"""The receivables facts that can be imported: their fields and the headers people give them."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.receivables import (
    complete_rows,
    first_invoice,
    forecast_actuals,
    invoice_marks,
    invoiced_ahead,
    limitation_watch,
    promises_kept,
    provisions,
    settlement,
    suspect_duplicates,
    third_parties,
    uninvoiced,
)  # fmt: skip
from domain.receivables.collection_facts import FACTS as OF_COLLECTION
from domain.receivables.fields import INVOICE_NUMBER, NAMED_INVOICE
from domain.receivables.invoice import CreditNote, Invoice
from domain.receivables.receipt import Receipt
from domain.receivables.status_words import INVOICE_STATUS
from domain.sales.fields import CURRENCY, CUSTOMER, ORDER, SALESPERSON, UNIT

NET = field.money("net", "不含税金额, 未税金额, 税前金额, net, net amount, amount excluding tax, "
                  "amount excl tax, untaxed amount", default_from="amount")  # fmt: skip
INVOICES = FactSpec(
    name="invoice", entity=Invoice, key=("number",), prepare=complete_rows.invoice,
    companions=complete_rows.settlement_of,
    fields=(
        field.code("number", INVOICE_NUMBER
                   + words("单据编号, 单据号, 单号, 编号, document number, number"), required=True),
        CUSTOMER, UNIT, SALESPERSON, ORDER,
        field.day("issued_on", "开票日期, 发票日期, 开具日期, 单据日期, 记账日期, 日期, invoice date, "
                  "issue date, issued on, posting date, document date, billing date, date", required=True),
        field.day("due_on", "到期日, 到期日期, 应收日期, 应付日期, 付款到期日, 约定回款日, 收款期限, "
                  "due date, due on, due, payment due date, net due date"),
        field.money("amount", "价税合计, 含税金额, 发票金额, 开票金额, 金额, 应收金额, 总金额, 合计, "
                    "invoice amount, amount, gross amount, total, total amount, amount including tax",
                    required=True),
        NET, CURRENCY,
        field.flag("disputed", "争议, 是否争议, 有争议, 争议标志, disputed, dispute, in dispute"),
        field.choice("status", "状态, 发票状态, 单据状态, status, invoice status", choices=INVOICE_STATUS),
        field.day("settled_on", "结清日期, 核销日期, 回款日期, 收款日期, 付款日期, 到账日期, settled on, "
                  "settled date, settlement date, paid on, paid date, payment date, clear date, "
                  "clearing date", attribute=None),
        field.money("paid_amount", "回款金额, 收款金额, 已收金额, 已付金额, 实收金额, 核销金额, paid amount, "
                    "amount paid, payment amount, settled amount", attribute=None),
    ),
)  # fmt: skip

CREDIT_NOTES = FactSpec(
    name="credit_note", entity=CreditNote, key=("number",), prepare=complete_rows.credit_note,
    fields=(
        field.code("number", "红字发票号, 红字发票号码, 红票号码, 贷项通知单号, 贷项单号, 红冲单号, "
                   "单据编号, 单号, 编号, credit note, credit note no, credit note number, credit memo, "
                   "credit memo number, number", required=True),
        NAMED_INVOICE, CUSTOMER, UNIT, SALESPERSON,
        field.day("issued_on", "开票日期, 红冲日期, 冲减日期, 开具日期, 单据日期, 日期, issue date, "
                  "issued on, credit date, credit note date, posting date, date", required=True),
        field.money("amount", "价税合计, 含税金额, 红冲金额, 冲减金额, 金额, amount, credit amount, "
                    "gross amount, total", required=True),
        NET, CURRENCY,
    ),
)  # fmt: skip

RECEIPTS = FactSpec(
    name="receipt", entity=Receipt, key=("number",), prepare=complete_rows.receipt,
    fields=(
        field.code("number", "收款单号, 收款编号, 回款单号, 回款编号, 流水号, 银行流水号, 交易流水号, "
                   "凭证号, 单据编号, 单号, 编号, receipt, receipt no, receipt number, payment id, "
                   "payment no, payment number, transaction id, number", required=True),
        replace(NAMED_INVOICE, attribute="named_invoice_id"), CUSTOMER, UNIT, SALESPERSON,
        field.day("received_on", "收款日期, 回款日期, 到账日期, 入账日期, 交易日期, 单据日期, 日期, "
                  "received on, receipt date, payment date, value date, date", required=True),
        field.money("amount", "金额, 收款金额, 回款金额, 到账金额, 实收金额, 贷方发生额, amount, "
                    "amount received, payment amount, receipt amount, paid amount, total", required=True),
        CURRENCY,
        field.text("method", "收款方式, 结算方式, 付款方式, 支付方式, method, payment method, payment type"),
        field.text("payer", "付款人, 付款方, 付款单位名称, 付款户名, 对方户名, 对方账户名称, payer name, "
                   "paid by, counterparty, remitter"),
        field.flag("covered", "三方协议, 有无三方协议, 代付协议, 委托付款函, three party letter, covered"),
    ),
)  # fmt: skip

FACTS = (INVOICES, CREDIT_NOTES, RECEIPTS, *OF_COLLECTION)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (
    settlement.settle, invoiced_ahead.settle, suspect_duplicates.settle, first_invoice.settle,
    forecast_actuals.settle, uninvoiced.settle, invoice_marks.settle, third_parties.settle,
    promises_kept.settle, provisions.settle, limitation_watch.settle,
)  # fmt: skip
"""What completes rows that depend on others, in order, after each import and each undo."""
