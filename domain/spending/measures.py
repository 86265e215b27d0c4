"""What spending offers to the indicators: expenses, and the budget in force."""

from sqlalchemy import and_

from domain.core.measure import Measure, Part, RecordView
from domain.spending.budget import Budget, BudgetSubject
from domain.spending.expense import Expense


def _budget(name: str, subject: BudgetSubject) -> Measure:
    where = and_(Budget.in_force.is_(True), Budget.subject == subject)
    part = Part(fact=Budget, period=Budget.period, amount=Budget.amount, where=where)
    return Measure(name=name, parts=(part,), money=True)


MEASURES = (
    Measure(
        name="expenses",
        parts=(Part(fact=Expense, period=Expense.period, amount=Expense.amount),),
        dimensions=frozenset({"salesperson", "customer"}),
        money=True,
    ),
    _budget("budgeted_expenses", BudgetSubject.EXPENSE),
    _budget("budgeted_sales", BudgetSubject.SALES),
)

RECORDS = (
    RecordView(fact=Expense, number=Expense.number, on=Expense.spent_on, customer=Expense.customer_id),
    RecordView(fact=Budget, number=Budget.plan_version, on=Budget.frozen_on),
)
