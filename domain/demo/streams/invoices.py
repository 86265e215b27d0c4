"""The rows of invoices, credit notes, receipts and returns."""

from collections.abc import Iterator

from domain.demo.book import Book, Row
from domain.demo.chance import Deck, cents
from domain.demo.sale import VAT
from domain.demo.streams.orders import parties

METHODS = ("银行转账", "银行转账", "银行转账", "银行转账", "银行承兑汇票")


def invoices(book: Book) -> Iterator[Row]:
    """Every invoice."""
    for sale in book.invoiced():
        yield parties(sale) | {
            "number": sale.invoice, "order": sale.number, "issued_on": sale.invoiced_on.isoformat(),
            "due_on": sale.due_on.isoformat(), "amount": str(sale.gross), "net": str(sale.net),
            "disputed": "是" if sale.disputed else "否",
        }  # fmt: skip


def credit_notes(book: Book) -> Iterator[Row]:
    """What was taken back from invoices."""
    for sale in book.invoiced():
        if sale.credited_on is not None and sale.credited_on <= book.plan.today:
            yield parties(sale) | {
                "number": sale.invoice.replace("IV", "CN"), "invoice": sale.invoice,
                "issued_on": sale.credited_on.isoformat(), "amount": str(cents(sale.credited * VAT)),
                "net": str(sale.credited),
            }  # fmt: skip


def receipts(book: Book) -> Iterator[Row]:
    """What was paid; some payers do not say for which invoice."""
    methods = Deck(book.plan.stream("methods", book.part), METHODS)
    for sale in book.invoiced():
        method = methods.deal()
        if sale.paid_on <= book.plan.today and sale.owed > 0:
            yield parties(sale) | {
                "number": sale.receipt, "received_on": sale.paid_on.isoformat(), "amount": str(sale.owed),
                "invoice": sale.invoice if sale.named else "", "method": method,
                "payer": sale.buyer.name,
            }  # fmt: skip


def goods_returns(book: Book) -> Iterator[Row]:
    """Goods that came back, and why."""
    for sale in book.invoiced():
        if sale.returned_on is not None and sale.returned_on <= book.plan.today:
            yield {
                "number": sale.invoice.replace("IV", "RT"), "invoice": sale.invoice,
                "product": sale.lines[0].article.number, "accepted_on": sale.returned_on.isoformat(),
                "net": str(sale.returned), "reason": sale.reason,
            }  # fmt: skip
