"""Fields of importable facts in one line each: of which kind, their name, the headers people give them."""

from collections.abc import Mapping
from functools import partial

from domain.core.fact_spec import FieldKind, FieldSpec, words

OWN_NAME = ""


def of_kind(
    kind: FieldKind,
    name: str,
    headers: str | tuple[str, ...],
    *,
    attribute: str | None = OWN_NAME,
    required: bool = False,
    choices: Mapping[str, str] | None = None,
    default_from: str | None = None,
) -> FieldSpec:
    """A field that lands in the column of its own name, unless `attribute` names another or none."""
    return FieldSpec(
        name=name,
        kind=kind,
        attribute=name if attribute == OWN_NAME else attribute,
        required=required,
        aliases=words(headers) if isinstance(headers, str) else headers,
        choices=choices or {},
        default_from=default_from,
    )


code = partial(of_kind, FieldKind.CODE)
text = partial(of_kind, FieldKind.TEXT)
money = partial(of_kind, FieldKind.MONEY)
quantity = partial(of_kind, FieldKind.QUANTITY)
ratio = partial(of_kind, FieldKind.RATIO)
day = partial(of_kind, FieldKind.DATE)
moment = partial(of_kind, FieldKind.MOMENT)
month = partial(of_kind, FieldKind.MONTH)
flag = partial(of_kind, FieldKind.BOOLEAN)
choice = partial(of_kind, FieldKind.CHOICE)
person = partial(of_kind, FieldKind.PERSON)
post = partial(of_kind, FieldKind.POST)
invoice = partial(of_kind, FieldKind.INVOICE)
contract = partial(of_kind, FieldKind.CONTRACT)
