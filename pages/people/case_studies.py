"""The case library: what happened, why, what to learn from it."""

from domain.core.permission import Permission
from domain.culture.case_study import CaseStudy
from ui.culture.case_page import create_case, draw_case
from ui.screen import Screen, Section, View
from ui.show import show

SCREEN = Screen(
    title_key="page.case_studies",
    icon=":material/local_library:",
    url_path="case_studies",
    entity=CaseStudy,
    read=Permission.CULTURE_READ,
    write=Permission.CULTURE_ADMINISTER,
    columns=(
        CaseStudy.title,
        CaseStudy.subject,
        CaseStudy.tags,
        CaseStudy.state,
        CaseStudy.published_on,
        CaseStudy.readings,
        CaseStudy.author,
    ),
    filters=(CaseStudy.subject, CaseStudy.state, CaseStudy.published_on, CaseStudy.author),
    search=(CaseStudy.title, CaseStudy.tags, CaseStudy.happened, CaseStudy.cause, CaseStudy.lesson),
    order_by=CaseStudy.published_on,
    descending=True,
    form=(
        Section(
            "case_study",
            (CaseStudy.title, CaseStudy.subject),
            CaseStudy.tags,
            CaseStudy.happened,
            CaseStudy.cause,
            CaseStudy.lesson,
        ),
    ),
    views=(
        View("cases_in_review", {"state": "in_review"}),
        View("cases_most_read", {"state": "published", "sort": "-readings"}),
    ),
    create=create_case,
    record=draw_case,
    empty="empty.case_studies",
)

if __name__ == "__main__":
    show(SCREEN)
