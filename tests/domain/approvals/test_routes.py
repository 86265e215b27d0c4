"""Routes are written by one person, tried, and put into force by another; requests keep their version."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.approvals.check_route import AdministratorsDecideNothing, NoCommonTier, NoSuchApprover
from domain.approvals.comparison import Operator
from domain.approvals.condition import Condition, Conditions, Join, NoSuchField, OperatorMisfit, ValueMisfit
from domain.approvals.decide import ApprovalOutcome, approve
from domain.approvals.draft_route import AlreadyDrafted, change_draft, new_route
from domain.approvals.preview import preview
from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import RequestState
from domain.approvals.routable import NoSuchStep
from domain.approvals.route import RouteVersion
from domain.approvals.route_state import DrafterApproves, RouteState
from domain.approvals.shipped_routes import SHIPPED_ROUTES, install_routes
from domain.approvals.subject import Subject, subject_of
from domain.approvals.tier import Approver, ApproverKind, HoursOutOfRange, LevelsOutOfRange
from domain.core.clock import business_date
from domain.core.custom_field import CustomField, CustomKind
from domain.core.custom_values import fill_in
from domain.core.errors import Locked, Missing, NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import machine
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState, Level
from tests.domain.approvals.company import Company, role, superior, tier
from tests.factories import an_actor

CHAIR = tier(role("committee_chair"))


def when(field: str, operator: Operator, *values: str) -> Conditions:
    """One condition."""
    return Conditions(items=(Condition(field, operator, values),))


RED = when("level", Operator.ONE_OF, "red")
SMALL = when("value", Operator.LESS_THAN, "1")


def test_a_draft_asks_nobody(company: Company) -> None:
    company.draft(CHAIR)
    assert company.close() is True


def test_a_proposal_asks_nobody(company: Company) -> None:
    company.step("secretary", "propose", company.draft(CHAIR))
    assert company.close() is True


def test_the_drafter_does_not_put_it_into_force(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        company.account(session, "secretary-2", "secretary", "manager")
    version = company.draft(CHAIR)
    company.step("secretary", "propose", version)
    with pytest.raises(DrafterApproves):
        company.step("secretary-2", "put_into_force", version)
    company.step("chair", "put_into_force", version)


def test_who_wrote_on_the_draft_or_proposed_it_has_drafted_it(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        company.account(session, "control-2", "control", "manager")
    version = company.draft(CHAIR)
    company.step("control", "propose", version)
    with pytest.raises(DrafterApproves):
        company.step("control-2", "put_into_force", version)


def test_only_who_may_define_routes_drafts_one(company: Company) -> None:
    names = {"name_zh": "甲", "name_en": "A", "entity": "Alert", "step": "close"}
    with pytest.raises(NotPermitted):
        company.act("chair", new_route, names)


def test_only_who_may_approve_routes_puts_one_into_force(company: Company) -> None:
    version = company.draft(CHAIR)
    company.step("secretary", "propose", version)
    with pytest.raises(NotPermitted):
        company.step("control", "put_into_force", version)


def test_what_is_proposed_can_no_longer_be_changed(company: Company) -> None:
    version = company.draft(CHAIR)
    company.step("secretary", "propose", version)
    with pytest.raises(Locked):
        company.write(version, tier(role("manager")))


@pytest.mark.parametrize(
    ("entity", "step"), [("RouteVersion", "put_into_force"), ("Alert", "fly"), ("Customer", "close")]
)
def test_only_steps_of_workflows_are_routed_and_never_the_routes_own(
    company: Company, entity: str, step: str
) -> None:
    with pytest.raises(NoSuchStep):
        company.act("secretary", new_route, {"name_zh": "甲", "name_en": "A", "entity": entity, "step": step})


def test_a_second_draft_waits_for_the_first(company: Company) -> None:
    version = company.route(CHAIR)
    company.again(version)
    with pytest.raises(AlreadyDrafted):
        company.again(version)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"conditions": when("price", Operator.EQUALS, "1")}, NoSuchField),
        ({"conditions": when("level", Operator.AT_LEAST, "red")}, OperatorMisfit),
        ({"conditions": when("level", Operator.ONE_OF, "purple")}, ValueMisfit),
        ({"conditions": when("value", Operator.AT_LEAST, "many")}, ValueMisfit),
        ({"conditions": when("value", Operator.AT_LEAST)}, Missing),
        ({"tiers": ()}, NoCommonTier),
        ({"tiers": (tier(role("committee_chair"), conditions=RED),)}, NoCommonTier),
        ({"tiers": (tier(),)}, Missing),
        ({"tiers": (tier(role("nobody")),)}, NoSuchApprover),
        ({"tiers": (tier(Approver(ApproverKind.PERSON, "ghost")),)}, NoSuchApprover),
        ({"tiers": (tier(role("administrator")),)}, AdministratorsDecideNothing),
        ({"tiers": (tier(superior(0)),)}, LevelsOutOfRange),
        ({"tiers": (tier(role("manager"), due_hours=4, remind_hours=4),)}, HoursOutOfRange),
        ({"values": {"watched": ["price"]}}, NoSuchField),
    ],
)  # fmt: skip
def test_a_version_that_cannot_work_is_not_proposed(company: Company, facts, refusal) -> None:  # type: ignore[no-untyped-def]
    version = company.draft(CHAIR)
    actor = company.actor("secretary")
    with unit_of_work(actor) as session:
        change_draft(session, actor, version, **facts)
    with pytest.raises(refusal):
        company.step("secretary", "propose", version)


def test_a_route_counts_from_its_day_on(company: Company) -> None:
    version = company.draft(CHAIR, effective_from=business_date(company.now) + timedelta(days=2))
    company.in_force(version)
    company.later(days=2)
    assert company.close() is False


def test_before_its_day_the_step_is_free(company: Company) -> None:
    company.in_force(company.draft(CHAIR, effective_from=business_date(company.now) + timedelta(days=2)))
    assert company.close() is True


def test_a_late_approval_does_not_reach_back(company: Company) -> None:
    version = company.draft(CHAIR)
    company.later(days=5)
    company.in_force(version)
    assert company.version(version).effective_from == business_date(company.now)


def test_a_running_request_keeps_the_version_it_began_with(company: Company) -> None:
    version = company.route(CHAIR)
    company.close()
    newer = company.again(version)
    company.write(newer, tier(role("committee_member")))
    company.in_force(newer)
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED
    assert company.request().version_id == version


def test_a_version_may_end_its_route(company: Company) -> None:
    ending = company.again(company.route(CHAIR))
    company.write(ending, ends_route=True)
    company.in_force(ending)
    assert company.close() is True


def test_every_change_of_a_route_is_in_the_journal(company: Company) -> None:
    version = company.route(CHAIR, note="Committee of June")
    with reading(machine("test")) as session:
        lines = session.scalars(
            select(JournalEntry).where(
                JournalEntry.entity == "RouteVersion", JournalEntry.entity_id == version
            )
        ).all()
    assert [line.action for line in lines] == ["created", "changed", "propose", "put_into_force"]
    assert {line.actor for line in lines} == {"secretary", "chair"}


@pytest.mark.parametrize(
    ("conditions", "routed"),
    [
        (when("value", Operator.AT_LEAST, "70"), True),
        (when("value", Operator.MORE_THAN, "70"), False),
        (when("value", Operator.LESS_THAN, "70.5"), True),
        (when("level", Operator.ONE_OF, "red"), True),
        (when("level", Operator.NONE_OF, "red", "amber"), False),
        (when("unit_id", Operator.WITHIN, "ROOT"), True),
        (when("unit_id", Operator.ONE_OF, "EAST"), True),
        (when("unit_id", Operator.WITHIN, "WEST"), False),
        (when("unit_id", Operator.OUTSIDE, "WEST"), True),
        (when("owner_id", Operator.ONE_OF, "owner"), True),
        (when("indicator.kind", Operator.ONE_OF, "KRI"), True),
        (when("indicator.code", Operator.CONTAINS, "t"), True),
        (when("accepted_until", Operator.EMPTY), True),
        (when("amber", Operator.AT_LEAST, "0"), False),
        (when("was_real", Operator.YES), False),
        (Conditions(Join.ANY, (*SMALL.items, *RED.items)), True),
        (Conditions(Join.ALL, (*SMALL.items, *RED.items)), False),
    ],
)  # fmt: skip
def test_conditions_decide_whether_the_route_applies(
    company: Company, conditions: Conditions, routed: bool
) -> None:
    company.route(CHAIR, conditions=conditions)
    assert company.close() is not routed


@pytest.mark.parametrize(("limit", "routed"), [("1250.5", True), ("1250.51", False)])
def test_a_field_that_people_added_decides_as_well(company: Company, limit: str, routed: bool) -> None:
    with unit_of_work(an_actor()) as session:
        field = CustomField(
            entity="Alert", key="loss", kind=CustomKind.MONEY, name_zh="损失", name_en="Loss", position=1
        )
        session.add(field)
        session.flush()
        alert = session.get_one(Alert, company.alert_id)
        fill_in(session, an_actor(), alert, {"loss": "1,250.50"})
    company.route(CHAIR, conditions=when("custom.loss", Operator.AT_LEAST, limit))
    assert company.close() is not routed


def test_a_tier_is_asked_only_where_its_conditions_hold(company: Company) -> None:
    big = tier(role("manager"), conditions=when("value", Operator.AT_LEAST, "1000"))
    company.route(CHAIR, big)
    company.close()
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_of_two_routes_the_lower_priority_number_counts(company: Company) -> None:
    company.route(CHAIR, priority=50)
    first = company.route(tier(role("committee_member")), priority=10)
    company.close()
    assert company.request().version_id == first


def test_a_change_of_what_decided_voids_the_request(company: Company) -> None:
    company.route(CHAIR, conditions=when("value", Operator.AT_LEAST, "50"))
    company.close()
    _change(company, value=Decimal(90))
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.OUTDATED
    assert company.request().state is RequestState.OUTDATED
    assert company.alert().state is AlertState.OPEN


def test_a_change_of_something_else_does_not(company: Company) -> None:
    company.route(CHAIR, conditions=when("value", Operator.AT_LEAST, "50"))
    company.close()
    _change(company, planned_action="Call the customer")
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_a_watched_field_must_stay_as_submitted(company: Company) -> None:
    company.route(CHAIR, watched=["level"])
    company.close()
    _change(company, level=Level.AMBER)
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.OUTDATED


def test_a_record_that_moved_on_voids_the_request_and_may_be_asked_for_anew(company: Company) -> None:
    company.route(CHAIR)
    company.close()
    _move_on(company)
    assert company.close() is False
    with reading(machine("test")) as session:
        states = session.scalars(select(ApprovalRequest.state).order_by(ApprovalRequest.id)).all()
    assert states == [RequestState.OUTDATED, RequestState.RUNNING]


def test_a_preview_of_a_record_says_who_decides_and_who_cannot(company: Company) -> None:
    version = company.draft(tier(Approver(ApproverKind.PERSON, "owner"), superior()), CHAIR)
    with reading(company.actor("secretary")) as session:
        alert = session.get_one(Alert, company.alert_id)
        draft = session.get_one(RouteVersion, version)
        found = preview(
            session, draft, subject_of(session, alert, company.people["control"]), business_date(company.now)
        )
    assert [[one.name for one in tier.people] for tier in found.tiers] == [["head"], ["chair"]]
    assert found.possible


def test_a_preview_of_an_imagined_record_gives_the_reason_of_each_tier(company: Company) -> None:
    big = tier(role("manager"), conditions=when("value", Operator.AT_LEAST, "1000"))
    version = company.draft(CHAIR, big, conditions=when("level", Operator.ONE_OF, "red"))
    with reading(company.actor("secretary")) as session:
        draft = session.get_one(RouteVersion, version)
        imagined = Subject(
            session, company.people["control"], company.east, values={"level": "red", "value": Decimal(5)}
        )
        found = preview(session, draft, imagined, business_date(company.now))
    assert found.judgement.holds
    assert [tier.asked for tier in found.tiers] == [True, False]
    assert found.tiers[1].judgement.findings[0].value == Decimal(5)


def test_a_preview_names_the_tier_for_which_there_is_nobody(company: Company) -> None:
    version = company.draft(CHAIR, tier(Approver(ApproverKind.PERSON, "chair")))
    with reading(company.actor("secretary")) as session:
        draft = session.get_one(RouteVersion, version)
        imagined = Subject(session, company.people["control"], company.east)
        found = preview(session, draft, imagined, business_date(company.now))
    assert not found.possible
    assert sum(one.stuck for one in found.tiers) == 1


def test_shipped_routes_are_drafts_that_could_be_proposed(company: Company) -> None:
    with unit_of_work(machine("upgrade")) as session:
        install_routes(session, company.now)
        install_routes(session, company.now)
    with reading(machine("test")) as session:
        shipped = session.scalars(select(RouteVersion).order_by(RouteVersion.id)).all()
    assert len(shipped) == len(SHIPPED_ROUTES)
    assert {one.state for one in shipped} == {RouteState.DRAFT}
    for one in shipped:
        company.step("secretary", "propose", one.id)


def _change(company: Company, **facts: object) -> None:
    with unit_of_work(an_actor()) as session:
        alert = session.get_one(Alert, company.alert_id)
        for name, value in facts.items():
            setattr(alert, name, value)


def _move_on(company: Company) -> None:
    actor = company.actor("owner")
    with unit_of_work(actor) as session:
        alert = session.get_one(Alert, company.alert_id)
        alert.workflow.take("acknowledge", alert, actor, company.now, "Seen")
