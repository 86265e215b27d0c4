"""Whatever the routes and whoever tries: no step is taken with the submitter, or with too few persons."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.approvals.decide import approve
from domain.approvals.decision import DecisionKind
from domain.approvals.request_state import RequestState
from domain.approvals.route import RouteVersion
from domain.approvals.tier import Approver, ApproverKind, Tier, TierMode
from domain.core.errors import DomainError
from domain.indicators.alert_state import AlertState
from tests.domain.approvals.company import STAFF, Company, role, superior, tier
from tests.factories import an_actor

APPROVERS = st.one_of(
    st.sampled_from(["manager", "committee_chair", "committee_member", "internal_control"]).map(role),
    st.sampled_from(sorted(STAFF)).map(lambda name: Approver(ApproverKind.PERSON, name)),
    st.integers(1, 3).map(superior),
)
TIERS = st.builds(
    lambda approvers, mode: tier(*approvers, mode=mode),
    st.lists(APPROVERS, min_size=1, max_size=3),
    st.sampled_from(TierMode),
)
WHO = sorted([*STAFF, "control-2", "chair-2", "member-2"])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tiers=st.lists(TIERS, min_size=1, max_size=3), tries=st.permutations(WHO * 2))
def test_no_step_is_taken_with_the_submitter_or_too_few_persons(
    company: Company, tiers: list[Tier], tries: list[str]
) -> None:
    _begin(company)
    company.route(*tiers, priority=1)
    try:
        if company.close():
            raise AssertionError("the route was passed by")
    except DomainError:
        assert company.alert().state is AlertState.OPEN
        return
    request = company.request()
    for who in tries:
        try:
            company.act(who, approve, request.id)
        except DomainError:
            continue
    request = company.request()
    mine = [one for one in company.decisions() if one.request_id == request.id]
    approvals = [one for one in mine if one.kind is DecisionKind.APPROVED]
    people = [one.person_id for one in approvals]
    assert company.people["control"] not in people
    assert company.people["admin"] not in people
    assert company.people["owner"] not in people  # the step's own rule bans the owner
    assert len(people) == len(set(people))
    closed = company.alert().state is AlertState.CLOSED
    assert closed is (request.state is RequestState.APPROVED)
    if closed:
        assert {one.tier for one in approvals} == set(range(len(tiers)))


def _begin(company: Company) -> None:
    """A new alert; the accounts that try to count twice; no route of an earlier example."""
    with unit_of_work(an_actor()) as session:
        company.alert_id = company.an_alert(session).id
        if "control-2" not in company.users:
            company.account(session, "control-2", "control", "committee_chair")
            company.account(session, "chair-2", "chair", "committee_member")
            company.account(session, "member-2", "member", "manager")
        for version in session.scalars(select(RouteVersion)):
            version.ends_route = True
