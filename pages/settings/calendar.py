"""The company's calendar: holidays and working weekends. Every other day is what its weekday says."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.organisation.calendar_day import CalendarDay
from ui.organisation.calendar import draw_calendar
from ui.screen import Screen, Section
from ui.show import show

WRITE = Permission.ORGANISATION_WRITE

SCREEN = Screen(
    title_key="page.calendar",
    icon=":material/calendar_month:",
    url_path="calendar",
    entity=CalendarDay,
    read=Permission.ORGANISATION_READ,
    write=WRITE,
    columns=(CalendarDay.day, CalendarDay.kind, CalendarDay.name_zh, CalendarDay.name_en),
    filters=(CalendarDay.day, CalendarDay.kind),
    search=(CalendarDay.name_zh, CalendarDay.name_en),
    order_by=CalendarDay.day,
    form=(Section("day", (CalendarDay.day, CalendarDay.kind), (CalendarDay.name_zh, CalendarDay.name_en)),),
    create=lambda session, actor, values: create(session, actor, WRITE, CalendarDay, values),
    archives=True,
    empty="empty.calendar",
    overview=draw_calendar,
)

if __name__ == "__main__":
    show(SCREEN)
