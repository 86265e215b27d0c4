"""Returns: what customers sent back, why, and when it had been sold."""

from domain.core.permission import Permission
from domain.service.goods_return import GoodsReturn
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.returns",
    icon=":material/assignment_return:",
    url_path="returns",
    entity=GoodsReturn,
    read=Permission.FACTS_READ,
    columns=(
        GoodsReturn.number,
        GoodsReturn.customer,
        GoodsReturn.unit,
        GoodsReturn.salesperson,
        GoodsReturn.product,
        GoodsReturn.accepted_on,
        GoodsReturn.quantity,
        GoodsReturn.net,
        GoodsReturn.reason,
        GoodsReturn.invoice,
        GoodsReturn.sold_on,
    ),
    filters=(
        GoodsReturn.unit,
        GoodsReturn.customer,
        GoodsReturn.salesperson,
        GoodsReturn.product,
        GoodsReturn.accepted_on,
        GoodsReturn.sold_on,
        GoodsReturn.period,
        GoodsReturn.closing_period,
        GoodsReturn.reason,
        GoodsReturn.net,
        GoodsReturn.batch_id,
    ),
    search=(GoodsReturn.number, GoodsReturn.customer, GoodsReturn.invoice, GoodsReturn.reason),
    order_by=GoodsReturn.accepted_on,
    descending=True,
    form=(
        Shown(
            "parties", (GoodsReturn.number, GoodsReturn.customer, GoodsReturn.unit, GoodsReturn.salesperson)
        ),
        Shown(
            "return",
            (GoodsReturn.accepted_on, GoodsReturn.product, GoodsReturn.quantity),
            (GoodsReturn.net, GoodsReturn.currency, GoodsReturn.reason),
            (GoodsReturn.invoice, GoodsReturn.order, GoodsReturn.sold_on, GoodsReturn.closing_period),
        ),
        Shown("origin", (GoodsReturn.source, GoodsReturn.source_ref)),
    ),
    views=(
        View("returned_soon", {"closing_period": ".."}),
        View("sale_unknown", {"sold_on": "none"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
