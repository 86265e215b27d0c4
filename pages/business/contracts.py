"""Contracts: what was agreed, how it was approved, and what it obliges to."""

from domain.contracts.contract import Contract
from domain.contracts.contract_milestone import ContractMilestone
from domain.contracts.queries import expiring, with_late_milestones
from domain.core.permission import Permission
from ui.screen import Related, Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.contracts",
    icon=":material/contract:",
    url_path="contracts",
    entity=Contract,
    read=Permission.FACTS_READ,
    columns=(
        Contract.number,
        Contract.title,
        Contract.customer,
        Contract.unit,
        Contract.salesperson,
        Contract.amount,
        Contract.signed_on,
        Contract.valid_to,
        Contract.status,
        Contract.standard,
        Contract.unreviewed,
    ),
    filters=(
        Contract.unit,
        Contract.salesperson,
        Contract.customer,
        Contract.status,
        Contract.signed_on,
        Contract.approved_on,
        Contract.valid_from,
        Contract.valid_to,
        Contract.period,
        Contract.amount,
        Contract.on_template,
        Contract.clause_deviation,
        Contract.frame,
        Contract.unreviewed,
        Contract.batch_id,
    ),
    search=(
        Contract.number,
        Contract.title,
        Contract.customer,
    ),
    order_by=Contract.signed_on,
    descending=True,
    form=(
        Shown("parties", (Contract.customer, Contract.unit, Contract.salesperson)),
        Shown(
            "agreement",
            (Contract.title, Contract.amount, Contract.currency),
            (Contract.added, Contract.amends, Contract.frame),
            (Contract.status, Contract.valid_from, Contract.valid_to),
        ),
        Shown(
            "approval_path",
            (Contract.template_version, Contract.on_template, Contract.clause_deviation),
            (Contract.submitted_on, Contract.approved_on, Contract.approval_days),
            (Contract.signed_on, Contract.unreviewed),
        ),
        Shown("origin", (Contract.source, Contract.source_ref)),
    ),
    related=(
        Related(
            key="milestones",
            by=ContractMilestone.contract_id,
            columns=(
                ContractMilestone.name,
                ContractMilestone.due_on,
                ContractMilestone.done_on,
                ContractMilestone.in_time,
            ),
            order_by=ContractMilestone.due_on,
        ),
    ),
    views=(
        View("expiring_soon", {"view": "expiring_soon"}, lambda _, today: expiring(today)),
        View("signed_before_review", {"unreviewed": "yes"}),
        View("frames", {"frame": "yes"}),
        View("late_milestones", {"view": "late_milestones"}, lambda _, today: with_late_milestones(today)),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
