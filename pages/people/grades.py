"""Grades: the scale that scores are read by, what a grade is worth, how many should have it."""

from domain.appraisal.grade import Grade
from domain.core.permission import Permission
from ui.appraisal.grade_scale import draw_scale
from ui.appraisal.making import new_grade
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.grades",
    icon=":material/military_tech:",
    url_path="grades",
    entity=Grade,
    read=Permission.ASSESSMENTS_READ,
    write=Permission.ASSESSMENTS_ADMINISTER,
    columns=(
        Grade.position,
        Grade.code,
        Grade.name_zh,
        Grade.name_en,
        Grade.least_score,
        Grade.coefficient,
        Grade.quota,
        Grade.gate,
        Grade.tone,
    ),
    search=(Grade.code, Grade.name_zh, Grade.name_en),
    order_by=Grade.position,
    form=(
        Section("identity", (Grade.code, Grade.position), (Grade.name_zh, Grade.name_en), Grade.tone),
        Section("grade_worth", (Grade.least_score, Grade.coefficient, Grade.quota), Grade.gate),
    ),
    asked_only_new=(Grade.code, Grade.position, Grade.least_score, Grade.gate),
    create=new_grade,
    overview=draw_scale,
    archives=True,
    empty="empty.grades",
)

if __name__ == "__main__":
    show(SCREEN)
