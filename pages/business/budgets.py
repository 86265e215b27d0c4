"""Budgets: what units may spend and are to sell, by version."""

from domain.core.permission import Permission
from domain.spending.budget import Budget
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.budgets",
    icon=":material/savings:",
    url_path="budgets",
    entity=Budget,
    read=Permission.FACTS_READ,
    columns=(
        Budget.period,
        Budget.unit,
        Budget.subject,
        Budget.kind,
        Budget.amount,
        Budget.currency,
        Budget.plan_version,
        Budget.frozen_on,
        Budget.in_force,
    ),
    filters=(
        Budget.unit,
        Budget.period,
        Budget.subject,
        Budget.kind,
        Budget.plan_version,
        Budget.frozen_on,
        Budget.in_force,
        Budget.amount,
        Budget.batch_id,
    ),
    search=(Budget.plan_version, Budget.kind),
    order_by=Budget.period,
    descending=True,
    form=(
        Shown(
            "amounts",
            (Budget.unit, Budget.period, Budget.subject, Budget.kind),
            (Budget.amount, Budget.currency),
            (Budget.plan_version, Budget.frozen_on, Budget.in_force),
        ),
        Shown("origin", (Budget.source, Budget.source_ref)),
    ),
    views=(
        View("in_force", {"in_force": "yes"}),
        View("expense_budget", {"in_force": "yes", "subject": "expense"}),
        View("sales_budget", {"in_force": "yes", "subject": "sales"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
