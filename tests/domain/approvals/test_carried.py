"""A route moves to another portal in a pack and arrives as a draft, which somebody else puts into force."""

from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.route_state import RouteState
from domain.core.permission import machine
from domain.transfer.bring_in import Fate, bring_in
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import read
from tests.domain.approvals.company import Company, role, tier
from tests.factories import an_actor

KINDS = ("ApprovalRoute", "RouteVersion")


def test_a_route_is_carried_and_arrives_as_a_draft(company: Company) -> None:
    company.route(tier(role("committee_chair")), watched=["value"])
    pack = _pack(company)
    with unit_of_work(an_actor()) as session:
        for row in [*session.scalars(select(RouteVersion)), *session.scalars(select(ApprovalRoute))]:
            session.delete(row)
    assert company.close() is True
    _bring(company, pack)
    version = _latest()
    assert version.state is RouteState.DRAFT
    assert version.drafter_ids == [company.people["secretary"]]
    company.in_force(version.id)
    assert _pack(company) == pack


def test_what_is_the_same_changes_nothing(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    assert _bring(company, _pack(company)) == [Fate.SAME, Fate.SAME]


def test_what_differs_becomes_a_draft_and_the_route_in_force_stays(company: Company) -> None:
    version = company.route(tier(role("committee_chair")))
    pack = _pack(company)
    newer = company.again(version)
    company.write(newer, tier(role("committee_member")))
    company.in_force(newer)
    assert _bring(company, pack) == [Fate.SAME, Fate.CHANGED]
    assert _bring(company, pack) == [Fate.SAME, Fate.CHANGED]
    assert _latest().state is RouteState.DRAFT
    company.close()
    assert company.request().version_id == newer


def _pack(company: Company) -> bytes:
    with unit_of_work(an_actor()) as session:
        return make_pack(session, an_actor(), KINDS).encode()


def _bring(company: Company, pack: bytes) -> list[Fate]:
    """Somebody who may everything, in the secretary's person."""
    actor = an_actor(user_id=company.users["secretary"], person_id=company.people["secretary"])
    with unit_of_work(actor) as session:
        return [line.fate for line in bring_in(session, actor, read(pack), company.now)]


def _latest() -> RouteVersion:
    with reading(machine("test")) as session:
        return session.scalars(select(RouteVersion).order_by(RouteVersion.id.desc()).limit(1)).one()
