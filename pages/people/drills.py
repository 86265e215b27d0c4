"""Drills: incidents played through against the clock, scored, and improved."""

from domain.core.permission import Permission
from domain.training.drill import Drill
from ui.screen import Screen, Section, Shown, View
from ui.show import show
from ui.training.drill_page import create_drill, draw_drill

SCREEN = Screen(
    title_key="page.drills",
    icon=":material/sports_score:",
    url_path="drills",
    entity=Drill,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_TEACH,
    columns=(
        Drill.title,
        Drill.unit,
        Drill.kind,
        Drill.planned_on,
        Drill.leader,
        Drill.state,
        Drill.score,
    ),
    filters=(Drill.unit, Drill.kind, Drill.state, Drill.leader, Drill.planned_on),
    search=(Drill.title, Drill.scenario),
    order_by=Drill.planned_on,
    descending=True,
    form=(
        Section(
            "drill",
            (Drill.title, Drill.kind),
            (Drill.unit, Drill.leader),
            (Drill.planned_on, Drill.allowed_minutes),
            Drill.scenario,
        ),
        Section("drill_run", (Drill.run_on, Drill.minutes), Drill.observations),
        Shown("drill_result", Drill.score),
    ),
    views=(
        View("drills_planned", {"state": "planned", "sort": "planned_on"}),
        View("drills_to_assess", {"state": "run,assessed"}),
    ),
    create=create_drill,
    detail=draw_drill,
    archives=True,
    empty="empty.drills",
)

if __name__ == "__main__":
    show(SCREEN)
