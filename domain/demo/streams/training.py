"""The rows of training: what salespeople and accountants must know, and when they learned it."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.demo.book import Book, Row
from domain.demo.chance import one_in
from domain.demo.organisation import joined_on, left_on
from domain.demo.people import STAFF, Member
from domain.demo.season import working_before

COURSES = (
    ("CR-01", "销售内控与合规必修", ("SR", "BM", "RD", "SS", "AR", "CM"), 6),
    ("CR-02", "信用与应收管理", ("SR", "BM", "RD", "AR", "CM"), 6),
)
"""(code, name, posts that need it, hours)."""
VALID = 365
AHEAD = 30
"""Certificates are renewed so many days before they end, at the latest."""
FAILED = 150
COACHED = 5
"""Hours of coaching a month for a salesperson."""


def training_requirements(book: Book) -> Iterator[Row]:
    """Which posts need which certificate."""
    for code, name, posts, _ in COURSES if book.is_first else ():
        for post in posts:
            yield {
                "course": code, "course_name": name, "post": post,
                "since": (book.plan.first + timedelta(60)).isoformat(),
            }  # fmt: skip


def training_records(book: Book) -> Iterator[Row]:
    """Exams, renewed in time, and hours of coaching."""
    for member in STAFF if book.is_first else ():
        yield from _coaching(book, member)
        for code, name, posts, hours in COURSES:
            if member.post in posts:
                yield from _exams(book, member, code, name, hours)


def _exams(book: Book, member: Member, code: str, name: str, hours: int) -> Iterator[Row]:
    plan = book.plan
    random = plan.stream("exams", member.number, code)
    failed = one_in(random, FAILED)
    joined = joined_on(member, plan)
    day = max(plan.first + timedelta(days=random.randrange(50)), joined)
    while day <= min(left_on(member, plan) or plan.today, plan.today):
        held, tries = working_before(day), 1
        if failed.deal():
            yield _exam(member, code, name, held - timedelta(7), "否", 1, 0)
            tries = 2
        yield _exam(member, code, name, held, "是", tries, hours)
        day += timedelta(days=VALID - AHEAD - random.randrange(60))


def _exam(member: Member, code: str, name: str, day: date, passed: str, attempt: int, hours: int) -> Row:
    until = (day + timedelta(VALID)).isoformat() if passed == "是" else ""
    return {
        "person": member.number, "course": code, "course_name": name, "kind": "课程",
        "completed_on": day.isoformat(), "valid_until": until, "passed": passed, "attempt": str(attempt),
        "hours": str(hours), "score": "88" if passed == "是" else "52",
    }  # fmt: skip


def _coaching(book: Book, member: Member) -> Iterator[Row]:
    plan = book.plan
    for age in range(plan.months, -1, -1):
        day = plan.start_of(age) + timedelta(days=10)
        if joined_on(member, plan) <= day <= min(left_on(member, plan) or plan.today, plan.today):
            yield {
                "person": member.number, "course": f"TC-{day:%y%m}", "course_name": "月度辅导与案例复盘",
                "kind": "辅导", "completed_on": day.isoformat(), "hours": str(COACHED / 2),
            }  # fmt: skip
