"""The way from a value to the records it rests on."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from domain.appraisal.item_score import ItemScore
from domain.indicators.reading import recalled
from ui import formats
from ui.appraisal.look import AssessmentLook, Line
from ui.language import _, say
from ui.routes import literal, page_link


def path_link(seen: AssessmentLook, line: Line, text: str) -> None:
    """The value; pressed, it shows the records behind it, where this person may read them."""
    path: Mapping[str, Any] = (line.score.path if line.score else None) or {}
    page, asks = str(path.get("page") or ""), path.get("asks")
    if not page or not asks:
        st.markdown(f"**{literal(text)}**")
        return
    asked = {str(name): str(said) for name, said in asks.items()}
    page_link(page, text, asked, f"assessment-{seen.assessment.id}-{line.key}-records")


def path_facts(score: ItemScore, seen: AssessmentLook, line: Line) -> Iterator[str]:
    """From what the value was worked out: parts, months, records, the day it was read."""
    path: Mapping[str, Any] = score.path or {}
    if score.numerator is not None and score.denominator is not None:
        yield f"{formats.short(score.numerator)} / {formats.short(score.denominator)}"
    if path.get("first") and path.get("last"):
        yield f"{formats.month(int(path['first']))} ~ {formats.month(int(path['last']))}"
    count = path.get("rows", path.get("count"))
    if count is not None:
        yield _("{count} records", count=formats.number(int(count)))
    if path.get("as_of"):
        yield _("as of {day}", day=str(path["as_of"]))


def why_none(score: ItemScore | None) -> str:
    """Why there is no value."""
    if score is None:
        return _("not pulled yet")
    found = recalled(score.why)
    return say(found) if found else ""
