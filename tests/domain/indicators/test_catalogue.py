"""The shipped indicators: complete, readable in both languages, never in the way of what people changed."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.shipped_roles import SHIPPED_ROLES
from domain.core.language import catalogue, label
from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import Why
from domain.indicators.alert_state import AlertState, Level, Rung
from domain.indicators.catalogue import install_catalogue, shipped
from domain.indicators.definition import Definition
from domain.indicators.document import definitions_in_force, indicator_document
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.indicators.registry import REGISTRY, Registry
from domain.receivables.invoice import Invoice
from domain.sales.opportunity import Opportunity
from tests.domain.indicators.trading import TODAY, install
from tests.factories import NOON

DOCUMENT = Path(__file__).parents[3] / "docs" / "indicators.md"
COMMON = {"id", "version", "created_at", "updated_at", "archived_at", "custom", "state", "state_since"}
"""Columns every entity has; they are named once, as `field.*`."""
ASKED_FOR = {
    "K01", "K03", "K06", "K07", "K10", "K13", "K26", "K30", "K31", "K32", "K33", "K34", "K35", "K36",
    "R05", "R06", "R07", "R08", "R28", "R30", "R31",
}  # fmt: skip


def test_all_first_indicators_are_shipped_and_none_twice() -> None:
    codes = [declared["code"] for declared in shipped()]
    assert set(codes) >= ASKED_FOR
    assert len(codes) == len(set(codes))


def test_every_shipped_indicator_explains_itself_in_both_languages() -> None:
    for declared in shipped():
        for field in ("name", "question", "definition"):
            assert declared[f"{field}_zh"].strip(), declared["code"]
            assert declared[f"{field}_en"].isascii() or "ü" in declared[f"{field}_en"], declared["code"]


def test_every_shipped_owner_is_a_shipped_role() -> None:
    assert {declared["owner_role"] for declared in shipped()} <= {role.code for role in SHIPPED_ROLES}


def test_installing_again_adds_nothing_and_keeps_what_people_changed(session: Session) -> None:
    install(session)
    changed = session.scalars(select(Indicator).where(Indicator.code == "K30")).one()
    changed.name_en, changed.is_active = "Our DSO", False
    session.flush()
    assert install_catalogue(session, NOON) == 0
    session.expire_all()
    assert (changed.name_en, changed.is_active) == ("Our DSO", False)


def test_every_shipped_definition_can_be_computed(session: Session) -> None:
    install(session)
    for version in session.scalars(select(IndicatorVersion)):
        assert version.state is VersionState.APPROVED
        definition = Definition.of(version, REGISTRY.measures)
        assert definition.broken is None
        assert definition.basis
        assert definition.by_member <= set(REGISTRY.with_members)


def test_the_document_in_the_repository_is_up_to_date() -> None:
    fresh = indicator_document(shipped())
    assert DOCUMENT.read_text(encoding="utf-8") == fresh, (
        "write it anew: .venv/bin/neikong indicators document --shipped > docs/indicators.md"
    )


def test_a_company_gets_a_document_of_its_own_definitions(session: Session) -> None:
    install(session)
    session.scalars(select(Indicator).where(Indicator.code == "K30")).one().name_en = "Our DSO"
    session.flush()
    written = indicator_document(definitions_in_force(session, TODAY))
    assert "Our DSO" in written
    assert "receivables / window(invoiced, 3) * days" in written


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_people_read_about_indicators_has_a_name(language: str) -> None:
    words = [*Kind, *Measured, *VersionState, *AlertState, *Level, *Rung, *Why]
    keys = [f"measure.{name}" for name in REGISTRY.measures]
    keys += [f"step.{step.name}" for entity in (Alert, IndicatorVersion) for step in entity.workflow.steps]
    for entity in (Alert, Indicator, IndicatorVersion):
        columns = {column.key for column in entity.__table__.columns} - COMMON
        keys += [f"{entity.__name__}.{column}" for column in sorted(columns)]
    unnamed = [key for key in (*words, *keys) if label(key, language) in (key, f"{type(key).__name__}.{key}")]
    assert not unnamed


def test_what_a_zero_denominator_means_is_said_in_chinese_too() -> None:
    meanings = {declared["if_zero"] for declared in shipped() if declared.get("if_zero")}
    assert meanings <= catalogue("zh_CN").keys()


def count_of(**part: object) -> Measure:
    return Measure(name="m", parts=(Part(fact=Invoice, period=Invoice.period, **part),))  # type: ignore[arg-type]


def test_measures_that_do_not_fit_their_table_are_refused_when_they_are_declared() -> None:
    odd = Part(fact=Invoice, period=Opportunity.cycle_days)
    wrong = {
        "share a name": (count_of(), count_of()),
        "period columns": (Measure(name="m", parts=(odd,)),),
        "has no": (Measure(name="m", parts=count_of().parts, dimensions=frozenset({"product"})),),
        "needs a bin": (Measure(name="m", parts=count_of().parts, kind=MeasureKind.HISTOGRAM),),
        "members are customers": (Measure(name="m", parts=count_of().parts, members=True),),
    }
    for complaint, measures in wrong.items():
        with pytest.raises(ValueError, match=complaint):
            Registry.of(measures, ())


def test_every_fact_that_is_summed_can_be_shown_row_by_row() -> None:
    shown = {
        part.fact if part.subject is None else measure.parts[0].fact
        for measure in REGISTRY.measures.values()
        for part in measure.parts
    }
    assert shown <= REGISTRY.records.keys()
    assert all(isinstance(view, RecordView) for view in REGISTRY.records.values())
