"""The catalogue is whole: 54 KPIs and 64 KRIs, each explained, most computed, the others saying why not."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.core.language import catalogue
from domain.indicators.catalogue import shipped
from domain.indicators.document import indicator_document

KPIS = [f"K{number:02}" for number in range(1, 55)]
KRIS = [f"R{number:02}" for number in range(1, 65)]
LEAST_COMPUTED = 75
DECLARED: Mapping[str, Mapping[str, Any]] = {declared["code"]: declared for declared in shipped()}
WHOLE = pytest.mark.parametrize("code", [*KPIS, *KRIS])


@WHOLE
def test_every_indicator_of_the_reference_is_shipped_and_explained(code: str) -> None:
    declared = DECLARED[code]
    assert declared["kind"] == ("KPI" if code in KPIS else "KRI")
    for field in ("name", "question", "definition"):
        assert declared[f"{field}_zh"].strip()
        assert declared[f"{field}_en"].strip()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in declared["definition_zh"])


@WHOLE
def test_every_indicator_has_an_owner_and_a_source(code: str) -> None:
    assert DECLARED[code]["owner_role"]
    assert DECLARED[code]["source"].strip()


@WHOLE
def test_an_indicator_is_judged_by_thresholds_or_says_what_it_awaits(code: str) -> None:
    declared = DECLARED[code]
    if missing := declared.get("awaits"):
        assert not declared.get("numerator")
        assert all(f"awaits.{missing}" in catalogue(language) for language in ("zh_CN", "en"))
    else:
        assert declared["numerator"]
        assert declared["amber"]
        assert declared["red"]


def test_most_of_them_compute() -> None:
    computed = [code for code in (*KPIS, *KRIS) if DECLARED[code].get("numerator")]
    assert len(computed) >= LEAST_COMPUTED


def test_an_awaited_indicator_names_what_brings_its_facts() -> None:
    for declared in DECLARED.values():
        if missing := declared.get("awaits"):
            said = catalogue("en")[f"awaits.{missing}"]
            assert "import" in said.lower() or "screen" in said.lower(), said


def test_the_document_tells_thresholds_owner_and_source() -> None:
    written = indicator_document(DECLARED.values())
    section = written[written.index("## R52 ") : written.index("## R53 ")]
    assert "责任角色 Owner: 系统管理员 Administrator" in section
    assert "依据 Source: IT 一般控制" in section
    assert "公式 Formula: `leaver_accounts`" in section
    assert "关注 Amber: `0`" in section


def test_the_document_says_what_an_awaited_indicator_lacks() -> None:
    awaited = {**DECLARED["R52"], "code": "Z99", "awaits": "dealer_sales"}
    awaited.pop("numerator")
    written = indicator_document([awaited])
    assert "尚缺数据 Awaits:" in written
    assert "公式 Formula:" not in written[: written.index("## 度量")]
