"""Opportunities: deals on their way, won or lost."""

from domain.core.permission import Permission
from domain.sales.activity import Activity
from domain.sales.opportunity import Opportunity
from domain.sales.stage_stay import StageStay
from ui.screen import Related, Screen, Shown, View
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
        Opportunity.expected_close_on,
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
        Opportunity.expected_close_on,
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
            (Opportunity.opened_on, Opportunity.expected_close_on, Opportunity.probability),
            (Opportunity.closed_on, Opportunity.closed_period, Opportunity.cycle_days),
        ),
        Shown("origin", (Opportunity.source, Opportunity.source_ref)),
    ),
    related=(
        Related(
            key="stages",
            by=StageStay.opportunity_id,
            columns=(StageStay.stage, StageStay.entered_on, StageStay.left_on, StageStay.stalled_on),
            order_by=StageStay.entered_on,
        ),
        Related(
            key="activities",
            by=Activity.opportunity_id,
            columns=(
                Activity.number,
                Activity.kind,
                Activity.planned_on,
                Activity.done_on,
                Activity.effective,
            ),
            order_by=Activity.id,
            descending=True,
            page="activities",
        ),
    ),
    views=(View("open", {"outcome": "open"}), View("won", {"outcome": "won"})),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
