"""Why a file is not read. Each says what is wrong with it and how to mend it."""

from domain.core.errors import DomainError


class FileRefused(DomainError):
    """The file as a whole cannot be read."""


class EmptyFile(FileRefused):
    """There is nothing in it."""

    text = "The file is empty."


class FileTooLarge(FileRefused):
    """More bytes than are let in."""

    text = "The file is larger than {limit} MB ({megabytes} MB). Split it and import the parts one by one."


class PackedTooTightly(FileRefused):
    """The archive would unpack to far more than an honest workbook does."""

    text = (
        "The workbook would unpack to too much ({what}). "
        "Copy the rows you need into a new workbook, or save the sheet as CSV."
    )


class TooManyRows(FileRefused):
    """More rows or columns than are let in."""

    text = (
        "The table reaches beyond {rows} rows or {columns} columns. "
        "Split it, or delete stray cells far below or right of it."
    )


class CellTooLong(FileRefused):
    """A cell holds more text than Excel allows: usually a quote that is never closed."""

    text = "A value in row {row} is longer than {limit} characters. Check the double quotes from this row on."


class TooManyBrokenQuotes(FileRefused):
    """So many rows have broken quotes that the file does not follow the CSV rules at all."""

    text = (
        "More than {count} rows have broken double quotes; the first is row {row}. "
        "Export the file again with a different text delimiter, or as a workbook."
    )


class DamagedFile(FileRefused):
    """The container (archive, workbook) is broken."""

    text = "The workbook is damaged or not complete. Open it in a spreadsheet program and save it again."


class ProtectedWorkbook(FileRefused):
    """The workbook asks for a password."""

    text = "The workbook is protected by a password. Save it without the password and try again."


class WorkbookTooHeavy(FileRefused):
    """Reading the workbook needs more memory or time than is allowed."""

    text = (
        "The workbook needs too much memory or time to be read. "
        "Delete stray cells far outside the table, or save the sheet as CSV."
    )


class NoSuchSheet(FileRefused):
    """The sheet asked for is not in the workbook."""

    text = "The workbook has no sheet {sheet}. It has: {sheets}."


class NotATable(FileRefused):
    """The content is of another kind."""

    text = "This is not a table but {what}. Save it as CSV or as a workbook (XLSX) and try again."


class NoHeaders(FileRefused):
    """The first full row holds values, not the names of the columns."""

    text = (
        "Row {row} should name the columns but holds values ({value}). "
        "Put a row with the names of the columns above the values."
    )


class UnknownEncoding(FileRefused):
    """The encoding asked for is none of those offered."""

    text = "The encoding {encoding} is not known here. Known are: {encodings}."


class EncodingMismatch(FileRefused):
    """The file is not written in the encoding that was chosen."""

    text = "Row {row} cannot be read as {encoding}. Choose another encoding: {encodings}."


class EncodingUnclear(FileRefused):
    """The bytes could be several encodings; a wrong guess would store garbled text."""

    text = (
        "The encoding of the file cannot be told for certain. Choose one: {encodings}. "
        "Or save the file as CSV UTF-8."
    )


class UnknownDelimiter(FileRefused):
    """The delimiter asked for cannot separate values."""

    text = "{delimiter} cannot separate values. Choose a comma, semicolon, tab or vertical bar."


class DelimiterUnclear(FileRefused):
    """Two delimiters divide the rows equally well, into different values."""

    text = "The values may be separated by {first} or by {second}. Choose one of them."
