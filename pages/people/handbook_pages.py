"""Pages of the handbook, for those who keep it: owners, reviews, who must read, versions."""

from domain.core.permission import Permission
from domain.culture.handbook_page import HandbookPage
from ui.culture.handbook_admin import create_page, draw_page_admin
from ui.screen import Screen, Section, View, When
from ui.show import show

SCREEN = Screen(
    title_key="page.handbook_pages",
    icon=":material/edit_document:",
    url_path="handbook_pages",
    entity=HandbookPage,
    read=Permission.CULTURE_READ,
    write=Permission.CULTURE_ADMINISTER,
    columns=(
        HandbookPage.category,
        HandbookPage.position,
        HandbookPage.code,
        HandbookPage.name_zh,
        HandbookPage.name_en,
        HandbookPage.owner,
        HandbookPage.review_on,
        HandbookPage.must_read,
    ),
    filters=(HandbookPage.category, HandbookPage.owner, HandbookPage.review_on, HandbookPage.must_read),
    search=(HandbookPage.code, HandbookPage.name_zh, HandbookPage.name_en),
    order_by=HandbookPage.code,
    form=(
        Section(
            "handbook_page",
            (HandbookPage.code, HandbookPage.category),
            (HandbookPage.name_zh, HandbookPage.name_en),
            (HandbookPage.owner, HandbookPage.review_on),
            (HandbookPage.position, HandbookPage.must_read),
            When(HandbookPage.due_days, lambda values: bool(values.get("must_read"))),
        ),
    ),
    views=(
        View("must_read", {"must_read": "yes"}),
        View("review_overdue", {"review_on": "overdue", "sort": "review_on"}),
    ),
    asked_only_new=(HandbookPage.code,),
    create=create_page,
    detail=draw_page_admin,
    archives=True,
    empty="empty.handbook_pages",
)

if __name__ == "__main__":
    show(SCREEN)
