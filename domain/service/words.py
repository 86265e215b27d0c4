"""The words of other systems for severities, states, kinds of surveys, suggestions and care events."""

from domain.core.fact_spec import words
from domain.service.care_event import CareKind
from domain.service.complaint import ComplaintGrade, ComplaintStatus
from domain.service.suggestion import SuggestionKind
from domain.service.survey_response import SurveyKind

SEVERITY = (
    dict.fromkeys(
        words("critical, grave, urgent, high, 1, 重大, 严重, 特急, 紧急, 一级, 高"),
        ComplaintGrade.CRITICAL.value,
    )
    | dict.fromkeys(words("major, medium, 2, 较大, 较重, 二级, 中"), ComplaintGrade.MAJOR.value)
    | dict.fromkeys(words("normal, minor, low, 3, 一般, 普通, 轻微, 三级, 低"), ComplaintGrade.NORMAL.value)
)
STATUS = (
    dict.fromkeys(
        words("withdrawn, cancelled, canceled, void, 撤回, 已撤回, 撤销, 已撤销, 作废, 已作废"),
        ComplaintStatus.WITHDRAWN.value,
    )
    | dict.fromkeys(
        words("resolved, closed, done, completed, 已解决, 解决, 已关闭, 关闭, 已办结, 办结, 已完成, 完成"),
        ComplaintStatus.RESOLVED.value,
    )
    | dict.fromkeys(
        words(
            "open, new, received, assigned, in progress, investigating, proposed, disputed, reopened, "
            "待处理, 处理中, 受理, 已受理, 调查中, 新建, 进行中, 未解决, 已分派, 重新打开"
        ),
        ComplaintStatus.OPEN.value,
    )
)
"""Withdrawn counts; open and resolved follow from the date of the settlement."""
SURVEY = dict.fromkeys(
    words("csat, satisfaction, customer satisfaction, 满意度, 满意度调查"), SurveyKind.CSAT.value
) | dict.fromkeys(
    words("nps, net promoter score, recommendation, 净推荐值, 推荐意愿, 推荐度"), SurveyKind.NPS.value
)
SUGGESTION = dict.fromkeys(
    words("suggestion, idea, proposal, 建议, 合理化建议, 意见"), SuggestionKind.SUGGESTION.value
) | dict.fromkeys(
    words("report, whistleblowing, tip, 举报, 投诉举报, 检举, 控告"), SuggestionKind.REPORT.value
)
CARE = {
    word: kind.value
    for kind, said in {
        CareKind.JOIN: "join, joined, enrol, enroll, sign up, 入会, 加入, 注册, 开卡",
        CareKind.LEAVE: "leave, left, cancel, quit, 退会, 退出, 注销, 销卡",
        CareKind.TOUCH: "touch, call, visit, greeting, message, 关怀, 回访, 问候, 拜访, 电话, 短信, 触达",
        CareKind.EARN: "earn, earned, accrue, 积分获得, 获得积分, 积分, 累积, 赠送",
        CareKind.REDEEM: "redeem, redeemed, spend, 积分兑换, 兑换, 使用积分, 消费积分",
    }.items()
    for word in words(said)
}
