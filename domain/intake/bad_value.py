"""What can be wrong with a single cell. Each names the text at fault and how to mend it."""

from domain.core.errors import DomainError

SHOWN = 60
"""Characters of an offending value that are repeated to the person."""


class BadValue(DomainError):
    """A cell does not hold what its column promises."""

    text = "{value} cannot be used here."

    def __init__(self, value: object, **facts: str | int) -> None:
        shown = str(value)
        super().__init__(field=None, value=f"{shown[:SHOWN]}…" if len(shown) > SHOWN else shown, **facts)


class NotText(BadValue):
    """The text holds control characters or the traces of a failed conversion."""

    text = (
        "{value} holds characters that no text has ({characters}). Correct it in the source and export again."
    )


class TextTooLong(BadValue):
    """The text does not fit its field."""

    text = "{value} has {length} characters; at most {longest} fit. Shorten it."


class DigitsLost(BadValue):
    """A spreadsheet turned a long code into a number and dropped its last digits."""

    text = (
        "{value} lost its last digits in a spreadsheet. Format the column as text and enter the code again."
    )


class SpreadsheetError(BadValue):
    """The cell shows an error instead of a value."""

    text = "{value} is an error of the spreadsheet. Correct the formula, or enter the value itself."


class NotANumber(BadValue):
    """The text is no number in the style of the column."""

    text = "{value} is not a number. Enter digits only, like 1234.56."


class InexactNumber(BadValue):
    """Scientific notation: a spreadsheet may have rounded the number away."""

    text = "{value} is in scientific notation, its digits may be lost. Format the column as a plain number."


class UnitContradiction(BadValue):
    """The cell states a unit other than that of its header."""

    text = "{value} states another unit than the header of its column. Use one unit throughout."


class PercentNotAllowed(BadValue):
    """A percentage where an amount belongs."""

    text = "{value} is a percentage; an amount is needed here."


class NotWhole(BadValue):
    """A fraction where a count belongs."""

    text = "{value} is not a whole number."


class NotAMonth(BadValue):
    """The text names no month."""

    text = "{value} is not a month. Write it like 2024-01."


class NotATime(BadValue):
    """The date is followed by no time of day."""

    text = "{value} has no time of day that a clock shows. Write it like 2024-01-05 09:30."


class NotADate(BadValue):
    """The text is no date."""

    text = "{value} is not a date. Write it like 2024-01-05."


class ImpossibleDate(BadValue):
    """The calendar has no such day, or it lies outside 1900-2199."""

    text = "{value} is not in the calendar, read as year {year}, month {month}, day {day}. Check the order."


class DateOrderNeeded(BadValue):
    """Day and month could be exchanged, and nobody said which comes first."""

    text = "{value} could be day or month first. Say which, or write it like 2024-01-05."


class DateFormatMismatch(BadValue):
    """The text does not follow the date format that was given."""

    text = "{value} does not follow the date format {form}."


class NotABoolean(BadValue):
    """Neither yes nor no."""

    text = "{value} is neither yes nor no. Enter 是 or 否, yes or no, 1 or 0."


class UnknownChoice(BadValue):
    """Not one of the values the field knows."""

    text = "{value} is not known here. Possible: {choices}."


class ColumnUnclear(DomainError):
    """The cells of a column allow two readings; a person has to say which."""


class DateOrderUnclear(ColumnUnclear):
    """No cell of the column proves whether day or month comes first."""

    text = (
        "Column {header}: {value} could be day/month or month/day, and no row proves which. "
        "Give the date format: dmy or mdy."
    )


class DateOrdersContradict(ColumnUnclear):
    """Some cells prove day first, others month first."""

    text = (
        "Column {header} mixes day/month and month/day: {first} and {second}. "
        "Correct the one or the other, or give the date format."
    )


class NumberStyleUnclear(ColumnUnclear):
    """No cell of the column proves whether the comma groups digits or begins the fraction."""

    text = (
        "Column {header}: {value} could be {large} or {small}, and no row proves which. "
        "Say whether the comma separates thousands or decimals."
    )


class NumberStylesContradict(ColumnUnclear):
    """Some cells have a decimal point, others a decimal comma."""

    text = (
        "Column {header} mixes decimal point and decimal comma: {first} and {second}. "
        "Correct the one or the other."
    )


class PercentUnclear(ColumnUnclear):
    """The header says percent, the cells look like fractions already."""

    text = (
        "Column {header} says percent but holds fractions like {value}. "
        "Say whether {value} means {value} % or a hundred times that."
    )


class UnknownDateFormat(DomainError):
    """The date format asked for names no day, month and year."""

    text = "The date format {form} is not known. Use ymd, dmy, mdy, or a pattern like %d.%m.%Y."
