"""The course on receivables risks that the demo company teaches, and its questions."""

from typing import Any

from domain.training.quiz_question import QuestionKind

BANK = {
    "code": "CR-03", "name_zh": "信用与回款风险实务", "name_en": "Credit and collection risks in practice",
    "about": "客户准入、授信额度、账期、逾期预警与催收留痕。",
}  # fmt: skip


def _choose(zh: str, en: str, right: str, points: int, *options: tuple[str, str]) -> dict[str, Any]:
    kind = QuestionKind.SINGLE if len(right) == 1 else QuestionKind.MULTIPLE
    return {
        "text_zh": zh, "text_en": en, "kind": kind, "right": right, "points": points,
        "options_zh": "\n".join(one for one, _ in options),
        "options_en": "\n".join(one for _, one in options),
    }  # fmt: skip


def _is_false(zh: str, en: str, points: int) -> dict[str, Any]:
    return {
        "text_zh": zh, "text_en": en, "kind": QuestionKind.TRUE_FALSE, "right": "B", "points": points,
    }  # fmt: skip


QUESTIONS = (
    _choose(
        "客户已超过信用额度，销售人员首先应当怎样做？",
        "A customer is over the limit. What comes first?", "B", 10,
        ("先发货再补手续", "Ship, then file the papers"),
        ("暂停新订单并申请额度复核", "Hold new orders and ask for a review of the limit"),
        ("请客户换一家公司下单", "Let the customer order through another company"),
        ("口头征得财务同意", "Ask finance by word of mouth"),
    ),
    _choose(
        "应收账款周转天数上升，通常意味着什么？", "Days sales outstanding rise. What does it mean?", "A", 10,
        ("回款变慢", "Money comes in more slowly"), ("销售变快", "Sales are faster"),
        ("毛利上升", "Margins rise"), ("客户减少", "There are fewer customers"),
    ),
    _choose(
        "下列哪些属于逾期预警的信号？", "Which of these warn of late payment?", "ABD", 15,
        ("客户要求延长账期", "The customer asks for longer terms"),
        ("承诺付款多次落空", "Promises to pay fail again and again"),
        ("对账单按时盖章返回", "Statements come back signed in time"),
        ("客户更换财务负责人且停止回复", "A new head of finance does not answer"),
    ),
    _is_false("合同金额不大时可以先签后审。", "A small contract may be signed before review.", 10),
    _choose(
        "拆分订单以避开审批权限，属于什么行为？",
        "Splitting an order to stay below an approval limit is what?", "B", 10,
        ("灵活变通", "Flexible"), ("违反授权制度", "A breach of delegated authority"),
        ("正常的客户要求", "A usual wish of customers"), ("节省时间", "A way to save time"),
    ),
    _choose(
        "催收过程应当如何留痕？", "How is collection documented?", "B", 15,
        ("不需要记录", "Not at all"),
        ("登记日期、对象、承诺与下次跟进", "Day, person, promise and next step"),
        ("只记录成功的", "Only what succeeded"), ("由财务代记", "Finance does it"),
    ),
    _is_false("坏账核销由申请人自己批准。", "A write-off is approved by whoever asks for it.", 15),
    _choose(
        "授信额度复核至少多久一次？", "How often is a credit limit reviewed at the least?", "B", 15,
        ("从不", "Never"), ("每年", "Every year"), ("每五年", "Every five years"),
        ("客户投诉时", "When the customer complains"),
    ),
)  # fmt: skip
