"""What a record is called where it is mentioned: in a link, a heading, a list of options."""

from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from ui.language import current, in_language

NAMES = ("number", "ref", "code", "username", "file_name", "line")


def title(record: Any) -> str:
    """The record's name in the present language, else its number."""
    if record is None:
        return ""
    return _name(record) or _number(record) or f"#{record.id}"


def full_title(record: Any) -> str:
    """Number and name, for headings and for choosing among records."""
    name, number = _name(record), _number(record)
    return f"{number} {name}" if name and number and number != name else title(record)


def sort_attribute(kind: type[Any]) -> InstrumentedAttribute[Any]:
    """The column by which records of this kind are put in order when shown by title."""
    for name in ("name_zh" if current() == "zh_CN" else "name_en", "name", "title", "display_name", *NAMES):
        if hasattr(kind, name):
            found: InstrumentedAttribute[Any] = getattr(kind, name)
            return found
    identity: InstrumentedAttribute[Any] = kind.id
    return identity


def _name(record: Any) -> str:
    if hasattr(record, "name_zh"):
        return in_language(record.name_zh, record.name_en)
    if hasattr(record, "name"):
        return in_language(record.name, getattr(record, "name_en", ""))
    if person := vars(record).get("person"):
        return _name(person)
    for attribute in ("title", "display_name"):
        if text := getattr(record, attribute, ""):
            return str(text)
    return ""


def _number(record: Any) -> str:
    return next((str(text) for name in NAMES if (text := getattr(record, name, ""))), "")
