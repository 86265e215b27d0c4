"""The facts of service that can be imported: their fields and the headers people give them."""

from dataclasses import replace

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle, words
from domain.sales.fields import CUSTOMER, PRODUCT, REQUIRED_CUSTOMER, SALESPERSON, UNIT
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
        field.code("number", "答卷编号, 问卷编号, 答卷号, 回复编号, 序号, 编号, response, response id, "
                   "response number, answer id, respondent id, number", required=True),
        field.code("survey", "调查, 调查名称, 问卷, 问卷名称, 调查批次, 活动, survey, survey name, "
                   "survey id, wave", required=True),
        CUSTOMER, UNIT, SALESPERSON, PRODUCT,
        field.day("answered_on", "答复日期, 填写日期, 提交日期, 提交时间, 回收日期, 答题时间, 日期, "
                  "answered on, response date, submitted on, submitted at, completed at, date",
                  required=True),
        field.choice("kind", "题型, 指标, 调查类型, 问题类型, 类型, kind, metric, question, question type, "
                     "type", choices=SURVEY, required=True),
        field.quantity("score", "评分, 得分, 分数, 打分, 满意度, score, rating, answer, value, points"),
        field.quantity("scale", "满分, 量表, 最高分, 分制, scale, maximum, max score, out of"),
    ),
)  # fmt: skip

SUGGESTIONS = FactSpec(
    name="suggestion", entity=Suggestion, key=("number",), prepare=complete_rows.suggestion,
    fields=(
        field.code("number", "建议编号, 建议单号, 举报编号, 受理编号, 单号, 编号, suggestion, suggestion no, "
                   "suggestion number, report number, reference, number", required=True),
        field.choice("kind", "类型, 类别, 性质, kind, type, category", choices=SUGGESTION),
        UNIT,
        field.text("subject", "主题, 建议主题, 标题, 建议内容, 内容, subject, title, topic, summary"),
        field.flag("anonymous", "是否匿名, 匿名, anonymous, is anonymous"),
        field.day("received_on", "收到日期, 提出日期, 提交日期, 受理日期, 建议日期, 举报日期, 日期, "
                  "received on, submitted on, date received, received, date", required=True),
        field.day("replied_on", "答复日期, 回复日期, 反馈日期, 回复时间, replied on, reply date, "
                  "answered on, replied"),
        field.day("decided_on", "评审日期, 决定日期, 审定日期, 采纳日期, 评审时间, decided on, "
                  "decision date, decided"),
        field.flag("adopted", "是否采纳, 采纳, 采纳情况, adopted, accepted, is adopted"),
    ),
)  # fmt: skip

CARE_EVENTS = FactSpec(
    name="care_event", entity=CareEvent, key=("customer", "kind", "happened_on"),
    prepare=complete_rows.care_event,
    fields=(
        replace(REQUIRED_CUSTOMER, aliases=words("会员编号, 会员号, 会员, member, member id, member number")
                + CUSTOMER.aliases),
        UNIT, SALESPERSON,
        field.day("happened_on", "日期, 发生日期, 关怀日期, 入会日期, 交易日期, 积分日期, 时间, happened on, "
                  "event date, care date, member since, on, date", required=True),
        field.choice("kind", "类型, 事件类型, 事件, 关怀方式, 积分类型, kind, type, event, event type, "
                     "activity", choices=CARE, required=True),
    ),
)  # fmt: skip

FACTS = (RETURNS, COMPLAINTS, SURVEY_RESPONSES, SUGGESTIONS, CARE_EVENTS)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (sold.settle, repeated.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
