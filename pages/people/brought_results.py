"""Results of periods before the portal, with the system they come from."""

from domain.appraisal.bring_result import bring_result
from domain.appraisal.brought_result import BroughtResult
from domain.core.clock import today
from domain.core.permission import Permission
from ui.appraisal.earlier import draw_source
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.brought_results",
    icon=":material/history:",
    url_path="earlier-results",
    entity=BroughtResult,
    read=Permission.ASSESSMENTS_READ,
    write=Permission.ASSESSMENTS_ADMINISTER,
    columns=(
        BroughtResult.person,
        BroughtResult.unit,
        BroughtResult.period,
        BroughtResult.first_on,
        BroughtResult.last_on,
        BroughtResult.grade_code,
        BroughtResult.score,
        BroughtResult.system,
    ),
    filters=(
        BroughtResult.period,
        BroughtResult.grade_code,
        BroughtResult.unit,
        BroughtResult.person,
        BroughtResult.system,
        BroughtResult.last_on,
    ),
    search=(BroughtResult.person, BroughtResult.period),
    listed=lambda _actor: False,
    order_by=BroughtResult.last_on,
    descending=True,
    form=(
        Section(
            "brought_result",
            BroughtResult.person,
            (BroughtResult.grade_code, BroughtResult.score),
        ),
        Section(
            "brought_period",
            (BroughtResult.period, BroughtResult.system),
            (BroughtResult.first_on, BroughtResult.last_on),
            BroughtResult.note,
        ),
    ),
    asked_only_new=(BroughtResult.person,),
    create=lambda session, actor, values: bring_result(session, actor, values, today()),
    archives=True,
    detail=draw_source,
    empty="empty.brought_results",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
