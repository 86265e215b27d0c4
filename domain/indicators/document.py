"""What every indicator means and how it is computed, as a document for people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.shipped_roles import SHIPPED_ROLES
from domain.core.language import label
from domain.indicators.formula import SIGNATURES
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.indicators.registry import REGISTRY

BOTH = ("zh_CN", "en")
DESCRIBING = (
    "code", "kind", "name_zh", "name_en", "question_zh", "question_en", "definition_zh", "definition_en",
    "measured", "direction", "grain", "owner_role", "source", "awaits",
)  # fmt: skip
COMPUTING = (
    "numerator", "denominator", "factor", "amber", "red", "target", "plan", "norm", "min_rows", "hide_below",
)  # fmt: skip


def definitions_in_force(session: Session, today: date) -> Iterator[Mapping[str, Any]]:
    """The indicators of this company with the version in force on a day."""
    query = (
        select(Indicator, IndicatorVersion)
        .join(IndicatorVersion, IndicatorVersion.indicator_id == Indicator.id)
        .where(IndicatorVersion.state == VersionState.APPROVED, IndicatorVersion.effective_from <= today)
        .order_by(Indicator.code, IndicatorVersion.effective_from, IndicatorVersion.id)
    )
    latest = {indicator.id: (indicator, version) for indicator, version in session.execute(query)}
    for indicator, version in latest.values():
        yield _described(indicator) | {name: getattr(version, name) for name in COMPUTING}
    for indicator in session.scalars(select(Indicator).where(Indicator.awaits != "")):
        if indicator.id not in latest:
            yield _described(indicator)


def _described(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in DESCRIBING}


def indicator_document(definitions: Iterable[Mapping[str, Any]]) -> str:
    """The document in Markdown, both languages side by side."""
    rows = sorted(definitions, key=lambda row: str(row["code"]))
    lines = ["# 指标 Indicators", "", *_contents(rows)]
    for row in rows:
        lines += _section(row)
    lines += ["", "## 度量 Measures", "", *_measures()]
    lines += ["", "## 函数 Functions", "", *(f"- `{signature}`" for signature in sorted(SIGNATURES.values()))]
    return "\n".join(lines) + "\n"


def _contents(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield "| 代码 Code | 指标 Indicator | 单位 Unit | 期间 Period | 关注 Amber | 超限 Red |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows:
        unit, period = _both(f"Measured.{row['measured']}"), _both(f"Grain.{row['grain']}")
        thresholds = " | ".join(f"`{row[name]}`" if row.get(name) else "-" for name in ("amber", "red"))
        yield f"| {row['code']} | {row['name_zh']} / {row['name_en']} | {unit} | {period} | {thresholds} |"


def _section(row: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"## {row['code']} {row['name_zh']} / {row['name_en']}", "")
    for language in ("zh", "en"):
        yield f"**{row[f'question_{language}']}** {row[f'definition_{language}']}"
        yield ""
    kind, direction = row["kind"], row["direction"]
    yield f"- {_both(f'Kind.{kind}')}; {_both(f'Direction.{direction}')}"
    if row.get("owner_role"):
        yield f"- 责任角色 Owner: {_ROLES.get(row['owner_role'], row['owner_role'])}"
    if row.get("source"):
        yield f"- 依据 Source: {row['source']}"
    if missing := row.get("awaits"):
        yield f"- 尚缺数据 Awaits: {_both(f'awaits.{missing}', ' / ')}"
    else:
        yield f"- 公式 Formula: `{_formula(row)}`"
        yield from _judged(row)


def _judged(row: Mapping[str, Any]) -> Iterator[str]:
    """By which thresholds, and from how many cases on."""
    for name, said in _THRESHOLDS:
        if row.get(name):
            yield f"- {said}: `{row[name]}`"
    if row.get("min_rows"):
        yield f"- 评级所需样本 Cases needed for a colour: {row['min_rows']}"
    if row.get("hide_below"):
        yield f"- 显示所需样本 Cases needed to be shown: {row['hide_below']}"


_THRESHOLDS = (
    ("amber", "关注 Amber"),
    ("red", "超限 Red"),
    ("target", "目标 Target"),
    ("plan", "plan"),
    ("norm", "norm"),
)
_ROLES = {role.code: f"{role.name_zh} {role.name_en}" for role in SHIPPED_ROLES}


def _formula(row: Mapping[str, Any]) -> str:
    numerator, denominator, factor = (str(row.get(name) or "") for name in COMPUTING[:3])
    divided = f"{_grouped(numerator)} / {_grouped(denominator)}" if denominator else numerator
    return f"{divided} * {factor}" if factor else divided


def _grouped(part: str) -> str:
    """In brackets, unless it is one name or one function."""
    return part if re.fullmatch(r"\w+(\([^()]*\))?", part) else f"({part})"


def _measures() -> Iterator[str]:
    for name, measure in sorted(REGISTRY.measures.items()):
        facts = sorted({part.fact.__tablename__ for part in measure.parts})
        yield f"- `{name}` {_both(f'measure.{name}')} ({measure.kind.value}: {', '.join(facts)})"


def _both(key: str, between: str = " ") -> str:
    return between.join(dict.fromkeys(label(key, language) for language in BOTH))
