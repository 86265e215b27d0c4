"""Announcements: what everybody, or everybody in one role, is told for some days."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.messaging.announcement import Announcement
from ui.screen import Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.announcements",
    icon=":material/campaign:",
    url_path="announcements",
    entity=Announcement,
    read=Permission.PORTAL_OPERATE,
    write=Permission.PORTAL_OPERATE,
    columns=(
        Announcement.text_zh,
        Announcement.text_en,
        Announcement.shown_from,
        Announcement.shown_until,
        Announcement.role,
        Announcement.told_at,
    ),
    filters=(Announcement.shown_from, Announcement.shown_until, Announcement.role),
    search=(Announcement.text_zh, Announcement.text_en),
    order_by=Announcement.shown_from,
    descending=True,
    form=(
        Section(
            "announcement",
            (Announcement.text_zh, Announcement.text_en),
            (Announcement.shown_from, Announcement.shown_until),
            Announcement.role,
        ),
    ),
    create=lambda session, actor, values: create(
        session, actor, Permission.PORTAL_OPERATE, Announcement, values
    ),
    archives=True,
    empty="empty.announcements",
)

if __name__ == "__main__":
    show(SCREEN)
