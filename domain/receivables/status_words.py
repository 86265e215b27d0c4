"""The words of other systems for whether an invoice counts."""

from domain.core.fact_spec import words
from domain.receivables.invoice import InvoiceStatus

INVOICE_STATUS = (
    dict.fromkeys(
        words("draft, unposted, pending approval, 草稿, 暂存, 未审核, 待审核, 未过账, 未开票, 待开票"),
        InvoiceStatus.DRAFT.value,
    )
    | dict.fromkeys(
        words("cancelled, canceled, void, voided, deleted, 作废, 已作废, 取消, 已取消, 已删除"),
        InvoiceStatus.CANCELLED.value,
    )
    | dict.fromkeys(
        words(
            "posted, open, issued, sent, approved, paid, partially paid, unpaid, overdue, past due, "
            "settled, cleared, closed, disputed, 已过账, 已审核, 已开票, 正常, 有效, 已付款, 已收款, "
            "已回款, 部分收款, 部分回款, 未收款, 未回款, 已逾期, 逾期, 已结清, 未结清, 已核销, 未核销, "
            "部分核销, 争议"
        ),
        InvoiceStatus.POSTED.value,
    )
)
"""An unknown status is refused: a void invoice must never count as a claim. 红冲 (reversed) is not among
them on purpose: the reversal is a record of its own and comes in as a credit note."""
