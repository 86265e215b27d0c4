"""The words of other systems for why goods moved and for classes of products."""

from domain.core.fact_spec import words
from domain.inventory.stock_move import MoveKind

MOVES = {
    word: kind.value
    for kind, said in {
        MoveKind.ISSUE: "issue, issued, out, outbound, sale, sales issue, goods issue, shipment, 出库, "
        "销售出库, 发货, 领用, 领料出库, 发出",
        MoveKind.RECEIPT: "receipt, received, in, inbound, purchase, goods receipt, 入库, 采购入库, "
        "生产入库, 收货, 完工入库, 其他入库",
        MoveKind.TRANSFER: "transfer, move, relocation, 调拨, 移库, 调拨出库, 调拨入库, 转仓",
    }.items()
    for word in words(said)
}
"""An unknown kind is refused: a transfer must never count as cost of sales."""
