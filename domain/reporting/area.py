"""The areas of the business that indicators are grouped by: where each is declared."""

import tomllib
from collections.abc import Mapping
from functools import cache

from domain.indicators.catalogue import SHIPPED

AREAS = (
    "sales", "contracts", "credit", "receivables", "inventory", "spending", "service", "workforce",
    "oversight", "partners",
)  # fmt: skip
OTHER = "other"
"""Indicators that people defined themselves."""


def area_of(code: str) -> str:
    """The area of an indicator."""
    return _declared().get(code, OTHER)


def order_of(area: str) -> int:
    """Where the area stands among the others."""
    return AREAS.index(area) if area in AREAS else len(AREAS)


@cache
def _declared() -> Mapping[str, str]:
    return {
        declared["code"]: file.stem
        for file in sorted(SHIPPED.glob("*.toml"))
        for declared in tomllib.loads(file.read_text(encoding="utf-8"))["indicator"]
    }
