import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from domain.access.add_user import UsernameTaken, add_user
from domain.access.first_start import first_start, nobody_yet
from domain.access.role import Role
from domain.access.segregation import ADMINISTRATION, CONFLICTS, DECISIONS, OPERATIONS, conflicts
from domain.access.shipped_roles import ADMINISTRATOR, SHIPPED_ROLES, ShippedRole
from domain.access.user import user_named
from domain.core.errors import Missing, NotPermitted, RuleBroken
from domain.core.language import catalogue, label
from domain.core.permission import Permission
from domain.organisation.tree import root_unit
from domain.organisation.unit import Unit
from tests.factories import NOON, an_actor

READS = {permission for permission in Permission if permission.value.endswith(".read")}
by_code = {role.code: role for role in SHIPPED_ROLES}


def test_a_new_portal_has_the_company_and_the_shipped_roles(session: Session) -> None:
    first_start(session, "示例公司", "Sample Company")
    assert session.get_one(Unit, root_unit(session)).name_zh == "示例公司"
    assert set(session.scalars(select(Role.code))) == set(by_code)
    assert nobody_yet(session)


def test_starting_again_adds_nothing_and_keeps_what_was_changed(session: Session) -> None:
    first_start(session, "示例公司", "Sample Company")
    sales = session.scalars(select(Role).where(Role.code == "sales")).one()
    sales.permissions = ["facts.read"]
    session.flush()
    first_start(session, "别的名字", "Another name")
    assert session.scalars(select(func.count()).select_from(Role)).one() == len(SHIPPED_ROLES)
    assert session.scalars(select(Role.permissions).where(Role.code == "sales")).one() == ["facts.read"]
    assert session.get_one(Unit, root_unit(session)).name_zh == "示例公司"


@pytest.mark.parametrize("role", SHIPPED_ROLES, ids=lambda role: role.code)
def test_no_shipped_role_holds_conflicting_duties(role: ShippedRole) -> None:
    assert not conflicts(role.permissions)


def test_the_administrator_has_no_business_right() -> None:
    assert by_code[ADMINISTRATOR].permissions >= ADMINISTRATION
    assert not by_code[ADMINISTRATOR].permissions & (DECISIONS | OPERATIONS | {Permission.FACTS_READ})


def test_only_the_administrator_administers() -> None:
    assert [role.code for role in SHIPPED_ROLES if role.permissions & ADMINISTRATION] == [ADMINISTRATOR]


def test_auditors_read_everything_and_change_nothing() -> None:
    assert by_code["external_auditor"].permissions == READS
    assert by_code["external_auditor"].needs_end_date
    assert by_code["internal_audit"].permissions == READS | {Permission.ISSUES_RAISE}


def test_who_proposes_a_plan_cannot_approve_verify_and_close_alone() -> None:
    whole_loop = {Permission.ISSUES_OWN, Permission.ISSUES_APPROVE, Permission.ISSUES_VERIFY}
    assert not [role.code for role in SHIPPED_ROLES if role.permissions >= whole_loop]


def test_every_permission_is_held_by_some_shipped_role() -> None:
    assert frozenset().union(*(role.permissions for role in SHIPPED_ROLES)) == set(Permission)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("permission", Permission)
def test_every_permission_has_a_name(permission: Permission, language: str) -> None:
    assert label(permission, language) != f"Permission.{permission.value}"


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda conflict: conflict.code)
def test_every_conflict_is_explained_in_chinese(conflict: object) -> None:
    assert conflict.risk in catalogue("zh_CN")  # type: ignore[attr-defined]


def test_a_new_account_gets_a_first_password_to_be_changed(session: Session) -> None:
    user, password = add_user(session, an_actor(), username=" Zhang.San ", display_name="张三", now=NOON)
    assert (user.username, user.must_change_password) == ("zhang.san", True)
    assert len(password) == 19
    assert user_named(session, "ZHANG.SAN") is user


def test_a_user_name_is_given_once(session: Session) -> None:
    add_user(session, an_actor(), username="zhang", display_name="张三", now=NOON)
    with pytest.raises(UsernameTaken):
        add_user(session, an_actor(), username="Zhang", display_name="张四", now=NOON)


@pytest.mark.parametrize("unusable", ["", "x", "zhang san", "a/b", "<b>", "x" * 81])
def test_a_user_name_can_be_typed_unambiguously(session: Session, unusable: str) -> None:
    with pytest.raises(RuleBroken):
        add_user(session, an_actor(), username=unusable, display_name="张三", now=NOON)


def test_an_account_has_a_name_for_others_to_see(session: Session) -> None:
    with pytest.raises(Missing):
        add_user(session, an_actor(), username="zhang", display_name="  ", now=NOON)


def test_only_who_may_grant_access_makes_accounts(session: Session) -> None:
    with pytest.raises(NotPermitted):
        add_user(session, an_actor(Permission.ACCESS_READ), username="zhang", display_name="张三", now=NOON)
