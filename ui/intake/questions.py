"""What the columns do not prove: asked in words, with what each answer would mean."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from domain.core.fact_spec import FieldKind
from domain.intake.bad_value import (
    BadValue,
    ColumnUnclear,
    DateOrdersContradict,
    DateOrderUnclear,
    NumberStylesContradict,
    NumberStyleUnclear,
    PercentUnclear,
)
from domain.intake.change_draft import choose_options
from domain.intake.column_look import ColumnLook
from domain.intake.date_order import DateOrder
from domain.intake.dates import parse_date
from domain.intake.draft import ImportDraft
from domain.intake.number_style import NumberStyle
from domain.intake.request import ImportRequest
from ui import formats
from ui.intake.decide import decide
from ui.language import _, listed
from ui.routes import literal

DATES = (DateOrderUnclear, DateOrdersContradict)
NUMBERS = (NumberStyleUnclear, NumberStylesContradict)
BY_PROOF = ""


def draw_questions(draft: ImportDraft, request: ImportRequest, looks: Mapping[str, ColumnLook]) -> None:
    """One box for all that must be answered, or was; nothing where the file speaks for itself."""
    unclear = {name: look.question for name, look in looks.items() if look.question is not None}
    dates = _columns(request, unclear, DATES)
    numbers = _columns(request, unclear, NUMBERS)
    percent = {name: why for name, why in unclear.items() if isinstance(why, PercentUnclear)}
    answered = bool(request.date_format) or request.number_style is not None
    if not (dates or numbers or percent or answered):
        return
    with st.container(border=True, key="imports:questions"):
        if unclear:
            st.markdown(
                f":orange[:material/help: **{_('Please clear this up; the file does not prove it')}**]"
            )
        if dates or request.date_format:
            _ask_dates(draft, request, _first(unclear, DATES), dates)
        if numbers or request.number_style is not None:
            _ask_numbers(draft, request, _first(unclear, NUMBERS), numbers)
        for name, why in percent.items():
            _ask_percent(draft, request, name, why)


def _columns(request: ImportRequest, unclear: Mapping[str, ColumnUnclear], kinds: Any) -> list[str]:
    return [request.columns[name] for name, why in unclear.items() if isinstance(why, kinds)]


def _first(unclear: Mapping[str, ColumnUnclear], kinds: Any) -> ColumnUnclear | None:
    return next((why for why in unclear.values() if isinstance(why, kinds)), None)


def _ask_dates(
    draft: ImportDraft, request: ImportRequest, why: ColumnUnclear | None, columns: Sequence[str]
) -> None:
    example = str((why.facts.get("value") or why.facts.get("first")) if why else "") or _a_date(request)
    names = {
        DateOrder.DMY.value: _("Day first"),
        DateOrder.MDY.value: _("Month first"),
        DateOrder.YMD.value: _("Year first"),
    }
    meaning = {order: _read(example, DateOrder(order)) for order in names}
    options = [order for order, day in meaning.items() if day or order == request.date_format]
    title = (
        _("Dates in {columns}: which comes first?", columns=listed(columns))
        if columns
        else _("Which comes first in dates?")
    )
    _choose(
        draft, title, options, request.date_format,
        lambda order: f"{names[order]} · {example} = {formats.day(meaning[order])}",
        lambda order: {"date_format": order},
    )  # fmt: skip


def _a_date(request: ImportRequest) -> str:
    """A cell that shows what the order chosen does."""
    headers = [
        request.columns[i.name]
        for i in request.said
        if i.kind in (FieldKind.DATE, FieldKind.MOMENT) and i.name in request.columns
    ]
    cells = (cell for header in headers for cell in request.table.column(header))
    return next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")


def _read(text: str, order: DateOrder) -> date | None:
    try:
        return parse_date(text, order)
    except BadValue:
        return None


def _ask_numbers(
    draft: ImportDraft, request: ImportRequest, why: ColumnUnclear | None, columns: Sequence[str]
) -> None:
    names = {
        NumberStyle.POINT.value: _("Commas separate thousands, like 1,234.56"),
        NumberStyle.COMMA.value: _("Commas begin the decimals, like 1.234,56"),
    }
    if isinstance(why, NumberStyleUnclear):
        value, large, small = (str(why.facts[name]) for name in ("value", "large", "small"))
        names[NumberStyle.POINT.value] += f" · {value} = {large}"
        names[NumberStyle.COMMA.value] += f" · {value} = {small}"
    title = (
        _("Numbers in {columns}: what is the comma?", columns=listed(columns))
        if columns
        else _("What is the comma in numbers?")
    )
    chosen = request.number_style.value if request.number_style else BY_PROOF
    _choose(
        draft, title, list(names), chosen, names.__getitem__, lambda style: {"number_style": style or None}
    )


def _ask_percent(draft: ImportDraft, request: ImportRequest, name: str, why: PercentUnclear) -> None:
    value = str(why.facts["value"])
    share = Decimal(value)
    meaning = {"0.01": formats.percent(share / 100, 4), "1": formats.percent(share, 2)}
    title = _("{column} says percent but holds fractions: what does it mean?", column=request.columns[name])
    _choose(
        draft, title, list(meaning), BY_PROOF, lambda unit: f"{value} = {meaning[unit]}",
        lambda unit: {"units": {name: unit}},
    )  # fmt: skip


def _choose(
    draft: ImportDraft,
    title: str,
    options: Sequence[str],
    chosen: str,
    named: Callable[[str], str],
    asks: Callable[[str], dict[str, Any]],
) -> None:
    key = f"imports:{draft.id}:question:{title}"
    names = {option: literal(named(option)) for option in options}
    st.session_state[key] = chosen if chosen in options else None
    st.pills(
        literal(title), options, format_func=names.__getitem__, key=key,
        on_change=lambda: decide(draft.id, choose_options, asks(st.session_state[key] or BY_PROOF)),
    )  # fmt: skip
