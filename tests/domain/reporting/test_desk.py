"""What waits for one person, and for nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Grant, Permission
from domain.improvement.issue_state import IssueState
from domain.indicators.alert_state import AlertState
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from domain.intake.batch import ImportBatch
from domain.intake.draft import ImportDraft
from domain.reporting.desk import RECENT, desk
from tests.domain.reporting.waiting_room import a_measure, an_alert, an_indicator, an_issue
from tests.factories import NOON, a_person, a_user, added, an_actor

TODAY = date(2026, 6, 15)
EVERYTHING = frozenset(Permission)


def a_colleague(session: Session, role: str = "test", *permissions: Permission) -> Actor:
    granted = frozenset(permissions) or EVERYTHING
    return Actor(name="Ada", person_id=a_person(session).id, grants=(Grant(role, granted),))


def test_an_empty_desk_has_nothing_waiting(session: Session) -> None:
    found = desk(session, a_colleague(session), TODAY)
    assert (found.waiting, found.overdue(TODAY)) == (0, 0)


def test_my_alerts_wait_for_me_not_for_others(session: Session) -> None:
    me, other = a_colleague(session), a_colleague(session)
    mine = an_alert(session, owner_id=me.person_id)
    assert [one.alert.id for one in desk(session, me, TODAY).alerts] == [mine.id]
    assert desk(session, other, TODAY).waiting == 0


def test_an_alert_of_a_role_waits_for_its_holders(session: Session) -> None:
    alert = an_alert(session, owner_role="receivables")
    holder, other = a_colleague(session, "receivables"), a_colleague(session, "sales")
    assert [one.alert.id for one in desk(session, holder, TODAY).alerts] == [alert.id]
    assert desk(session, other, TODAY).alerts == []


def test_a_risk_to_accept_is_an_approval_not_an_alert(session: Session) -> None:
    boss = a_colleague(session)
    owner = a_person(session, superior_id=boss.person_id)
    asked = an_alert(
        session, owner_id=owner.id, state=AlertState.ACCEPTANCE_ASKED, acceptance_asked_by_id=owner.id,
        accepted_until=date(2026, 7, 1),
    )  # fmt: skip
    found = desk(session, boss, TODAY)
    assert [one.alert.id for one in found.risks] == [asked.id]
    assert found.alerts == []
    self_asked = Actor(name="Owner", person_id=owner.id, grants=(Grant("test", EVERYTHING),))
    assert desk(session, self_asked, TODAY).risks == []


def test_a_plan_waits_for_approval_by_somebody_else_than_its_owner(session: Session) -> None:
    owner, approver = a_colleague(session), a_colleague(session)
    plan = an_issue(session, IssueState.PLAN_PROPOSED, owner_id=owner.person_id)
    assert [issue.id for issue in desk(session, approver, TODAY).plans] == [plan.id]
    assert desk(session, owner, TODAY).plans == []


def test_an_issue_waits_for_its_owner_where_the_step_is_the_owners(session: Session) -> None:
    owner, other = a_colleague(session), a_colleague(session)
    issue = an_issue(session, IssueState.CAUSE_ANALYSIS, owner_id=owner.person_id)
    assert [one.id for one in desk(session, owner, TODAY).issues] == [issue.id]
    assert desk(session, other, TODAY).issues == []


def test_my_measures_come_with_the_most_urgent_first_and_late_ones_are_counted(session: Session) -> None:
    me = a_colleague(session)
    assert me.person_id is not None
    issue = an_issue(session, IssueState.IN_PROGRESS)
    later = a_measure(session, issue, me.person_id, TODAY + timedelta(days=3))
    late = a_measure(session, issue, me.person_id, TODAY - timedelta(days=1))
    found = desk(session, me, TODAY)
    assert [measure.id for measure in found.measures] == [late.id, later.id]
    assert found.overdue(TODAY) == 1


@pytest.mark.parametrize("proposed_by_me", [True, False])
def test_a_proposed_definition_waits_for_somebody_else_than_who_proposed_it(
    session: Session, proposed_by_me: bool
) -> None:
    me = a_colleague(session)
    proposer = me.person_id if proposed_by_me else a_person(session).id
    version = IndicatorVersion(
        indicator_id=an_indicator(session).id, effective_from=TODAY, numerator="net_sales",
        state=VersionState.PROPOSED, state_since=NOON, proposed_by_id=proposer,
    )  # fmt: skip
    added(session, version)
    found = [one.id for one in desk(session, me, TODAY).versions]
    assert found == ([] if proposed_by_me else [version.id])


def test_imports_are_shown_to_those_who_import(session: Session) -> None:
    for day in range(RECENT + 2):
        added(
            session,
            ImportBatch(
                fact="invoice", source="ERP", file_name=f"{day}.csv", reading={}, read=1, new=1, changed=0,
                same=0, rejected=0, by="Ada", committed_at=datetime(2026, 6, 1 + day, tzinfo=UTC),
            ),
        )  # fmt: skip
    user = a_user(session)
    added(
        session,
        ImportDraft(
            user_id=user.id, file_name="half.csv", content=b"", sha256="0" * 64, fact="", columns={},
            fixed={}, options={}, mapping="", created_at=NOON, updated_at=NOON,
        ),
    )  # fmt: skip
    importer = Actor(name="Ada", user_id=user.id, grants=(Grant("test", EVERYTHING),))
    found = desk(session, importer, TODAY)
    assert [batch.file_name for batch in found.batches] == ["6.csv", "5.csv", "4.csv", "3.csv", "2.csv"]
    assert [draft.file_name for draft in found.drafts] == ["half.csv"]
    assert found.waiting == 1
    other = desk(session, an_actor(Permission.FACTS_IMPORT, user_id=a_user(session).id), TODAY)
    assert (len(other.batches), len(other.drafts)) == (RECENT, 0)
    reader = desk(session, an_actor(Permission.FACTS_READ), TODAY)
    assert (len(reader.batches), len(reader.drafts)) == (0, 0)
