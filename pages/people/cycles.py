"""Cycles: who is assessed for which period, by when each phase is to be over, and how far it is."""

from domain.appraisal.cycle import AppraisalCycle
from domain.core.permission import Permission
from ui.appraisal.cycle_page import (
    draw_cycle,
    new_cycle,
    open_or_extend,
    publish_all,
    score,
    takes_people,
    takes_publication,
    takes_scores,
)
from ui.screen import Action, Screen, Section, Shown
from ui.show import show

SCREEN = Screen(
    title_key="page.cycles",
    icon=":material/event_repeat:",
    url_path="cycles",
    entity=AppraisalCycle,
    read=Permission.ASSESSMENTS_READ,
    write=Permission.ASSESSMENTS_ADMINISTER,
    columns=(
        AppraisalCycle.code,
        AppraisalCycle.name_zh,
        AppraisalCycle.name_en,
        AppraisalCycle.unit,
        AppraisalCycle.span,
        AppraisalCycle.first_on,
        AppraisalCycle.last_on,
        AppraisalCycle.state,
        AppraisalCycle.publication_due_on,
    ),
    filters=(AppraisalCycle.state, AppraisalCycle.unit, AppraisalCycle.span, AppraisalCycle.first_on),
    search=(AppraisalCycle.code, AppraisalCycle.name_zh, AppraisalCycle.name_en),
    order_by=AppraisalCycle.first_on,
    descending=True,
    form=(
        Section(
            "identity",
            (AppraisalCycle.code, AppraisalCycle.unit),
            (AppraisalCycle.name_zh, AppraisalCycle.name_en),
        ),
        Section("cycle_period", (AppraisalCycle.span, AppraisalCycle.first_on, AppraisalCycle.last_on)),
        Section(
            "cycle_calendar",
            (AppraisalCycle.goals_due_on, AppraisalCycle.self_due_on, AppraisalCycle.manager_due_on),
            (
                AppraisalCycle.second_due_on,
                AppraisalCycle.calibration_due_on,
                AppraisalCycle.publication_due_on,
            ),
        ),
        Section("cycle_rules", (AppraisalCycle.min_coverage, AppraisalCycle.appeal_days)),
        Shown("cycle_scored", AppraisalCycle.scored_on),
    ),
    asked_only_new=(AppraisalCycle.code,),
    actions=(
        Action(
            key="open_cycle", verb=open_or_extend, permission=Permission.ASSESSMENTS_ADMINISTER,
            icon=":material/group_add:", offered=takes_people,
        ),
        Action(
            key="score_cycle", verb=score, permission=Permission.ASSESSMENTS_ADMINISTER,
            icon=":material/calculate:", offered=takes_scores,
        ),
        Action(
            key="publish_ready", verb=publish_all, permission=Permission.ASSESSMENTS_ADMINISTER,
            icon=":material/campaign:", offered=takes_publication,
        ),
    ),
    create=new_cycle,
    archives=True,
    detail=draw_cycle,
    empty="empty.cycles",
)  # fmt: skip

if __name__ == "__main__":
    show(SCREEN)
