"""Dealers: what they bought, sold on and still have, month by month."""

from domain.core.permission import Permission
from domain.partners.dealer_month import DealerMonth
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.dealers",
    icon=":material/store:",
    url_path="dealers",
    entity=DealerMonth,
    read=Permission.FACTS_READ,
    columns=(
        DealerMonth.period,
        DealerMonth.customer,
        DealerMonth.unit,
        DealerMonth.salesperson,
        DealerMonth.target,
        DealerMonth.achieved,
        DealerMonth.sell_in,
        DealerMonth.sell_out,
        DealerMonth.stock,
        DealerMonth.outside_region,
    ),
    filters=(
        DealerMonth.unit,
        DealerMonth.customer,
        DealerMonth.salesperson,
        DealerMonth.period,
        DealerMonth.target,
        DealerMonth.achieved,
        DealerMonth.stock,
        DealerMonth.outside_region,
        DealerMonth.batch_id,
    ),
    search=(DealerMonth.customer,),
    order_by=DealerMonth.period,
    descending=True,
    form=(
        Shown("parties", (DealerMonth.customer, DealerMonth.unit, DealerMonth.salesperson)),
        Shown(
            "amounts",
            (DealerMonth.period, DealerMonth.target, DealerMonth.achieved),
            (DealerMonth.sell_in, DealerMonth.sell_out, DealerMonth.stock, DealerMonth.outside_region),
        ),
        Shown("origin", (DealerMonth.source, DealerMonth.source_ref)),
    ),
    views=(View("outside_region", {"outside_region": "1.."}),),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
