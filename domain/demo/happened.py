"""What the customers of one part of the company did until today, failures included."""

from domain.demo.billing import bill
from domain.demo.book import Book
from domain.demo.buyer import buyers
from domain.demo.failure import Step
from domain.demo.failures import take_hold
from domain.demo.numbering import number_orders, number_papers
from domain.demo.ordering import ordered
from domain.demo.paying import pay
from domain.demo.plan import DemoPlan
from domain.demo.shipping import ship


def happened(plan: DemoPlan, part: int) -> Book:
    """What the customers of a part did until today, failures included."""
    book = Book(plan, part, list(buyers(plan, part)))
    take_hold(book, Step.BUYERS)
    book.sales = [sale for buyer in book.buyers for sale in ordered(plan, buyer)]
    take_hold(book, Step.ORDERS)
    number_orders(book)
    ship(book)
    take_hold(book, Step.SHIPMENTS)
    bill(book)
    take_hold(book, Step.BILLS)
    pay(book)
    number_papers(book)
    return book
