"""The working calendar on screen: a year is taken over, and each of its days opens."""

from sqlalchemy import func, select

from db.unit_of_work import reading
from domain.core.clock import today
from domain.organisation.calendar_day import CalendarDay
from pages.settings import calendar
from tests.factories import an_actor
from tests.screens.visitor import KEY, People, everything


def known() -> int:
    with reading(an_actor()) as session:
        return session.scalar(select(func.count(CalendarDay.id))) or 0


def test_a_year_is_proposed_taken_over_once_and_shown(people: People) -> None:
    app = people.open(calendar, "administrator", "zh_CN")
    assert "按周一至周五为工作日计算" in everything(app)
    app.session_state["calendar:year"] = today().year + 1
    app.run()
    app.button(key="calendar:take").click().run()
    assert not app.exception
    assert known() > 10
    assert "春节" in everything(app)
    assert app.button(key="calendar:take").disabled
    assert not KEY.findall(everything(app))


def test_who_only_reads_is_not_offered_to_change_it(people: People) -> None:
    app = people.open(calendar, "sales", "en")
    assert not app.exception
    assert "calendar:take" not in {one.key for one in app.button}
