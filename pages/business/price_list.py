"""The price list: list and floor prices of products, each for its time."""

from domain.core.permission import Permission
from domain.sales.price_list import PriceListItem
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.price_list",
    icon=":material/sell:",
    url_path="price-list",
    entity=PriceListItem,
    read=Permission.FACTS_READ,
    columns=(
        PriceListItem.product,
        PriceListItem.price,
        PriceListItem.floor_price,
        PriceListItem.currency,
        PriceListItem.valid_from,
        PriceListItem.valid_to,
    ),
    filters=(
        PriceListItem.product,
        PriceListItem.valid_from,
        PriceListItem.valid_to,
        PriceListItem.floor_price,
        PriceListItem.batch_id,
    ),
    search=(PriceListItem.product,),
    order_by=PriceListItem.valid_from,
    descending=True,
    form=(
        Shown(
            "price",
            (PriceListItem.product, PriceListItem.currency),
            (PriceListItem.price, PriceListItem.floor_price),
            (PriceListItem.valid_from, PriceListItem.valid_to),
        ),
        Shown("origin", (PriceListItem.source, PriceListItem.source_ref)),
    ),
    views=(
        View("without_end", {"valid_to": "none"}),
        View("without_floor", {"floor_price": "none"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
