"""Stock: what lies in the warehouses, what is sold out, what does not move."""

from domain.core.permission import Permission
from domain.inventory.stock_balance import StockBalance
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.stock",
    icon=":material/warehouse:",
    url_path="stock",
    entity=StockBalance,
    read=Permission.FACTS_READ,
    columns=(
        StockBalance.as_of,
        StockBalance.warehouse,
        StockBalance.product,
        StockBalance.unit,
        StockBalance.quantity,
        StockBalance.available_quantity,
        StockBalance.value,
        StockBalance.abc,
        StockBalance.last_moved_on,
        StockBalance.slow,
        StockBalance.empty,
    ),
    filters=(
        StockBalance.unit,
        StockBalance.warehouse,
        StockBalance.product,
        StockBalance.as_of,
        StockBalance.period,
        StockBalance.abc,
        StockBalance.closing,
        StockBalance.slow,
        StockBalance.empty,
        StockBalance.demanded,
        StockBalance.value,
        StockBalance.batch_id,
    ),
    search=(StockBalance.warehouse, StockBalance.product),
    order_by=StockBalance.as_of,
    descending=True,
    form=(
        Shown(
            "stock",
            (StockBalance.warehouse, StockBalance.product, StockBalance.unit),
            (StockBalance.as_of, StockBalance.quantity, StockBalance.available_quantity, StockBalance.value),
            (StockBalance.abc, StockBalance.last_moved_on, StockBalance.slow),
            (StockBalance.closing, StockBalance.demanded, StockBalance.empty),
        ),
        Shown("origin", (StockBalance.source, StockBalance.source_ref)),
    ),
    views=(
        View("stock_slow", {"closing": "yes", "slow": "yes"}),
        View("stock_out", {"demanded": "yes", "empty": "yes"}),
        View("stock_out_a", {"demanded": "yes", "empty": "yes", "abc": "A"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
