"""Competitors' prices: what others ask for what we sell."""

from domain.core.permission import Permission
from domain.partners.competitor_price import CompetitorPrice
from ui.screen import Screen, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.competitor_prices",
    icon=":material/compare_arrows:",
    url_path="competitor-prices",
    entity=CompetitorPrice,
    read=Permission.FACTS_READ,
    columns=(
        CompetitorPrice.product,
        CompetitorPrice.competitor,
        CompetitorPrice.observed_on,
        CompetitorPrice.price,
        CompetitorPrice.unit,
    ),
    filters=(
        CompetitorPrice.unit,
        CompetitorPrice.product,
        CompetitorPrice.competitor,
        CompetitorPrice.observed_on,
        CompetitorPrice.period,
        CompetitorPrice.price,
        CompetitorPrice.batch_id,
    ),
    search=(CompetitorPrice.product, CompetitorPrice.competitor),
    order_by=CompetitorPrice.observed_on,
    descending=True,
    form=(
        Shown(
            "amounts",
            (CompetitorPrice.product, CompetitorPrice.competitor, CompetitorPrice.unit),
            (CompetitorPrice.observed_on, CompetitorPrice.price),
        ),
        Shown("origin", (CompetitorPrice.source, CompetitorPrice.source_ref)),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
