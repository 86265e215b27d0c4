"""The rows of collecting money: reminders, promises, statements, write-offs, notes, provisions."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from domain.core.period import last_day_of
from domain.demo.book import Book, Row
from domain.demo.chance import cents, one_in
from domain.demo.monthly import monthly
from domain.demo.people import SELLING
from domain.demo.sale import Sale
from domain.demo.season import working
from domain.demo.streams.orders import parties

COLLECTOR = "E012"
LATE = 7
"""Days after which somebody calls."""
SUED, WRITTEN_OFF = 120, 150
"""Days after the due date on which a lost claim is taken to court, and written off."""
RECOVERED = Decimal("0.4")


def collection_actions(book: Book) -> Iterator[Row]:
    """A call, then a letter, for what is late."""
    for sale in _late(book):
        for level, (days, channel) in enumerate(((LATE - 2, "电话"), (LATE + 8, "催款函")), 1):
            day = working(sale.due_on + timedelta(days))
            if day <= min(book.plan.today, sale.paid_on):
                yield parties(sale) | {
                    "number": f"CA-{sale.invoice}-{level}", "invoice": sale.invoice, "level": str(level),
                    "salesperson": COLLECTOR, "channel": channel, "done_on": day.isoformat(),
                }  # fmt: skip
    for sale, _ in _lost(book):
        sued = working(sale.due_on + timedelta(SUED))
        yield parties(sale) | {
            "number": f"CA-{sale.invoice}-9", "invoice": sale.invoice, "salesperson": COLLECTOR,
            "channel": "诉讼", "done_on": sued.isoformat(), "interrupts": "是",
        }  # fmt: skip


def promises(book: Book) -> Iterator[Row]:
    """What the customer promised on the phone, and kept."""
    for sale in _late(book):
        made = working(sale.due_on + timedelta(LATE - 2))
        if made <= book.plan.today and sale.named and not sale.lost:
            yield parties(sale) | {
                "number": f"PR-{sale.invoice}", "invoice": sale.invoice, "salesperson": COLLECTOR,
                "made_on": made.isoformat(), "promised_on": max(sale.paid_on, made).isoformat(),
                "amount": str(sale.owed),
            }  # fmt: skip


def account_statements(book: Book) -> Iterator[Row]:
    """The balance of each customer at the end of each quarter, on which both sides agreed."""
    for age in range(book.plan.months, 0, -1):
        day = last_day_of(book.plan.month(age))
        if day.month % 3 == 0:
            owed: dict[str, Decimal] = {}
            for sale in book.owed_on(day):
                owed[sale.buyer.number] = owed.get(sale.buyer.number, Decimal(0)) + sale.owed
            for buyer in book.buyers:
                if buyer.number in owed:
                    agreed, sent = working(day + timedelta(12)), min(day + timedelta(3), book.plan.today)
                    answered = agreed <= book.plan.today
                    yield {
                        "number": f"ST{day:%y%m}-{buyer.number}", "customer": buyer.number,
                        "unit": buyer.unit, "salesperson": COLLECTOR, "as_of": day.isoformat(),
                        "amount": str(owed[buyer.number]), "sent_on": sent.isoformat(),
                        "confirmed_on": agreed.isoformat() if answered else "",
                    }  # fmt: skip


def write_offs(book: Book) -> Iterator[Row]:
    """What will never be paid."""
    for sale, day in _lost(book):
        yield parties(sale) | {
            "number": f"WO-{sale.invoice}", "invoice": sale.invoice, "written_off_on": day.isoformat(),
            "amount": str(sale.owed), "reason": "客户停业，诉讼终结执行", "approved_by": "周正明",
        }  # fmt: skip


def recoveries(book: Book) -> Iterator[Row]:
    """A part of it was paid after all."""
    for sale, day in _lost(book):
        recovered = working(day + timedelta(60))
        if recovered <= book.plan.today:
            yield parties(sale) | {
                "number": f"RV-{sale.invoice}", "invoice": sale.invoice,
                "recovered_on": recovered.isoformat(), "amount": str(cents(sale.owed * RECOVERED)),
            }  # fmt: skip


def notes_receivable(book: Book) -> Iterator[Row]:
    """A banker's acceptance of each unit and month, now and then one of a company."""
    for unit in SELLING if book.is_first else ():
        random = book.plan.stream("notes", unit)
        commercial = one_in(random, 8)
        own = [buyer for buyer in book.buyers if buyer.unit == unit and buyer.until == date.max]
        for age in range(book.plan.months, -1, -1):
            day = book.plan.start_of(age) + timedelta(random.randrange(25))
            kind, buyer = "商业承兑汇票" if commercial.deal() else "银行承兑汇票", random.choice(own)
            maturity = day + timedelta(180)
            if day <= book.plan.today:
                yield {
                    "number": f"NR{day:%y%m}-{unit}", "customer": buyer.number, "unit": unit,
                    "salesperson": buyer.salesperson, "acceptor": kind,
                    "amount": str(cents(Decimal(buyer.size))), "received_on": day.isoformat(),
                    "maturity": maturity.isoformat(),
                    "settled_on": maturity.isoformat() if maturity <= book.plan.today else "",
                }  # fmt: skip


def provisions(book: Book) -> Iterator[Row]:
    """What each unit expects to lose, at the end of each month."""
    known = monthly(book.plan) if book.is_first else {}
    for age in range(book.plan.months, 0, -1) if book.is_first else ():
        day = last_day_of(book.plan.month(age))
        for unit in SELLING:
            amount = cents(known[unit, age].allowance)
            yield {"unit": unit, "as_of": day.isoformat(), "amount": str(amount)}


def _late(book: Book) -> Iterator[Sale]:
    """Invoices that were, or are by today, paid later than somebody would call."""
    for sale in book.invoiced():
        if (min(sale.paid_on, book.plan.today) - sale.due_on).days >= LATE and sale.owed > 0:
            yield sale


def _lost(book: Book) -> Iterator[tuple[Sale, date]]:
    for sale in book.invoiced():
        day = working(sale.due_on + timedelta(WRITTEN_OFF)) if sale.lost else date.max
        if day <= book.plan.today:
            yield sale, day
