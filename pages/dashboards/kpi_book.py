"""The KPI book: how well business goes, every indicator on one page."""

from domain.indicators.indicator import Kind
from ui.dashboard.page import page_of
from ui.indicators.book import book
from ui.show import show

SCREEN = page_of(book("kpi_book", Kind.KPI, ":material/menu_book:"))

if __name__ == "__main__":
    show(SCREEN)
