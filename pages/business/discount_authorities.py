"""Discount authorities: how much of the list price posts and people may give away."""

from domain.core.permission import Permission
from domain.sales.price_list import DiscountAuthority
from ui.screen import Screen, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.discount_authorities",
    icon=":material/percent:",
    url_path="discount-authorities",
    entity=DiscountAuthority,
    read=Permission.FACTS_READ,
    columns=(
        DiscountAuthority.post,
        DiscountAuthority.person,
        DiscountAuthority.max_discount,
        DiscountAuthority.valid_from,
    ),
    filters=(
        DiscountAuthority.post,
        DiscountAuthority.person,
        DiscountAuthority.valid_from,
        DiscountAuthority.batch_id,
    ),
    search=(DiscountAuthority.post, DiscountAuthority.person),
    order_by=DiscountAuthority.valid_from,
    descending=True,
    form=(
        Shown(
            "authority",
            (DiscountAuthority.post, DiscountAuthority.person),
            (DiscountAuthority.max_discount, DiscountAuthority.valid_from),
        ),
        Shown("origin", (DiscountAuthority.source, DiscountAuthority.source_ref)),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
