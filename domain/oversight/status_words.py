"""The words of other systems for the status of actions and the severity of incidents."""

from domain.core.fact_spec import words
from domain.oversight.control_action import ActionStatus
from domain.oversight.security_incident import IncidentSeverity

ACTION_STATUS = (
    dict.fromkeys(
        words(
            "open, in progress, not started, overdue, pending, 未完成, 进行中, 整改中, 未开始, 逾期, 待整改, "
            "待复核, 延期"
        ),
        ActionStatus.OPEN.value,
    )
    | dict.fromkeys(
        words("done, closed, completed, complete, verified, finished, 已完成, 完成, 已关闭, 关闭, 已整改"),
        ActionStatus.DONE.value,
    )
    | dict.fromkeys(
        words("withdrawn, cancelled, canceled, dropped, void, 已撤销, 撤销, 已取消, 取消, 作废, 不再需要"),
        ActionStatus.WITHDRAWN.value,
    )
)
INCIDENT_SEVERITY = (
    dict.fromkeys(words("1, low, general, minor, 一般, 轻微, 一级, 低"), IncidentSeverity.GENERAL.value)
    | dict.fromkeys(words("2, medium, serious, 较大, 较重, 二级, 中"), IncidentSeverity.SERIOUS.value)
    | dict.fromkeys(
        words("3, high, major, critical, 重大, 特别重大, 严重, 三级, 高"), IncidentSeverity.MAJOR.value
    )
)
