from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.administrators import NoAdministratorLeft
from domain.access.disable_user import disable_user, enable_user
from domain.access.edit_role import change_permissions, create_role
from domain.access.first_start import first_start
from domain.access.grant_role import AlreadyOver, EndDateNeeded, SelfGrant, grant_role, revoke_role
from domain.access.role import Role, RoleGrant, UnknownPermission
from domain.access.segregation import ConflictingDuties, ConflictNeedsReason, breaches
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.core import editing
from domain.core.clock import business_date
from domain.core.errors import NotPermitted, StaleRecord
from domain.core.journal import JournalEntry, extend_chain
from domain.core.permission import Actor, Permission
from tests.factories import NOON, a_grant, a_person, a_unit, a_user, an_actor, the_root

TODAY = business_date(NOON)


@pytest.fixture(autouse=True)
def set_up(session: Session) -> None:
    first_start(session, "示例公司", "Sample Company")


def role(session: Session, code: str) -> Role:
    return session.scalars(select(Role).where(Role.code == code)).one()


def grant(session: Session, user: User, code: str, by: Actor | None = None, **facts: Any) -> RoleGrant:
    where = facts.pop("unit_id", the_root(session).id)
    return grant_role(
        session, by or an_actor(), user=user, role=role(session, code), unit_id=where, now=NOON, **facts
    )


def acting(session: Session, user: User, day: date = TODAY) -> Actor:
    return actor_for(session, user, day)


def test_a_role_over_the_company_reaches_everywhere(session: Session) -> None:
    user = a_user(session)
    grant(session, user, "manager")
    assert acting(session, user).units is None
    assert acting(session, user).may(Permission.FACTS_READ, a_unit(session).id)


def test_a_role_over_a_unit_reaches_what_is_below_and_nothing_else(session: Session) -> None:
    south = a_unit(session)
    branch = a_unit(session, parent_id=south.id)
    north = a_unit(session)
    user = a_user(session)
    grant(session, user, "sales", unit_id=south.id)
    actor = acting(session, user)
    assert actor.units == frozenset({south.id, branch.id})
    assert actor.may(Permission.FACTS_READ, branch.id)
    assert not actor.may(Permission.FACTS_READ, north.id)


def test_roles_add_up_each_in_its_own_place(session: Session) -> None:
    south, north = a_unit(session), a_unit(session)
    user = a_user(session)
    grant(session, user, "sales", unit_id=south.id)
    grant(session, user, "manager", unit_id=north.id)
    actor = acting(session, user)
    assert actor.roles == {"sales", "manager"}
    assert actor.may(Permission.ALERTS_ACCEPT_RISK, north.id)
    assert not actor.may(Permission.ALERTS_ACCEPT_RISK, south.id)


def test_who_holds_nothing_sees_nothing(session: Session) -> None:
    actor = acting(session, a_user(session))
    assert actor.permissions == frozenset()
    assert actor.units == frozenset()


def test_a_role_until_a_date_counts_on_that_day_and_not_after(session: Session) -> None:
    user = a_user(session)
    grant(session, user, "external_auditor", until=TODAY)
    assert acting(session, user).may(Permission.FACTS_READ)
    assert not acting(session, user, TODAY + timedelta(days=1)).may(Permission.FACTS_READ)


def test_the_external_auditor_always_has_an_end(session: Session) -> None:
    with pytest.raises(EndDateNeeded):
        grant(session, a_user(session), "external_auditor")


def test_nothing_is_granted_for_the_past(session: Session) -> None:
    with pytest.raises(AlreadyOver):
        grant(session, a_user(session), "sales", until=TODAY - timedelta(days=1))


def test_a_revoked_role_is_gone_at_once_and_can_be_granted_again(session: Session) -> None:
    user = a_user(session)
    held = grant(session, user, "sales")
    revoke_role(session, an_actor(), held, NOON, "moved on")
    assert acting(session, user).roles == frozenset()
    assert grant(session, user, "sales").id == held.id
    assert acting(session, user).roles == {"sales"}


def test_granting_again_changes_the_end(session: Session) -> None:
    user = a_user(session)
    first = grant(session, user, "sales", until=TODAY)
    assert grant(session, user, "sales", until=None) is first
    assert first.until is None


def test_an_archived_role_grants_nothing(session: Session) -> None:
    user = a_user(session)
    grant(session, user, "sales")
    role(session, "sales").archived_at = NOON
    session.flush()
    assert acting(session, user).roles == frozenset()


def test_a_permission_that_the_portal_lost_is_nothing(session: Session) -> None:
    user = a_user(session)
    grant(session, user, "sales")
    role(session, "sales").permissions = ["facts.read", "dragons.ride"]
    session.flush()
    assert acting(session, user).permissions == {Permission.FACTS_READ}


def test_s25_nobody_grants_to_themselves(session: Session) -> None:
    admin = a_user(session, role="administrator")
    with pytest.raises(SelfGrant):
        grant(session, admin, "hr", by=acting(session, admin))


def test_s25_a_second_account_of_the_same_person_is_the_same_person(session: Session) -> None:
    person = a_person(session)
    admin = a_user(session, role="administrator", person_id=person.id)
    other = a_user(session, person_id=person.id)
    with pytest.raises(SelfGrant):
        grant(session, other, "manager", by=acting(session, admin))


def test_s25_nobody_revokes_their_own_role(session: Session) -> None:
    admin = a_user(session)
    held = a_grant(session, admin, "administrator")
    with pytest.raises(SelfGrant):
        revoke_role(session, acting(session, admin), held, NOON)


@pytest.mark.parametrize("decides", ["committee_chair", "committee_member", "internal_control", "manager"])
def test_s24_who_administers_access_decides_nothing_in_the_business(session: Session, decides: str) -> None:
    admin = a_user(session, role="administrator")
    with pytest.raises(ConflictingDuties, match="S24"):
        grant(session, admin, decides, reason="we are few")


def test_s24_holds_across_the_accounts_of_one_person(session: Session) -> None:
    person = a_person(session)
    a_user(session, role="administrator", person_id=person.id)
    with pytest.raises(ConflictingDuties, match="S24"):
        grant(session, a_user(session, person_id=person.id), "committee_chair")


def test_s24_holds_whatever_the_units(session: Session) -> None:
    admin = a_user(session, role="administrator", unit_id=a_unit(session).id)
    with pytest.raises(ConflictingDuties):
        grant(session, admin, "committee_member", unit_id=a_unit(session).id)


def test_s24_an_ended_role_conflicts_no_more(session: Session) -> None:
    user = a_user(session)
    a_grant(session, user, "administrator", until=TODAY - timedelta(days=1))
    grant(session, user, "committee_chair")
    assert "committee_chair" in acting(session, user).roles


def test_s27_an_administrator_in_the_business_needs_a_reason_that_is_kept(session: Session) -> None:
    admin = a_user(session, role="administrator")
    with pytest.raises(ConflictNeedsReason, match="S27"):
        grant(session, admin, "sales")
    grant(session, admin, "sales", reason="Branch of three; audit reads the journal monthly")
    extend_chain(session)
    line = session.scalars(select(JournalEntry).where(JournalEntry.action == "granted")).one()
    assert line.reason == "Branch of three; audit reads the journal monthly"


def test_t02_who_writes_figures_does_not_verify_effects_by_them_without_a_reason(session: Session) -> None:
    clerk = a_user(session, role="receivables")
    with pytest.raises(ConflictNeedsReason, match="T02"):
        grant(session, clerk, "internal_control")
    grant(session, clerk, "internal_control", reason="Verification is repeated by audit")
    assert "internal_control" in acting(session, clerk).roles


def test_only_who_may_grant_access_grants(session: Session) -> None:
    with pytest.raises(NotPermitted):
        grant(session, a_user(session), "sales", by=an_actor(Permission.ACCESS_READ))


def test_an_administrator_of_a_unit_grants_only_there(session: Session) -> None:
    south, north = a_unit(session), a_unit(session)
    local = an_actor(Permission.ACCESS_GRANT, units=frozenset({south.id}))
    assert grant(session, a_user(session), "sales", by=local, unit_id=south.id).unit_id == south.id
    with pytest.raises(NotPermitted):
        grant(session, a_user(session), "sales", by=local, unit_id=north.id)


def test_the_last_administrator_keeps_the_right(session: Session) -> None:
    admin = a_user(session)
    held = a_grant(session, admin, "administrator")
    colleague = an_actor(user_id=admin.id + 1000)
    with pytest.raises(NoAdministratorLeft):
        revoke_role(session, colleague, held, NOON)


def test_the_last_administrator_is_not_disabled(session: Session) -> None:
    admin = a_user(session, role="administrator")
    colleague = an_actor(user_id=admin.id + 1000)
    with pytest.raises(NoAdministratorLeft):
        disable_user(session, colleague, admin, NOON)


def test_of_two_administrators_one_may_go(session: Session) -> None:
    admin = a_user(session, role="administrator")
    a_user(session, role="administrator")
    disable_user(session, an_actor(user_id=admin.id + 1000), admin, NOON)


def test_a_role_of_one_s_own_is_made_and_held(session: Session) -> None:
    made = create_role(
        session, an_actor(), code="cashier", name_zh="出纳", name_en="Cashier", permissions=["facts.read"]
    )
    user = a_user(session)
    grant(session, user, made.code)
    assert acting(session, user).permissions == {Permission.FACTS_READ}


def test_a_role_cannot_hold_what_does_not_exist(session: Session) -> None:
    with pytest.raises(UnknownPermission):
        create_role(session, an_actor(), code="x", name_zh="甲", name_en="X", permissions=["dragons.ride"])


def test_a_role_that_conflicts_in_itself_is_refused(session: Session) -> None:
    with pytest.raises(ConflictingDuties):
        create_role(
            session,
            an_actor(),
            code="god",
            name_zh="全能",
            name_en="Everything",
            permissions=list(Permission),
        )


def edit(session: Session, code: str, add: Permission, by: Actor | None = None, reason: str = "") -> None:
    edited = role(session, code)
    change_permissions(
        session, by or an_actor(), edited, [*edited.permissions, add], today=TODAY, reason=reason
    )


def test_changing_a_role_changes_every_holder_at_once(session: Session) -> None:
    user = a_user(session, role="sales")
    edit(session, "sales", Permission.JOURNAL_READ)
    assert acting(session, user).may(Permission.JOURNAL_READ)


def test_a_role_is_not_changed_into_a_conflict_of_any_holder(session: Session) -> None:
    person = a_person(session)
    a_user(session, role="administrator", person_id=person.id)
    a_user(session, role="hr", person_id=person.id)
    with pytest.raises(ConflictingDuties, match="S24"):
        edit(session, "hr", Permission.ISSUES_APPROVE, reason="we are few")


def test_nobody_widens_a_role_they_hold(session: Session) -> None:
    admin = a_user(session, role="administrator")
    with pytest.raises(SelfGrant):
        edit(session, "administrator", Permission.FACTS_READ, by=acting(session, admin))


def test_two_tabs_cannot_overwrite_each_other_s_role(session: Session) -> None:
    edited = role(session, "sales")
    opened_with = edited.version
    edit(session, "sales", Permission.JOURNAL_READ)
    with pytest.raises(StaleRecord):
        change_permissions(session, an_actor(), edited, ["facts.read"], today=TODAY, version=opened_with)


def test_s24_two_accounts_in_conflict_are_not_given_to_one_person(session: Session) -> None:
    person = a_person(session)
    a_user(session, role="administrator", person_id=person.id)
    other = a_user(session, role="committee_chair")
    with pytest.raises(ConflictingDuties, match="S24"):
        editing.edit(session, an_actor(), Permission.ACCESS_GRANT, other, {"person_id": person.id})


def test_s24_an_account_is_not_enabled_into_a_conflict(session: Session) -> None:
    person = a_person(session)
    sleeping = a_user(session, role="committee_chair", person_id=person.id, status="disabled")
    grant(session, a_user(session, person_id=person.id), "administrator")
    with pytest.raises(ConflictingDuties, match="S24"):
        enable_user(session, an_actor(), sleeping)


def test_accounts_without_conflict_may_belong_to_one_person(session: Session) -> None:
    person = a_person(session)
    a_user(session, role="sales", person_id=person.id)
    other = a_user(session, role="manager")
    editing.edit(session, an_actor(), Permission.ACCESS_GRANT, other, {"person_id": person.id})
    assert other.person_id == person.id


def test_an_access_review_lists_accepted_conflicts(session: Session) -> None:
    user = a_user(session, display_name="邓凯", role="administrator")
    a_user(session, role="sales")
    grant(session, user, "sales", reason="Branch of three")
    assert [(holder.name, rule.code) for holder, rule in breaches(session, TODAY)] == [("邓凯", "S27")]
