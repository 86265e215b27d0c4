"""Opportunities: deals on their way, won or lost."""

from domain.core.permission import Permission
from domain.sales.opportunity import Opportunity
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.opportunities",
    icon=":material/handshake:",
    url_path="opportunities",
    entity=Opportunity,
    read=Permission.FACTS_READ,
    columns=(
        Opportunity.ref,
        Opportunity.customer,
        Opportunity.unit,
        Opportunity.salesperson,
        Opportunity.stage,
        Opportunity.outcome,
        Opportunity.amount,
        Opportunity.currency,
        Opportunity.opened_on,
        Opportunity.closed_on,
        Opportunity.cycle_days,
    ),
    filters=(
        Opportunity.unit,
        Opportunity.salesperson,
        Opportunity.customer,
        Opportunity.product,
        Opportunity.outcome,
        Opportunity.stage,
        Opportunity.opened_on,
        Opportunity.closed_on,
        Opportunity.closed_period,
        Opportunity.amount,
        Opportunity.batch_id,
    ),
    search=(Opportunity.ref, Opportunity.customer),
    order_by=Opportunity.opened_on,
    descending=True,
    form=(
        Shown(
            "parties", (Opportunity.customer, Opportunity.product, Opportunity.unit, Opportunity.salesperson)
        ),
        Shown(
            "deal",
            (Opportunity.stage, Opportunity.outcome, Opportunity.amount, Opportunity.currency),
            (Opportunity.opened_on, Opportunity.closed_on, Opportunity.closed_period, Opportunity.cycle_days),
        ),
        Shown("origin", (Opportunity.source, Opportunity.source_ref)),
    ),
    views=(View("open", {"outcome": "open"}), View("won", {"outcome": "won"})),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
