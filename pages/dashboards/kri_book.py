"""The KRI book: where harm is likely, every indicator on one page."""

from domain.indicators.indicator import Kind
from ui.dashboard.page import page_of
from ui.indicators.book import book
from ui.show import show

SCREEN = page_of(book("kri_book", Kind.KRI, ":material/shield:"))

if __name__ == "__main__":
    show(SCREEN)
