"""Leads: where they came from and what became of them."""

from domain.core.permission import Permission
from domain.sales.lead import Lead
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.leads",
    icon=":material/person_search:",
    url_path="leads",
    entity=Lead,
    read=Permission.FACTS_READ,
    columns=(
        Lead.number,
        Lead.name,
        Lead.channel,
        Lead.customer,
        Lead.unit,
        Lead.salesperson,
        Lead.created_on,
        Lead.converted_on,
        Lead.matures_on,
        Lead.status,
    ),
    filters=(
        Lead.unit,
        Lead.salesperson,
        Lead.channel,
        Lead.status,
        Lead.created_on,
        Lead.converted_on,
        Lead.matures_period,
        Lead.converted_in_time,
        Lead.batch_id,
    ),
    search=(Lead.number, Lead.name, Lead.customer),
    order_by=Lead.created_on,
    descending=True,
    form=(
        Shown("parties", (Lead.name, Lead.channel, Lead.customer), (Lead.unit, Lead.salesperson)),
        Shown(
            "dates",
            (Lead.status, Lead.created_on, Lead.converted_on),
            (Lead.matures_on, Lead.converted_in_time),
        ),
        Shown("origin", (Lead.source, Lead.source_ref)),
    ),
    views=(View("open", {"status": "open"}), View("converted", {"status": "converted"})),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
