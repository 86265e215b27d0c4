"""A form as two tables, sections and questions, and back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from domain.forms.content import Content, FormSection
from domain.forms.option_text import read_options, write_options
from domain.forms.question import Question, QuestionKind
from ui.language import label

SECTIONS = pa.schema([("zh", pa.string()), ("en", pa.string()), ("weight", pa.float64())])
QUESTIONS = pa.schema(
    [
        *((name, pa.string()) for name in ("section", "key", "zh", "en", "kind")),
        ("weight", pa.float64()), ("required", pa.bool_()), ("lowest", pa.int64()), ("highest", pa.int64()),
        *((name, pa.string()) for name in ("options", "help_zh", "help_en")),
    ]
)  # fmt: skip


def section_table(content: Content) -> pa.Table:
    """One row per section."""
    rows = [{"zh": one.name_zh, "en": one.name_en, "weight": float(one.weight)} for one in content.sections]
    return pa.Table.from_pylist(rows, SECTIONS)


def question_table(content: Content) -> pa.Table:
    """One row per question."""
    rows = [
        {
            "section": section.name_zh, "key": one.key, "zh": one.text_zh, "en": one.text_en,
            "kind": label(one.kind), "weight": float(one.weight), "required": one.required,
            "lowest": one.lowest, "highest": one.highest, "options": write_options(one.options),
            "help_zh": one.help_zh, "help_en": one.help_en,
        }
        for section in content.sections
        for one in section.questions
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, QUESTIONS)


def content_of(sections: Sequence[Mapping[str, Any]], questions: Sequence[Mapping[str, Any]]) -> Content:
    """What the tables say; a question of a section that is not there goes to the first one."""
    names = [str(row.get("zh") or "") for row in sections]
    kinds = {label(kind): kind for kind in QuestionKind}
    asked: dict[str, list[Question]] = {name: [] for name in names}
    for row in questions:
        home = str(row.get("section") or "")
        asked[home if home in asked else names[0]].append(_question(row, kinds))
    return Content(
        tuple(
            FormSection(name, str(row.get("en") or name), tuple(asked[name]), _number(row.get("weight"), 100))
            for name, row in zip(names, sections, strict=True)
        )
    )


def _question(row: Mapping[str, Any], kinds: Mapping[str, QuestionKind]) -> Question:
    chinese, english = str(row.get("zh") or "").strip(), str(row.get("en") or "").strip()
    return Question(
        key=str(row.get("key") or "").strip(), text_zh=chinese or english, text_en=english or chinese,
        kind=kinds.get(str(row.get("kind")), QuestionKind.YES_NO), weight=_number(row.get("weight"), 0),
        required=row.get("required") is not False, lowest=int(row.get("lowest") or 1),
        highest=int(row.get("highest") or 5), options=read_options(str(row.get("options") or "")),
        help_zh=str(row.get("help_zh") or ""), help_en=str(row.get("help_en") or ""),
    )  # fmt: skip


def _number(value: Any, otherwise: int) -> Decimal:
    """As it was typed: a browser's 33.3 is the decimal 33.3."""
    try:
        return Decimal(str(value)) if value is not None else Decimal(otherwise)
    except InvalidOperation:
        return Decimal(otherwise)
