"""The facts of service that can be imported: their fields and the headers people give them."""

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, Settle, words
from domain.sales.fields import CUSTOMER, PRODUCT, SALESPERSON, UNIT
from domain.service import complete_rows, repeated, sold
from domain.service.care_event import CareEvent
from domain.service.suggestion import Suggestion
from domain.service.survey_response import SurveyResponse
from domain.service.trouble_facts import COMPLAINTS, RETURNS
from domain.service.words import CARE, SUGGESTION, SURVEY

SURVEY_RESPONSES = FactSpec(
    name="survey_response", entity=SurveyResponse, key=("survey", "number", "kind"),
    prepare=complete_rows.survey_response,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "答卷编号, 问卷编号, 答卷号, 回复编号, 序号, 编号, response, response id, response number, "
                "answer id, respondent id, number"
            ),
        ),
        FieldSpec(
            name="survey", kind=FieldKind.CODE, attribute="survey", required=True,
            aliases=words(
                "调查, 调查名称, 问卷, 问卷名称, 调查批次, 活动, survey, survey name, survey id, wave"
            ),
        ),
        CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        FieldSpec(
            name="answered_on", kind=FieldKind.DATE, attribute="answered_on", required=True,
            aliases=words(
                "答复日期, 填写日期, 提交日期, 提交时间, 回收日期, 答题时间, 日期, answered on, "
                "response date, submitted on, submitted at, completed at, date"
            ),
        ),
        FieldSpec(
            name="kind", kind=FieldKind.CHOICE, attribute="kind", choices=SURVEY, required=True,
            aliases=words(
                "题型, 指标, 调查类型, 问题类型, 类型, kind, metric, question, question type, type"
            ),
        ),
        FieldSpec(
            name="score", kind=FieldKind.QUANTITY, attribute="score",
            aliases=words("评分, 得分, 分数, 打分, 满意度, score, rating, answer, value, points"),
        ),
        FieldSpec(
            name="scale", kind=FieldKind.QUANTITY, attribute="scale",
            aliases=words("满分, 量表, 最高分, 分制, scale, maximum, max score, out of"),
        ),
    ),
)  # fmt: skip

SUGGESTIONS = FactSpec(
    name="suggestion", entity=Suggestion, key=("number",), prepare=complete_rows.suggestion,
    fields=(
        FieldSpec(
            name="number", kind=FieldKind.CODE, attribute="number", required=True,
            aliases=words(
                "建议编号, 建议单号, 举报编号, 受理编号, 单号, 编号, suggestion, suggestion no, "
                "suggestion number, report number, reference, number"
            ),
        ),
        FieldSpec(
            name="kind", kind=FieldKind.CHOICE, attribute="kind", choices=SUGGESTION,
            aliases=words("类型, 类别, 性质, kind, type, category"),
        ),
        UNIT,
        FieldSpec(
            name="subject", kind=FieldKind.TEXT, attribute="subject",
            aliases=words("主题, 建议主题, 标题, 建议内容, 内容, subject, title, topic, summary"),
        ),
        FieldSpec(
            name="anonymous", kind=FieldKind.BOOLEAN, attribute="anonymous",
            aliases=words("是否匿名, 匿名, anonymous, is anonymous"),
        ),
        FieldSpec(
            name="received_on", kind=FieldKind.DATE, attribute="received_on", required=True,
            aliases=words(
                "收到日期, 提出日期, 提交日期, 受理日期, 建议日期, 举报日期, 日期, received on, "
                "submitted on, date received, received, date"
            ),
        ),
        FieldSpec(
            name="replied_on", kind=FieldKind.DATE, attribute="replied_on",
            aliases=words(
                "答复日期, 回复日期, 反馈日期, 回复时间, replied on, reply date, answered on, replied"
            ),
        ),
        FieldSpec(
            name="decided_on", kind=FieldKind.DATE, attribute="decided_on",
            aliases=words(
                "评审日期, 决定日期, 审定日期, 采纳日期, 评审时间, decided on, decision date, decided"
            ),
        ),
        FieldSpec(
            name="adopted", kind=FieldKind.BOOLEAN, attribute="adopted",
            aliases=words("是否采纳, 采纳, 采纳情况, adopted, accepted, is adopted"),
        ),
    ),
)  # fmt: skip

CARE_EVENTS = FactSpec(
    name="care_event", entity=CareEvent, key=("customer", "kind", "happened_on"),
    prepare=complete_rows.care_event,
    fields=(
        FieldSpec(
            name="customer", kind=CUSTOMER.kind, attribute=CUSTOMER.attribute, required=True,
            aliases=words("会员编号, 会员号, 会员, member, member id, member number") + CUSTOMER.aliases,
        ),
        UNIT, SALESPERSON,
        FieldSpec(
            name="happened_on", kind=FieldKind.DATE, attribute="happened_on", required=True,
            aliases=words(
                "日期, 发生日期, 关怀日期, 入会日期, 交易日期, 积分日期, 时间, happened on, event date, "
                "care date, member since, on, date"
            ),
        ),
        FieldSpec(
            name="kind", kind=FieldKind.CHOICE, attribute="kind", choices=CARE, required=True,
            aliases=words(
                "类型, 事件类型, 事件, 关怀方式, 积分类型, kind, type, event, event type, activity"
            ),
        ),
    ),
)  # fmt: skip

FACTS = (RETURNS, COMPLAINTS, SURVEY_RESPONSES, SUGGESTIONS, CARE_EVENTS)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (sold.settle, repeated.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
