"""The indicators that come with the portal: declared in shipped/*.toml, installed once, never overwritten."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.journal import explain
from domain.core.period import Grain, month_of
from domain.core.stale_figures import mark_stale
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.indicator_version import EVER, INDICATOR_MARK, IndicatorVersion, VersionState
from domain.indicators.status import Direction
from domain.organisation.tree import root_unit

SHIPPED = Path(__file__).parent / "shipped"
SOURCES = Path(__file__).parent / "sources.toml"
FORMULA_FIELDS = frozenset(
    {
        "numerator", "denominator", "factor", "nothing_is_zero", "if_zero",
        "amber", "red", "target", "plan", "norm", "min_rows", "hide_below", "min_coverage",
    }
)  # fmt: skip
ENUMS = {"kind": Kind, "measured": Measured, "direction": Direction, "grain": Grain}


def shipped() -> Iterator[Mapping[str, Any]]:
    """Every shipped indicator as declared, with the source of its formula and thresholds if one is named."""
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    for file in sorted(SHIPPED.glob("*.toml")):
        for declared in tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["indicator"]:
            source = sources.get(declared["code"])
            yield {"source": source} | declared if source else declared


def install_catalogue(session: Session, now: datetime) -> int:
    """Add the shipped indicators whose code is not there yet; how many. What people changed stays.

    Their definitions hold for all history, so that imported years get figures too.
    """
    present = set(session.scalars(select(Indicator.code)))
    new = [declared for declared in shipped() if declared["code"] not in present]
    if not new:
        return 0
    indicators = [_indicator(declared) for declared in new]
    for indicator in indicators:
        explain(indicator, action="shipped")
    session.add_all(indicators)
    session.flush()
    versions = [
        _version(indicator.id, declared, now)
        for indicator, declared in zip(indicators, new, strict=True)
        if not indicator.awaits
    ]
    session.add_all(versions)
    session.flush()
    root = root_unit(session)
    mark_stale(session, ((f"{INDICATOR_MARK}{i.id}", root, month_of(EVER)) for i in indicators))
    return len(new)


def _indicator(declared: Mapping[str, Any]) -> Indicator:
    fields = {name: value for name, value in declared.items() if name not in FORMULA_FIELDS}
    return Indicator(
        **{name: ENUMS[name](value) if name in ENUMS else value for name, value in fields.items()}
    )


def _version(indicator_id: int, declared: Mapping[str, Any], now: datetime) -> IndicatorVersion:
    fields = {name: value for name, value in declared.items() if name in FORMULA_FIELDS}
    version = IndicatorVersion(
        indicator_id=indicator_id, effective_from=EVER, state=VersionState.APPROVED, state_since=now, **fields
    )
    version.check()
    explain(version, action="shipped")
    return version
