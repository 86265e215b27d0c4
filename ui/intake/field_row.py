"""One field of the fact: the column or the value it takes, and how that reads."""

from decimal import Decimal

import streamlit as st

from domain.core.errors import DomainError
from domain.core.fact_spec import FieldKind, FieldSpec
from domain.intake.change_draft import choose_column, choose_options, fix_value
from domain.intake.column_look import ColumnLook, Sample
from domain.intake.request import ImportRequest
from ui import formats
from ui.intake.decide import decide
from ui.intake.naming import choice_name, field_name, value_text
from ui.intake.open_draft import OpenDraft
from ui.language import _
from ui.routes import literal

NOTHING, FIXED = -1, -2
"""Options beside the columns, which are named by their place: a header may be called anything."""
WIDTHS = (2, 4, 4)
SCALES = {
    FieldKind.MONEY: tuple(Decimal(scale) for scale in (1, 1_000, 10_000, 1_000_000, 100_000_000)),
    FieldKind.RATIO: (Decimal(1), Decimal("0.01")),
}
LONGEST_SAMPLE = 28


def draw_field(found: OpenDraft, request: ImportRequest, item: FieldSpec, look: ColumnLook | None) -> None:
    """The row of one field."""
    scaled = look is not None and item.kind in SCALES and item.name not in found.draft.fixed
    name, column, sample = st.columns(WIDTHS, vertical_alignment="center", gap="small")
    with name:
        star = " :red[＊]" if item.required else ""
        st.markdown(f"**{literal(field_name(request.spec, item))}**{star}")
    with column:
        if scaled and look is not None:
            left, right = st.columns((5, 3), gap="xsmall")
            with left:
                _draw_column(found, request, item)
            with right:
                _draw_unit(found, item, look)
        else:
            _draw_column(found, request, item)
    if item.name in found.draft.fixed:
        with sample:
            _draw_fixed(found, item, look)
    elif look is not None:
        with sample:
            _draw_samples(item, look)


def stands_in_the_way(request: ImportRequest, name: str, look: ColumnLook) -> bool:
    """Whether the field cannot be read yet: its column is unclear, or the value for all rows is wrong."""
    wrong = name in request.fixed and isinstance(look.samples[0].value, DomainError)
    return look.question is not None or wrong


def _draw_column(found: OpenDraft, request: ImportRequest, item: FieldSpec) -> None:
    headers = request.table.headers
    key = f"imports:{found.draft.id}:{found.draft.fact}:column:{item.name}"
    header = request.columns.get(item.name)
    st.session_state[key] = (
        FIXED if item.name in found.draft.fixed else NOTHING if header is None else headers.index(header)
    )

    names = {NOTHING: _("Not in the file"), FIXED: _("The same in all rows"), **dict(enumerate(headers))}

    def chosen() -> None:
        place = st.session_state[key]
        if place == FIXED:
            decide(found.draft.id, fix_value, item.name, "")
        else:
            decide(found.draft.id, choose_column, item.name, headers[place] if place >= 0 else "")

    st.selectbox(
        field_name(request.spec, item), list(names), format_func=names.__getitem__, key=key,
        label_visibility="collapsed", on_change=chosen,
    )  # fmt: skip


def _draw_unit(found: OpenDraft, item: FieldSpec, look: ColumnLook) -> None:
    key = f"imports:{found.draft.id}:{found.draft.fact}:unit:{item.name}"
    said = (found.draft.options.get("units") or {}).get(item.name)
    present = Decimal(said) if said else look.unit
    scales = SCALES[item.kind]
    names = {scale: scale_name(item.kind, scale) for scale in dict.fromkeys((*scales, present))}
    st.session_state[key] = present
    st.selectbox(
        _("Unit"), list(names), key=key, format_func=names.__getitem__, label_visibility="collapsed",
        on_change=lambda: decide(
            found.draft.id, choose_options, {"units": {item.name: str(st.session_state[key])}}
        ),
    )  # fmt: skip


def scale_name(kind: FieldKind, scale: Decimal) -> str:
    """What one unit of a column is: 元, 万元; percent."""
    names = {
        Decimal(1): _("in units"), Decimal(1_000): _("in thousands"), Decimal(10_000): _("in ten thousands"),
        Decimal(1_000_000): _("in millions"), Decimal(100_000_000): _("in hundred millions"),
    }  # fmt: skip
    if kind is FieldKind.RATIO:
        names = {Decimal(1): _("0.1 is 10%"), Decimal("0.01"): _("10 is 10%")}
    return names.get(scale) or f"× {formats.number(scale)}"


def _draw_samples(item: FieldSpec, look: ColumnLook) -> None:
    if not look.samples:
        st.caption(_("The column is empty."))
        return
    st.caption(" · ".join(_sample(item, one) for one in look.samples))


def _sample(item: FieldSpec, one: Sample) -> str:
    """The text of the file; behind an arrow what it is read as, where that looks different."""
    text = literal(one.text if len(one.text) <= LONGEST_SAMPLE else f"{one.text[:LONGEST_SAMPLE]}…")
    if isinstance(one.value, DomainError):
        return f":red[{text} :material/error:]"
    shown = choice_name(item, one.value) if item.kind is FieldKind.CHOICE else value_text(one.value)
    if one.value is None or item.kind in UNCHANGED or shown.replace(",", "") == one.text.replace(",", ""):
        return text
    return f"{text} → {literal(shown)}"


UNCHANGED = frozenset(FieldKind) - {
    FieldKind.MONEY, FieldKind.QUANTITY, FieldKind.RATIO, FieldKind.DATE, FieldKind.MOMENT, FieldKind.BOOLEAN,
    FieldKind.CHOICE,
}  # fmt: skip
"""Texts and names stay what they are."""


def _draw_fixed(found: OpenDraft, item: FieldSpec, look: ColumnLook | None) -> None:
    key = f"imports:{found.draft.id}:{found.draft.fact}:fixed:{item.name}"
    value = str(found.draft.fixed[item.name])
    options = _options(found, item)
    st.session_state[key] = value if not options or value in options else None

    def said() -> None:
        decide(found.draft.id, fix_value, item.name, st.session_state[key] or "")

    if options:
        st.selectbox(
            _("Value for all rows"), list(options), format_func=options.__getitem__, key=key, on_change=said,
            label_visibility="collapsed", placeholder=_("Please choose"), accept_new_options=False,
        )  # fmt: skip
        return
    st.text_input(
        _("Value for all rows"), key=key, on_change=said, label_visibility="collapsed",
        placeholder=_("2026-06-15") if item.kind is FieldKind.DATE else _("Value for all rows"),
    )  # fmt: skip
    if look is not None and isinstance(look.samples[0].value, DomainError):
        st.caption(f":red[{literal(value_text(look.samples[0].value))}]")


def _options(found: OpenDraft, item: FieldSpec) -> dict[str, str]:
    if item.kind is FieldKind.UNIT:
        return {code: f"{code} {name}" for code, name in found.units.items()}
    if item.kind is FieldKind.BOOLEAN:
        return {"yes": formats.flag(True), "no": formats.flag(False)}
    if item.kind is FieldKind.CHOICE:
        return {value: choice_name(item, value) for value in dict.fromkeys(item.choices.values())}
    return {}
