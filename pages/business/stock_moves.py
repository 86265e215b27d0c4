"""Stock moves: what was issued, received and moved between warehouses."""

from domain.core.permission import Permission
from domain.inventory.stock_move import StockMove
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.stock_moves",
    icon=":material/swap_horiz:",
    url_path="stock-moves",
    entity=StockMove,
    read=Permission.FACTS_READ,
    columns=(
        StockMove.number,
        StockMove.moved_on,
        StockMove.kind,
        StockMove.warehouse,
        StockMove.product,
        StockMove.unit,
        StockMove.quantity,
        StockMove.cost,
    ),
    filters=(
        StockMove.unit,
        StockMove.warehouse,
        StockMove.product,
        StockMove.kind,
        StockMove.moved_on,
        StockMove.period,
        StockMove.cost,
        StockMove.batch_id,
    ),
    search=(StockMove.number, StockMove.warehouse, StockMove.product),
    order_by=StockMove.moved_on,
    descending=True,
    form=(
        Shown(
            "stock",
            (StockMove.number, StockMove.kind, StockMove.moved_on),
            (StockMove.warehouse, StockMove.product, StockMove.unit),
            (StockMove.quantity, StockMove.cost),
        ),
        Shown("origin", (StockMove.source, StockMove.source_ref)),
    ),
    views=(View("issues_only", {"kind": "issue"}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
