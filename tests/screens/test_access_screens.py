"""Users and roles on screen: the verbs of the domain, with their refusals in words."""

import re

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading
from domain.access.password import matches
from domain.access.role import Role, RoleGrant
from domain.access.user import User, UserState
from domain.core.permission import Permission
from pages.settings import roles, users
from tests.factories import an_actor
from tests.screens.visitor import People, typed

ADMINISTRATOR, AUDITOR = "administrator", "internal_audit"


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.label == name).click()
    return app.run()


def user(username: str) -> User:
    with reading(an_actor()) as session:
        return session.scalars(select(User).where(User.username == username)).one()


def role(code: str) -> Role:
    with reading(an_actor()) as session:
        return session.scalars(select(Role).where(Role.code == code)).one()


def grants(of: User) -> list[RoleGrant]:
    with reading(an_actor()) as session:
        live = select(RoleGrant).where(RoleGrant.user_id == of.id, RoleGrant.archived_at.is_(None))
        return list(session.scalars(live))


def test_a_new_user_gets_a_first_password_that_is_shown_once(people: People) -> None:
    app = people.open(users, ADMINISTRATOR, id="new")
    typed(app, "users:new:form", username="Newcomer", display_name="New Comer")
    press(app, "Save")
    (told,) = app.success
    password = re.search(r"`(.+?)`", told.value)
    assert password is not None
    assert matches(password[1], user("newcomer").password_hash)
    assert user("newcomer").must_change_password
    assert not app.run().success


def test_resetting_a_password_tells_the_new_one_and_never_the_kept_hash(people: People) -> None:
    app = people.open(users, ADMINISTRATOR, id=str(user("sales").id))
    press(app, "Reset password")
    assert matches(re.findall(r"`(.+?)`", app.success[0].value)[0], user("sales").password_hash)
    assert user("sales").password_hash not in str(app)


def test_nobody_disables_their_own_account(people: People) -> None:
    me = user(ADMINISTRATOR)
    app = people.open(users, ADMINISTRATOR, id=str(me.id))
    press(app, "Disable account")
    assert app.error[0].value == "Nobody does this to their own account; ask another administrator."
    assert user(ADMINISTRATOR).status == UserState.ACTIVE


def test_an_account_is_disabled_with_its_reason_and_enabled_again(people: People) -> None:
    them = user("hr")
    app = people.open(users, ADMINISTRATOR, id=str(them.id))
    app.text_area(key=f"users:{them.id}:steps:disable_user:reason").set_value("Left the company")
    press(app, "Disable account")
    assert user("hr").status == UserState.DISABLED
    press(app, "Enable account")
    assert user("hr").status == UserState.ACTIVE


def test_a_role_is_granted_over_a_unit_and_revoked(people: People) -> None:
    them = user("sales")
    app = people.open(users, ADMINISTRATOR, id=str(them.id))
    typed(app, f"new-grant:{them.id}", role=role("credit").id)
    press(app, "Grant role")
    assert not app.error
    new = next(grant for grant in grants(them) if grant.role_id == role("credit").id)
    app.button(key=f"grant:{new.id}:revoke").click().run()
    assert new.id not in {grant.id for grant in grants(them)}


def test_duties_that_exclude_each_other_are_refused_where_the_role_is_granted(people: People) -> None:
    them = user("committee_chair")
    app = people.open(users, ADMINISTRATOR, id=str(them.id))
    typed(app, f"new-grant:{them.id}", role=role(ADMINISTRATOR).id)
    press(app, "Grant role")
    assert "Not possible for one person" in app.error[0].value
    assert len(grants(them)) == 1


def test_nobody_grants_themselves_a_role(people: People) -> None:
    me = user(ADMINISTRATOR)
    app = people.open(users, ADMINISTRATOR, id=str(me.id))
    typed(app, f"new-grant:{me.id}", role=role("sales").id)
    press(app, "Grant role")
    assert app.error[0].value.startswith("Nobody grants, changes or revokes their own rights")


def test_an_auditor_sees_users_and_roles_but_no_way_to_change_them(people: People) -> None:
    app = people.open(users, AUDITOR, id=str(user("sales").id))
    changing = [button for button in app.button if button.label in ("Grant role", "Revoke")]
    assert not changing
    assert all(button.disabled for button in app.button if button.label in ("Edit", "Reset password"))


def matrix(people: People, code: str) -> AppTest:
    return people.open(roles, ADMINISTRATOR, id=str(role(code).id))


def choose(app: AppTest, code: str, area: str, permissions: list[Permission]) -> AppTest:
    kept = role(code)
    key = f"roles:{kept.id}:{kept.version}:{area}"
    app.pills(key=key).set_value(permissions)
    return app.run()


def test_a_conflict_shows_while_choosing_and_is_refused_without_a_reason(people: People) -> None:
    app = choose(matrix(people, "credit"), "credit", "indicators", [
        Permission.INDICATORS_READ, Permission.INDICATORS_DEFINE, Permission.INDICATORS_APPROVE,
    ])  # fmt: skip
    assert "thresholds would be set and approved by the same person" in app.warning[0].value
    press(app, "Save permissions")
    assert "Give the reason" in app.error[0].value
    assert Permission.INDICATORS_APPROVE not in role("credit").permissions


def test_permissions_of_a_role_are_changed_area_by_area(people: People) -> None:
    app = choose(matrix(people, "hr"), "hr", "journal", [Permission.JOURNAL_READ])
    press(app, "Save permissions")
    assert not app.error
    assert Permission.JOURNAL_READ in role("hr").permissions
    assert Permission.ORGANISATION_WRITE in role("hr").permissions


@pytest.mark.parametrize("code", [ADMINISTRATOR])
def test_nobody_changes_a_role_they_hold(people: People, code: str) -> None:
    app = matrix(people, code)
    assert any("You hold this role yourself" in caption.value for caption in app.caption)
    assert all(pills.disabled for pills in app.pills)
