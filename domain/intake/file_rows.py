"""The rows of a file, read field by field; nothing is looked up yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.errors import DomainError, Missing
from domain.core.fact_spec import FactSpec
from domain.intake.bad_value import TextTooLong
from domain.intake.custom_fields import custom_fields
from domain.intake.field_reader import field_readers
from domain.intake.request import ImportRequest

LONGEST_REF = 200


@dataclass(slots=True)
class FileRow:
    """What one row says. `values` has every field the file speaks about; references are still texts."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    defaulted: frozenset[str] = frozenset()
    """Fields that only repeat another one because the row is silent about them."""
    reasons: list[DomainError] = field(default_factory=list)
    ref: str = ""


def read_rows(request: ImportRequest) -> Iterator[FileRow]:
    """Every row of the file in order, with what is wrong in its cells as reasons.

    Raises FieldWithoutColumn, and ColumnUnclear (ambiguous dates, numbers), before the first row: then
    nothing can be read.
    """
    request.require_complete()
    readers = field_readers(request)
    required = _required(request)
    followers = [(item.name, item.default_from) for item in request.spec.fields if item.default_from]
    for number, cells in request.table.numbered():
        row = FileRow(number)
        if number in request.table.defects:
            row.reasons.append(request.table.defects[number])
            yield row
            continue
        for name, reader in readers.items():
            value = reader(cells)
            if isinstance(value, DomainError):
                row.reasons.append(value)
            row.values[name] = None if isinstance(value, DomainError) else value
        _follow(row, followers)
        wrong = {reason.field for reason in row.reasons}
        row.reasons += [
            Missing(field=name, field_name=called)
            for name, called in required.items()
            if row.values[name] is None and name not in wrong
        ]
        row.ref = _identify(row, request.spec)
        yield row


def _required(request: ImportRequest) -> dict[str, str]:
    """Required field -> the key of its name; custom ones, where the rows speak about them at all."""
    spec = request.spec
    custom = [item for item in custom_fields(spec) if item.definition.required and request.says(item.name)]
    own = {item.name: f"field.{item.name}" for item in spec.fields if item.required}
    return own | {item.name: item.definition.label_key for item in custom}


def reference(parts: Mapping[str, Any]) -> str:
    """Key values as one text that two different keys never share."""
    texts = (str("" if part is None else part) for part in parts.values())
    if len(parts) == 1:
        return next(texts)
    return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def _identify(row: FileRow, spec: FactSpec) -> str:
    ref = reference({name: row.values.get(name) for name in spec.key})
    if len(ref) > LONGEST_REF and not row.reasons:
        row.reasons.append(TextTooLong(ref, length=len(ref), longest=LONGEST_REF))
    return ref


def _follow(row: FileRow, followers: Sequence[tuple[str, str]]) -> None:
    silent = [(name, other) for name, other in followers if row.values.get(name) is None]
    for name, other in silent:
        row.values[name] = row.values.get(other)
    row.defaulted = frozenset(name for name, _ in silent)
