"""The past of the demo company: what its customers did, as rows of every fact that can be imported."""

from collections.abc import Callable, Iterable, Mapping

from domain.demo.book import Book, Row, Rows
from domain.demo.failure import Step
from domain.demo.failures import take_hold
from domain.demo.happened import happened
from domain.demo.plan import DemoPlan
from domain.demo.streams import (
    activities,
    after_sales,
    collection,
    contracts,
    credit,
    customers,
    expenses,
    invoices,
    orders,
    oversight,
    partners,
    pipeline,
    plans,
    prices,
    stock,
    training,
)

STREAMS: Mapping[str, Callable[[Book], Iterable[Row]]] = {
    "customer": customers.customers,
    "product": prices.products,
    "price_list": prices.price_list,
    "discount_authority": prices.discount_authority,
    "target": plans.targets,
    "forecast": plans.forecasts,
    "lead": pipeline.leads,
    "opportunity": pipeline.opportunities,
    "stage_history": pipeline.stage_history,
    "activity": activities.activities,
    "contract": contracts.contracts,
    "contract_milestone": contracts.contract_milestones,
    "credit_limit": credit.credit_limits,
    "credit_grade": credit.credit_grades,
    "order": orders.orders,
    "order_line": orders.order_lines,
    "delivery": orders.deliveries,
    "invoice": invoices.invoices,
    "credit_note": invoices.credit_notes,
    "receipt": invoices.receipts,
    "goods_return": invoices.goods_returns,
    "promise": collection.promises,
    "account_statement": collection.account_statements,
    "write_off": collection.write_offs,
    "recovery": collection.recoveries,
    "note_receivable": collection.notes_receivable,
    "provision": collection.provisions,
    "collection_action": collection.collection_actions,
    "stock_move": stock.stock_moves,
    "stock_balance": stock.stock_balances,
    "stock_count": stock.stock_counts,
    "budget": plans.budgets,
    "expense": expenses.expenses,
    "complaint": after_sales.complaints,
    "survey_response": after_sales.survey_responses,
    "suggestion": after_sales.suggestions,
    "care_event": after_sales.care_events,
    "training_requirement": training.training_requirements,
    "training_record": training.training_records,
    "violation": oversight.violations,
    "control_test": oversight.control_tests,
    "finding": oversight.findings,
    "control_action": oversight.control_actions,
    "access_review": oversight.access_reviews,
    "security_incident": oversight.security_incidents,
    "dealer_month": partners.dealer_months,
    "supplier_delivery": partners.supplier_deliveries,
    "inspection": partners.inspections,
    "competitor_price": partners.competitor_prices,
}
"""In the order in which the facts must be imported. Each stream has chance of its own."""


def past(plan: DemoPlan, part: int = 0) -> Rows:
    """Rows of every fact about one part (0 .. scale - 1) of the company's customers."""
    book = happened(plan, part)
    for fact, stream in STREAMS.items():
        book.rows[fact] += stream(book)
    take_hold(book, Step.ROWS)
    return {fact: book.rows[fact] for fact in STREAMS}
