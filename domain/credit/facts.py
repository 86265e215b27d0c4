"""The facts of credit that can be imported: their fields and the headers people give them."""

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle
from domain.credit import complete_rows, validity
from domain.credit.credit_grade import CreditGrade
from domain.credit.credit_limit import CreditLimit
from domain.sales.fields import CURRENCY, REQUIRED_CUSTOMER

VALID_TO = field.day("valid_to", "失效日期, 到期日期, 到期日, 截止日期, 结束日期, 有效期至, 有效期止, "
                     "valid to, valid until, expiry date, expires on, end date")  # fmt: skip

CREDIT_LIMITS = FactSpec(
    name="credit_limit", entity=CreditLimit, key=("customer", "valid_from", "temporary"),
    prepare=complete_rows.credit_limit,
    fields=(
        REQUIRED_CUSTOMER,
        field.money("amount", "信用额度, 授信额度, 额度, 信用限额, 授信金额, 金额, credit limit, limit, "
                    "limit amount, amount", required=True),
        CURRENCY,
        field.quantity("term_days", "账期, 账期天数, 信用期, 信用天数, 付款期限, term days, credit days, "
                       "payment term, terms"),
        field.day("valid_from", "生效日期, 开始日期, 起始日期, 授信日期, 有效期起, valid from, "
                  "effective from, effective date, start date, from", required=True),
        VALID_TO,
        field.flag("temporary", "临时额度, 是否临时, 临时, temporary, temporary limit, is temporary"),
        field.text("approved_by", "审批人, 批准人, 核准人, approved by, approver"),
    ),
)  # fmt: skip

CREDIT_GRADES = FactSpec(
    name="credit_grade", entity=CreditGrade, key=("customer", "graded_on"),
    prepare=complete_rows.credit_grade,
    fields=(
        REQUIRED_CUSTOMER,
        field.text("grade", "信用等级, 信用评级, 等级, 评级, 评级结果, credit grade, grade, rating, "
                   "credit rating", required=True),
        field.quantity("score", "信用评分, 评分, 得分, 分数, credit score, score, points"),
        field.day("graded_on", "评级日期, 评估日期, 评定日期, 评审日期, 日期, graded on, rating date, "
                  "assessment date, assessed on, date", required=True),
        VALID_TO,
        field.quantity("z_score", "z值, z分数, 财务预警值, 阿特曼z值, z score, altman z, z"),
    ),
)  # fmt: skip

FACTS: tuple[FactSpec, ...] = (CREDIT_LIMITS, CREDIT_GRADES)

SETTLE: tuple[Settle, ...] = (validity.settle,)
"""What completes rows that depend on others, in order, after each import and each undo."""
