"""Statements of account: balances sent to customers, and what they confirmed."""

from domain.core.permission import Permission
from domain.receivables.account_statement import AccountStatement
from domain.receivables.collection_queries import statements_unanswered
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.account_statements",
    icon=":material/fact_check:",
    url_path="account-statements",
    entity=AccountStatement,
    read=Permission.FACTS_READ,
    columns=(
        AccountStatement.number,
        AccountStatement.customer,
        AccountStatement.unit,
        AccountStatement.salesperson,
        AccountStatement.as_of,
        AccountStatement.amount,
        AccountStatement.sent_on,
        AccountStatement.due_on,
        AccountStatement.confirmed_on,
        AccountStatement.difference,
    ),
    filters=(
        AccountStatement.unit,
        AccountStatement.salesperson,
        AccountStatement.customer,
        AccountStatement.as_of,
        AccountStatement.sent_on,
        AccountStatement.due_on,
        AccountStatement.confirmed_on,
        AccountStatement.difference,
        AccountStatement.amount,
        AccountStatement.batch_id,
    ),
    search=(
        AccountStatement.number,
        AccountStatement.customer,
    ),
    order_by=AccountStatement.as_of,
    descending=True,
    form=(
        Shown("parties", (AccountStatement.customer, AccountStatement.unit, AccountStatement.salesperson)),
        Shown(
            "confirmation",
            (AccountStatement.as_of, AccountStatement.amount),
            (AccountStatement.sent_on, AccountStatement.due_on),
            (AccountStatement.confirmed_on, AccountStatement.difference, AccountStatement.confirmed),
        ),
        Shown("origin", (AccountStatement.source, AccountStatement.source_ref)),
    ),
    views=(
        View(
            "statements_unanswered",
            {"view": "statements_unanswered"},
            lambda _, today: statements_unanswered(today),
        ),
        View("not_sent", {"sent_on": "none"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
