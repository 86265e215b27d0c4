"""Fields that several importable facts of receivables have, with the headers people give them."""

from domain.core.fact_spec import FieldKind, FieldSpec, words

INVOICE_NUMBER = words(
    "发票号, 发票号码, 发票编号, 数电票号码, 数电发票号码, 发票, 应收单号, invoice, invoice no, "
    "invoice number, invoice id, invoice ref, inv no"
)
NAMED_INVOICE = FieldSpec(
    name="invoice", kind=FieldKind.INVOICE, attribute="invoice_id",
    aliases=INVOICE_NUMBER + words(
     "原发票号, 原发票号码, 对应发票, 对应发票号, 核销发票, original invoice, applied to, against invoice"
 ),
)  # fmt: skip
AMOUNT = FieldSpec(
    name="amount", kind=FieldKind.MONEY, attribute="amount", required=True,
    aliases=words("金额, 含税金额, amount, total, value"),
)  # fmt: skip
