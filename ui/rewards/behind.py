"""From an amount to the records behind it: readings of indicators, results, bad debts, returns."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from domain.core.period import written
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run_state import LineKind
from domain.rewards.losses import LossKind
from ui.language import _, label
from ui.routes import bare_link, page_for

Way = tuple[str, str, dict[str, str]]
"""Page (by address or entity), words, what it is asked."""


def draw_behind(line: BonusLine, place: str) -> None:
    """The ways this person may go."""
    ways = [way for way in _ways(line) if page_for(way[0]) is not None]
    if not ways:
        return
    with st.container(horizontal=True, key=f"links-{place}-{line.id}", gap="small"):
        for page, text, asks in ways:
            bare_link(page, text, asks)


def _ways(line: BonusLine) -> Iterator[Way]:
    given = line.inputs
    if line.kind is LineKind.BONUS:
        yield "Assessment", label("entity.Assessment"), {"id": str(given["assessment_id"])}
        for base in bases_of(given):
            yield "BonusBase", label("entity.BonusBase"), {"id": str(base)}
        yield from _figures(line)
    for loss in {one["id"]: one for one in given.get("losses", ())}.values():
        kind = LossKind(loss["kind"])
        yield kind.entity, f"{label(kind)} {loss['number']}", {"id": str(loss["id"])}
    if line.origin_id is not None:
        yield "BonusLine", label("BonusLine.origin"), {"id": str(line.origin_id)}
        person, last = str(line.person_id), given["last"]
        asks = {"salesperson": person, "issued_on": f"{given['first']}..{last}", "status": "posted"}
        yield "invoices", _("Invoices of that cycle"), asks


def bases_of(given: Mapping[str, Any]) -> list[int]:
    """Records of the amounts, each once; older lines have one."""
    base = given["base"]
    parts = [base] if isinstance(base, Mapping) else base
    return list(dict.fromkeys(one["id"] for one in parts))


def _figures(line: BonusLine) -> Iterator[Way]:
    given = line.inputs
    period = written(given["last_month"])
    if (found := given["collection"]) is not None:
        yield "indicators", found["code"], {
            "code": found["code"], "by": "salesperson", "member": str(line.person_id), "period": period,
            "records": "numerator",
        }  # fmt: skip
    if (found := given["team"]) is not None:
        yield "indicators", found["code"], {
            "code": found["code"], "unit": str(given["unit_id"]), "period": period, "records": "numerator"
        }  # fmt: skip
