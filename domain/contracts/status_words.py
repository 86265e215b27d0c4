"""The words of other systems for where a contract stands."""

from domain.contracts.contract import ContractStatus
from domain.core.fact_spec import words

CONTRACT_STATUS = (
    dict.fromkeys(
        words(
            "draft, in review, in approval, pending, submitted, 草稿, 起草, 起草中, 审批中, 待审批, 待签订, "
            "待签署"
        ),
        ContractStatus.DRAFT.value,
    )
    | dict.fromkeys(
        words(
            "active, signed, effective, in force, valid, running, 已签订, 已签署, 生效, 已生效, 履行中, "
            "执行中, 正常, 有效"
        ),
        ContractStatus.ACTIVE.value,
    )
    | dict.fromkeys(
        words("completed, closed, finished, expired, 已完成, 完成, 履行完毕, 已履行, 已归档, 关闭, 已到期"),
        ContractStatus.COMPLETED.value,
    )
    | dict.fromkeys(
        words(
            "cancelled, canceled, void, voided, rejected, 取消, 已取消, 作废, 已作废, 撤销, 已撤销, 已驳回"
        ),
        ContractStatus.CANCELLED.value,
    )
)  # fmt: skip
"""An unknown status is refused: a void contract must never cover a shipment."""
