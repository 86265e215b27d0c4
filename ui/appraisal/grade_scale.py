"""The whole scale of grades at once: it must work as a whole, so it is changed as a whole."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.appraisal.content import TOTAL
from domain.appraisal.define_grade import change_grades
from domain.appraisal.grade import Gate, Grade
from domain.core.code_list import ItemTone
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from ui import formats
from ui.appraisal.heading import grade_badge
from ui.language import _, label
from ui.lines import line, lines, quiet
from ui.routes import literal
from ui.titles import full_title
from ui.wish import forget_refusal, show_refusal, wish

PLACE = "grades:scale"
NUMBERS = ("least_score", "coefficient", "quota")
SCHEMA = pa.schema(
    [
        ("position", pa.int64()), *((name, pa.string()) for name in ("code", "name_zh", "name_en")),
        *((name, pa.float64()) for name in NUMBERS), ("gate", pa.string()), ("tone", pa.string()),
    ]
)  # fmt: skip


def draw_scale(actor: Actor) -> None:
    """The grades, best first; HR writes in the table."""
    with reading(actor) as session:
        query = select(Grade).where(Grade.archived_at.is_(None)).order_by(Grade.position, Grade.id)
        grades = session.scalars(query).all()
    if not grades:
        st.markdown(label("empty.grades"))
        return
    with st.container(horizontal=True, gap="small"):
        for grade in grades:
            grade_badge(grade)
    st.caption(_("A score from the least score on earns the grade; quotas are what calibration compares "
                 "with, and coefficients multiply a bonus."))  # fmt: skip
    if actor.may(Permission.ASSESSMENTS_ADMINISTER):
        _draw_editor(grades)
    with lines("grades"):
        for grade in grades:
            told = [_("from {score} points", score=formats.number(grade.least_score)),
                    _("coefficient {number}", number=formats.number(grade.coefficient)),
                    _("usual {quota}%", quota=formats.number(grade.quota)),
                    _("cap: {gate}", gate=label(grade.gate)) if grade.gate else ""]  # fmt: skip
            said = " · ".join(filter(None, told))
            line("Grade", full_title(grade), quiet(said), {"id": str(grade.id)})


def _draw_editor(grades: Sequence[Grade]) -> None:
    round_ = sum(one.version for one in grades)
    config = st.column_config
    gates, tones = {label(one): one for one in Gate}, {label(one): one for one in ItemTone}
    typed: Any = st.data_editor(
        pa.Table.from_pylist([_row(one) for one in grades], SCHEMA), key=f"{PLACE}:{round_}", hide_index=True,
        column_config={
            "position": config.NumberColumn(label("Grade.position"), min_value=1, step=1, width="small"),
            "code": config.TextColumn(label("Grade.code"), disabled=True, width="small"),
            "name_zh": config.TextColumn(label("Grade.name_zh"), required=True),
            "name_en": config.TextColumn(label("Grade.name_en"), required=True),
            **{name: config.NumberColumn(label(f"Grade.{name}"), required=True) for name in NUMBERS},
            "gate": config.SelectboxColumn(label("Grade.gate"), options=["", *gates]),
            "tone": config.SelectboxColumn(label("Grade.tone"), options=list(tones), required=True),
        },
    )  # fmt: skip
    rows = typed.to_pylist()
    total = sum((Decimal(str(row["quota"] or 0)) for row in rows), Decimal(0))
    if total != TOTAL:
        text = _("Usual shares total {total}; 100 is expected.", total=formats.number(total))
        st.caption(f":orange[:material/warning:] {literal(text)}")
    show_refusal(PLACE)
    changes = [(one.id, _values(row, gates, tones)) for one, row in zip(grades, rows, strict=True)]
    st.button(
        _("Save the scale"), type="primary", icon=":material/check:", key=f"{PLACE}:save", on_click=_save,
        args=(changes,),
    )  # fmt: skip


def _row(one: Grade) -> dict[str, Any]:
    return {
        "position": one.position, "code": one.code, "name_zh": one.name_zh, "name_en": one.name_en,
        **{name: float(getattr(one, name)) for name in NUMBERS},
        "gate": label(one.gate) if one.gate else "", "tone": label(one.tone),
    }  # fmt: skip


def _values(
    row: Mapping[str, Any], gates: Mapping[str, Gate], tones: Mapping[str, ItemTone]
) -> dict[str, Any]:
    """As they were typed: a browser's 1.2 is the decimal 1.2."""
    numbers = {name: Decimal(str(row[name] if row[name] is not None else 0)) for name in NUMBERS}
    return {
        "position": int(row["position"] or 0), "name_zh": str(row["name_zh"] or ""),
        "name_en": str(row["name_en"] or ""), **numbers, "gate": gates.get(str(row["gate"])),
        "tone": tones.get(str(row["tone"]), ItemTone.CALM),
    }  # fmt: skip


def _save(changes: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    def work(session: Session) -> bool:
        change_grades(session, actor_of(session), changes)
        return True

    if wish(work, done=_("The scale is saved. Open cycles use it from their next scoring on."), place=PLACE):
        forget_refusal(PLACE)
