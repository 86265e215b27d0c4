"""Who comes, stays and goes, as pictures."""

from decimal import Decimal

from domain.core.period import Grain, Period
from domain.core.rounding import quotient
from domain.reporting.customers_life import CustomerMonth
from ui import formats
from ui.boards import picture
from ui.boards.customers_look import Life
from ui.boards.customers_pictures import no_access
from ui.boards.marks import Row
from ui.boards.palette import LOYAL, RISKY
from ui.boards.picture import Words
from ui.charts.data import Measured
from ui.dashboard.declaration import Link, Picture
from ui.dashboard.view import View
from ui.language import _


def life_picture(found: Life, view: View) -> Picture:
    """How many customers buy, and how many of them are new since a year, month by month."""
    months = found.months or ()
    words = Words(
        title=_title(months[-1] if months else None), records=Link("customers", {"unit": str(view.unit.id)}),
        empty=_("No customer bought anything in these months.") if months else no_access(),
        about=_("Customers with an invoice in the twelve months up to each month, and those with none "
                "in them but in the twelve before."),
    )  # fmt: skip
    names = (_("bought the year before too"), _("new or back"), _("stayed away"))
    rows = [
        Row(
            series=name, period=_month(one), place=at, value=Decimal(count),
            note=_("{count} won in the month", count=one.won) if one.won else "",
        )
        for one in months
        for at, (name, count) in enumerate(
            zip(names, (one.retained, one.buying - one.retained, one.gone), strict=True)
        )
    ]  # fmt: skip
    return picture.stacked(rows, view, words, Measured.NUMBER, palette=LOYAL)


def _title(last: CustomerMonth | None) -> str:
    if last is None:
        return _("How many customers buy")
    stayed = quotient(last.retained, last.retained + last.gone)
    if stayed is None:
        return _("{count} customers buy", count=last.buying)
    return _("{count} customers buy; {share} of last year's stayed", count=last.buying,
             share=formats.percent(stayed))  # fmt: skip


def risk_picture(found: Life, view: View) -> Picture:
    """How many customers are silent for longer than they used to be."""
    months = found.months or ()
    last = months[-1] if months else None
    words = Words(
        title=_risk_title(last),
        empty=_("No order rhythm of any customer is known yet.") if months else no_access(),
        records=Link("customers", {"unit": str(view.unit.id)}),
        about=_("At risk: silent for 2 to 3 times as long as usual between two orders; lost: for longer."),
    )  # fmt: skip
    rows = [
        Row(series=name, period=_month(one), place=at, value=None if count is None else Decimal(count))
        for one in months
        for at, (name, count) in enumerate(((_("at risk"), one.at_risk), (_("lost"), one.lost)))
    ]
    return picture.stacked(rows, view, words, Measured.NUMBER, palette=RISKY)


def _risk_title(last: CustomerMonth | None) -> str:
    if last is None or last.at_risk is None:
        return _("Customers at risk and lost")
    if not last.at_risk:
        return _("{lost} customers lost, none at risk at present", lost=last.lost)
    return _("{risk} customers at risk, {lost} lost", risk=last.at_risk, lost=last.lost)


def _month(one: CustomerMonth) -> str:
    return Period.of(one.month, Grain.MONTH).label
