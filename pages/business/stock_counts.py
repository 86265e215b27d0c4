"""Stock-taking: what the books say and what is there."""

from domain.core.permission import Permission
from domain.inventory.stock_count import StockCount
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.stock_counts",
    icon=":material/fact_check:",
    url_path="stock-counts",
    entity=StockCount,
    read=Permission.FACTS_READ,
    columns=(
        StockCount.number,
        StockCount.counted_on,
        StockCount.warehouse,
        StockCount.product,
        StockCount.unit,
        StockCount.book_quantity,
        StockCount.counted_quantity,
        StockCount.unit_cost,
        StockCount.variance_value,
        StockCount.abc,
        StockCount.accurate,
    ),
    filters=(
        StockCount.unit,
        StockCount.warehouse,
        StockCount.product,
        StockCount.counted_on,
        StockCount.period,
        StockCount.abc,
        StockCount.accurate,
        StockCount.variance_value,
        StockCount.batch_id,
    ),
    search=(StockCount.number, StockCount.warehouse, StockCount.product),
    order_by=StockCount.counted_on,
    descending=True,
    form=(
        Shown(
            "stock",
            (StockCount.number, StockCount.counted_on),
            (StockCount.warehouse, StockCount.product, StockCount.unit),
            (StockCount.book_quantity, StockCount.counted_quantity, StockCount.unit_cost),
            (StockCount.book_value, StockCount.variance_value, StockCount.abc, StockCount.accurate),
        ),
        Shown("origin", (StockCount.source, StockCount.source_ref)),
    ),
    views=(View("counts_wrong", {"accurate": "no"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
