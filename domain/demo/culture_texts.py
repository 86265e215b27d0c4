"""What the demo company wrote about conduct, credit and collection."""

from dataclasses import dataclass

from domain.culture.case_state import CaseSubject
from domain.culture.handbook_page import HandbookCategory
from domain.culture.recognition_state import RecognitionKind

CODE = {
    "text_zh": """# 销售人员行为准则

1. 先审后签，不口头承诺折扣、账期与交期。
2. 不拆分订单规避审批，不替客户垫付货款。
3. 如实记录拜访、承诺与回款，不隐瞒逾期。
4. 礼品与招待按制度申报。
5. 发现异常及时报告，善意报告受保护。""",
    "text_en": """# Code of conduct for sales

1. Review before signing; promise no discount, term or date by word of mouth.
2. Split no order to avoid an approval; pay no customer’s debt.
3. Record visits, promises and receipts as they are; hide no arrears.
4. Declare gifts and hospitality.
5. Report what is unusual; whoever reports in good faith is protected.""",
}


@dataclass(frozen=True)
class Chapter:
    """A page of the handbook."""

    code: str
    category: HandbookCategory
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str


CHAPTERS = (
    Chapter(
        "credit_limit", HandbookCategory.CUSTOMERS, "客户授信与超限处理", "Credit limits",
        """## 授信

新客户先评级后授信。额度每年复核一次，调整须经信用经理评估、总经理批准。

## 超限

超限订单自动暂停；放行须说明理由、期限与补救措施。""",
        """## Limits

A new customer is graded before a limit is given. Limits are reviewed every year.

## Over the limit

Orders wait; a release says why, for how long, and what makes up for it.""",
    ),
    Chapter(
        "collection", HandbookCategory.RECEIVABLES, "逾期催收与留痕", "Collection",
        """## 节奏

到期前 7 天提醒；逾期 1、15、30、60 天分级催收。

## 留痕

每次催收登记对象、承诺与下次跟进日期。""",
        """## Rhythm

A reminder 7 days before; steps at 1, 15, 30 and 60 days overdue.

## On record

Each step names the person, the promise and the next date.""",
    ),
)  # fmt: skip
CASE = {
    "title": "期末集中发货，次月大额退回",
    "subject": CaseSubject.DELIVERY,
    "tags": "收入截止, 退货, 期末",
    "happened": "某营业部在季末最后三天集中发货，次月退回近三成，当季收入虚高。",
    "cause": "考核只看当季发货额，没有把期后退货计入；发货未核对客户要货计划。",
    "lesson": "奖金设置回扣期；季末发货超过月均两倍时须提供客户要货确认。",
}


@dataclass(frozen=True)
class Praise:
    """Who recognised whom for what."""

    by: str
    nominee: str
    kind: RecognitionKind
    title: str
    happened: str
    points: int


PRAISE = (
    Praise(
        "south", "E213", RecognitionKind.VIGILANCE, "及时报告客户停付迹象",
        "拜访中发现客户停产，当日上报并暂停发货，避免新增应收。", 20,
    ),
    Praise(
        "east", "E122", RecognitionKind.IMPROVEMENT, "推动到期前对账",
        "把到期前对账做成固定动作，逾期率明显下降。", 15,
    ),
)  # fmt: skip
