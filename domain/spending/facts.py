"""The facts of spending that can be imported: their fields and the headers people give them."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.sales.fields import CURRENCY, CUSTOMER, SALESPERSON, UNIT
from domain.spending import complete_rows, in_force
from domain.spending.budget import Budget, BudgetSubject
from domain.spending.expense import Expense

SUBJECTS = dict.fromkeys(
    words("expense, expenses, cost, selling expense, 费用, 销售费用, 支出"), BudgetSubject.EXPENSE.value
) | dict.fromkeys(
    words("sales, revenue, income, net sales, 收入, 销售收入, 营业收入, 销售额"), BudgetSubject.SALES.value
)

EXPENSES = FactSpec(
    name="expense", entity=Expense, key=("number", "kind"), prepare=complete_rows.expense,
    fields=(
        field.code("number", "报销单号, 费用单号, 费用编号, 凭证号, 单据编号, 单号, 编号, expense, "
                   "expense number, expense id, claim number, voucher, voucher number, document number, "
                   "number", required=True),
        replace(
            SALESPERSON, name="person",
            aliases=words(
                "报销人, 经办人, 费用承担人, 申请人, 姓名, person, claimant, spent by"
            ) + SALESPERSON.aliases,
        ),
        UNIT, CUSTOMER,
        field.text("kind", "费用类型, 费用类别, 费用项目, 费用科目, 科目, 类型, 类别, kind, expense type, "
                   "expense category, type, category, account"),
        field.day("spent_on", "费用日期, 发生日期, 报销日期, 记账日期, 入账日期, 单据日期, 日期, spent on, "
                  "expense date, posting date, date", required=True),
        field.money("amount", "金额, 报销金额, 费用金额, 发生额, 借方金额, amount, expense amount, total, "
                    "value", required=True),
        CURRENCY,
    ),
)  # fmt: skip

BUDGETS = FactSpec(
    name="budget", entity=Budget, key=("plan_version", "unit", "month", "subject", "kind"),
    prepare=complete_rows.budget,
    fields=(
        field.code("plan_version", "预算版本, 版本, 版本号, 预算编号, version, budget version, plan version, "
                   "budget", required=True),
        UNIT,
        field.month("month", "月份, 预算月份, 期间, 会计期间, 年月, month, period, budget month, "
                    "fiscal period", attribute=None, required=True),
        field.choice("subject", "预算对象, 预算类型, 收支类型, 收支, subject, budget type", choices=SUBJECTS),
        field.text("kind", "费用类型, 费用类别, 费用项目, 预算科目, 科目, kind, expense type, "
                   "expense category, account"),
        field.money("amount", "预算金额, 预算额, 预算数, 金额, amount, budget amount, budgeted amount, value",
                    required=True),
        CURRENCY,
        field.day("frozen_on", "批准日期, 冻结日期, 生效日期, 下达日期, 审批日期, frozen on, approved on, "
                  "approval date, effective date"),
    ),
)  # fmt: skip

FACTS = (EXPENSES, BUDGETS)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (in_force.settle,)
"""What completes rows that depend on others, in order, after each import and each undo."""
