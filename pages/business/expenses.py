"""Sales expenses: who spent what, on what, for which customer."""

from domain.core.permission import Permission
from domain.spending.expense import Expense
from ui.screen import Screen, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.expenses",
    icon=":material/payments:",
    url_path="expenses",
    entity=Expense,
    read=Permission.FACTS_READ,
    columns=(
        Expense.number,
        Expense.salesperson,
        Expense.unit,
        Expense.customer,
        Expense.kind,
        Expense.spent_on,
        Expense.amount,
        Expense.currency,
    ),
    filters=(
        Expense.unit,
        Expense.salesperson,
        Expense.customer,
        Expense.kind,
        Expense.spent_on,
        Expense.period,
        Expense.amount,
        Expense.batch_id,
    ),
    search=(Expense.number, Expense.salesperson, Expense.customer, Expense.kind),
    order_by=Expense.spent_on,
    descending=True,
    form=(
        Shown("parties", (Expense.number, Expense.salesperson, Expense.unit, Expense.customer)),
        Shown("amounts", (Expense.spent_on, Expense.kind, Expense.amount, Expense.currency)),
        Shown("origin", (Expense.source, Expense.source_ref)),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
