"""Indicators move between portals as proposals: what was approved elsewhere is approved here once more."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.core.permission import Actor
from domain.indicators.custom_measure import Aggregate, CustomMeasure
from domain.indicators.custom_measure_define import define_measure
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.indicator_version import EVER, ApproverProposed, IndicatorVersion, VersionState
from domain.indicators.measure_part import MeasurePart
from domain.indicators.propose_indicator import propose_indicator
from domain.indicators.status import Direction
from domain.transfer.bring_in import Fate, bring_in, try_out
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import read
from tests.domain.indicators.trading import invoice
from tests.factories import NOON, a_person, an_actor, the_root

KINDS = ("CustomMeasure", "Indicator", "IndicatorVersion")


@pytest.fixture
def importer(session: Session) -> Actor:
    the_root(session)
    return replace(an_actor(), person_id=a_person(session).id, user_id=5)


def configured(session: Session) -> bytes:
    """A pack with a measure and an indicator over it, taken from a portal that is empty again."""
    home = replace(an_actor(), person_id=a_person(session).id, user_id=1)
    wanted = {"name_zh": "发票", "name_en": "Invoices", "fact": "Invoice"}
    measure = define_measure(session, home, wanted | {"code": "own_invoices", "aggregate": Aggregate.COUNT})
    values = {
        "code": "Z01", "kind": Kind.KPI, "name_zh": "张数", "name_en": "Number", "measured": Measured.COUNT,
        "direction": Direction.HB, "grain": Grain.MONTH,
    }  # fmt: skip
    version = propose_indicator(session, home, values, {"numerator": "own_invoices", "amber": "2"}, NOON)
    approver = replace(an_actor(), person_id=a_person(session).id, user_id=2)
    version.workflow.take("approve", version, approver, NOON)
    pack = make_pack(session, home, KINDS).encode()
    for record in (version, session.get_one(Indicator, version.indicator_id), measure):
        session.delete(record)
        session.flush()
    return pack


def test_an_approved_definition_comes_in_as_a_proposal_of_who_brings_it(
    session: Session, importer: Actor
) -> None:
    invoice(session, "2026-01-05", None, 100)
    lines = bring_in(session, importer, read(configured(session)), NOON)
    assert [(line.item.kind, line.fate) for line in lines] == [(kind, Fate.NEW) for kind in KINDS]
    version = session.scalars(select(IndicatorVersion)).one()
    assert (version.state, version.effective_from) == (VersionState.PROPOSED, EVER)
    assert (version.numerator, version.amber) == ("own_invoices", "2")
    assert version.proposed_by_id == importer.person_id
    assert not session.get_one(Indicator, version.indicator_id).is_active
    assert session.scalars(select(MeasurePart.amount).where(MeasurePart.measure == "own_invoices")).one() == 1
    with pytest.raises(ApproverProposed):
        version.workflow.take("approve", version, importer, NOON)


def test_bringing_it_in_twice_proposes_nothing_twice(session: Session, importer: Actor) -> None:
    pack = configured(session)
    bring_in(session, importer, read(pack), NOON)
    bring_in(session, importer, read(pack), NOON)
    version = session.scalars(select(IndicatorVersion)).one()
    approver = replace(an_actor(), person_id=a_person(session).id, user_id=6)
    version.workflow.take("approve", version, approver, NOON)
    assert {line.fate for line in bring_in(session, importer, read(pack), NOON)} == {Fate.SAME}
    assert make_pack(session, importer, KINDS).encode() == pack


def test_a_dry_run_of_indicators_leaves_nothing_behind(session: Session, importer: Actor) -> None:
    assert {line.fate for line in try_out(session, importer, read(configured(session)), NOON)} == {Fate.NEW}
    assert session.scalars(select(CustomMeasure.id)).all() == []
    assert session.scalars(select(IndicatorVersion.id)).all() == []
