"""The rows of the control work: tests of controls, findings, reviews of access, violations."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.core.period import last_day_of, month_of
from domain.demo.book import Book, Row
from domain.demo.chance import one_in
from domain.demo.people import SALESPEOPLE, SELLING, STAFF
from domain.demo.season import working

CONTROLS = (
    ("C-01", "客户准入与资信评估", "信用管理", True),
    ("C-02", "授信额度审批", "信用管理", True),
    ("C-03", "价格与折扣审批", "销售定价", True),
    ("C-04", "合同评审与签署", "合同管理", True),
    ("C-05", "订单录入复核", "订单处理", False),
    ("C-06", "发货与签收核对", "发货管理", True),
    ("C-07", "开票与出库核对", "收入确认", True),
    ("C-08", "收款核销与对账", "应收管理", True),
    ("C-09", "退货与红字审批", "售后管理", False),
    ("C-10", "客户主数据维护", "主数据", False),
)
"""(code, name, process, key control)."""
TESTER = "E011"
REVIEWER = "E009"
FOUND = 40
"""One test in so many finds something."""


def control_tests(book: Book) -> Iterator[Row]:
    """Every control is tested in every unit once a quarter."""
    for unit, day in _quarters(book):
        failed = one_in(book.plan.stream("tests", unit, day), FOUND)
        for code, name, process, is_key in CONTROLS:
            bad = failed.deal() and not is_key and day < book.plan.start_of(6)
            yield {
                "control": code, "name": name, "process": process, "unit": unit,
                "tested_on": day.isoformat(), "is_key": "是" if is_key else "否",
                "effective": "否" if bad else "是", "tester": TESTER,
            }  # fmt: skip


def findings(book: Book) -> Iterator[Row]:
    """One finding of each unit and half-year, closed in two months, never the same again."""
    for place, (unit, day) in enumerate(_quarters(book)):
        if place // len(SELLING) % 2 == 0:
            code, name, *_ = CONTROLS[place // len(SELLING) % len(CONTROLS)]
            closed = day + timedelta(55)
            yield {
                "number": f"FD{day:%y%m}-{unit}", "title": f"{name}：个别样本留痕不完整", "unit": unit,
                "control": code, "cause": "记录", "found_on": day.isoformat(),
                "closed_on": closed.isoformat() if closed <= book.plan.today else "",
            }  # fmt: skip


def control_actions(book: Book) -> Iterator[Row]:
    """What internal audit asked of each unit and month, done before its day."""
    for age in range(book.plan.months, -1, -1) if book.is_first else ():
        opened = book.plan.start_of(age) + timedelta(4)
        due, done = opened + timedelta(40), opened + timedelta(33)
        for unit in SELLING if opened <= book.plan.today else ():
            yield {
                "number": f"AA{opened:%y%m}-{unit}", "title": "审计建议落实：资料补齐与留痕抽查",
                "unit": unit, "origin": "内部审计", "owner": _manager(unit),
                "opened_on": opened.isoformat(), "original_due_on": due.isoformat(),
                "done_on": done.isoformat() if done <= book.plan.today else "",
                "status": "已完成" if done <= book.plan.today else "进行中",
            }  # fmt: skip


def _manager(unit: str) -> str:
    return next(member.number for member in STAFF if member.unit == unit and member.post == "BM")


def access_reviews(book: Book) -> Iterator[Row]:
    """The rights of every unit are reviewed each quarter, a week before the last day."""
    for unit, day in _quarters(book):
        due = last_day_of(month_of(day))
        yield {
            "number": f"AR{day:%y%m}-{unit}", "unit": unit, "scope": "订单与开票系统",
            "due_on": due.isoformat(), "done_on": day.isoformat(), "reviewer": REVIEWER,
            "result": "权限与岗位一致",
        }  # fmt: skip


def violations(book: Book) -> Iterator[Row]:
    """A minor violation now and then, confirmed in two weeks."""
    for unit, day in _quarters(book):
        random = book.plan.stream("violations", unit, day)
        happened, confirmed = day - timedelta(30), day - timedelta(14)
        if random.random() < 0.4:
            yield {
                "number": f"VL{day:%y%m}-{unit}", "unit": unit, "person": random.choice(SALESPEOPLE[unit]),
                "occurred_on": happened.isoformat(), "severity": "轻微", "status": "已认定",
                "confirmed_on": confirmed.isoformat(), "rule": "《销售行为规范》第八条",
                "what": "拜访记录补录超过三日",
            }  # fmt: skip


def security_incidents(book: Book) -> Iterator[Row]:
    """One harmless incident, long ago."""
    day = book.plan.start_of(min(20, book.plan.months)) + timedelta(11)
    if book.is_first:
        yield {
            "number": "SEC-0001", "title": "个别邮箱收到钓鱼邮件，未造成损失", "unit": "NORTH",
            "occurred_on": day.isoformat(), "severity": "1", "personal_data": "否", "owner": REVIEWER,
            "closed_on": working(day + timedelta(4)).isoformat(),
        }  # fmt: skip


def _quarters(book: Book) -> Iterator[tuple[str, date]]:
    """(unit, a day in the last month of each quarter that has come)."""
    for age in range(book.plan.months, -1, -1) if book.is_first else ():
        day = book.plan.start_of(age) + timedelta(18)
        if day.month % 3 == 0 and day <= book.plan.today:
            for unit in SELLING:
                yield unit, day
