"""Separation of duties at grant time: permissions that one person should not hold together.

What matters on one record only (nobody approves, verifies or closes their own issue; two accounts of one
person are one person) is checked where it happens, by the guards of the workflows.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role, RoleGrant, known_permissions
from domain.access.user import User, UserState
from domain.core.errors import RuleBroken
from domain.core.permission import Permission

Permissions = frozenset[Permission]


@dataclass(frozen=True)
class Conflict:
    """Two sets of permissions of which one person should hold only one.

    `waivable`: a small company may accept it for a reason that is written down; the others nobody may.
    """

    code: str
    risk: str
    """What may happen: an English sentence, translated where it is shown."""
    left: Permissions
    right: Permissions
    waivable: bool


ADMINISTRATION = frozenset({Permission.ACCESS_GRANT, Permission.PORTAL_OPERATE})
DECISIONS = frozenset(
    {
        Permission.ALERTS_ACCEPT_RISK,
        Permission.APPROVALS_APPROVE,
        Permission.ASSESSMENTS_DECIDE,
        Permission.CULTURE_APPROVE,
        Permission.INDICATORS_APPROVE,
        Permission.ISSUES_APPROVE,
        Permission.ISSUES_CLOSE,
        Permission.ISSUES_TRIAGE,
        Permission.ISSUES_VERIFY,
        Permission.REWARDS_APPROVE,
    }
)
OPERATIONS = frozenset(
    {
        Permission.ALERTS_ACKNOWLEDGE,
        Permission.APPROVALS_DEFINE,
        Permission.ASSESSMENTS_ADMINISTER,
        Permission.ASSESSMENTS_RATE,
        Permission.FACTS_IMPORT,
        Permission.FACTS_UNDO,
        Permission.FACTS_WRITE,
        Permission.INDICATORS_DEFINE,
        Permission.ISSUES_OWN,
        Permission.REWARDS_PROPOSE,
    }
)
CONFLICTS = (
    Conflict(
        "S24",
        "whoever administers access could bypass every approval",
        ADMINISTRATION,
        DECISIONS,
        waivable=False,
    ),
    Conflict(
        "S27",
        "whoever administers the portal could act in the business and cover the traces",
        ADMINISTRATION,
        OPERATIONS,
        waivable=True,
    ),
    Conflict(
        "T01",
        "thresholds would be set and approved by the same person",
        frozenset({Permission.INDICATORS_DEFINE}),
        frozenset({Permission.INDICATORS_APPROVE}),
        waivable=True,
    ),
    Conflict(
        "T02",
        "the figures that prove an effect would be written and verified by the same person",
        frozenset({Permission.FACTS_WRITE}),
        frozenset({Permission.ISSUES_VERIFY}),
        waivable=True,
    ),
    Conflict(
        "T03",
        "approval routes would be drafted and put into force by the same person",
        frozenset({Permission.APPROVALS_DEFINE}),
        frozenset({Permission.APPROVALS_APPROVE}),
        waivable=True,
    ),
    Conflict(
        "T04",
        "uses of assessment results would be proposed and approved by the same person",
        frozenset({Permission.REWARDS_PROPOSE}),
        frozenset({Permission.REWARDS_APPROVE, Permission.REWARDS_CHECK}),
        waivable=True,
    ),
)
"""S: lines of the control matrix of sales; T: the same thought applied to this portal's own figures."""


class ConflictingDuties(RuleBroken):
    """The permissions together would let one person do and control the same thing."""

    text = "Not possible for one person: {risk} ({code}, {who})."


class ConflictNeedsReason(RuleBroken):
    """The permissions conflict; whoever accepts that must say why."""

    text = (
        "These duties should be separate: {risk} ({code}, {who}). "
        "Give the reason and how it is controlled instead."
    )


def conflicts(permissions: Permissions) -> frozenset[Conflict]:
    """Every rule the permissions break when one person holds them all."""
    return frozenset(rule for rule in CONFLICTS if permissions & rule.left and permissions & rule.right)


def require_separate(before: Permissions, after: Permissions, who: str, reason: str) -> None:
    """Refuse new conflicts that nobody may accept, and others without a reason."""
    added = sorted(conflicts(after) - conflicts(before), key=lambda rule: (rule.waivable, rule.code))
    for rule in added:
        if not rule.waivable:
            raise ConflictingDuties(field="role_id", risk=rule.risk, code=rule.code, who=who)
        if not reason.strip():
            raise ConflictNeedsReason(field="reason", risk=rule.risk, code=rule.code, who=who)


@dataclass
class Holder:
    """One person with the roles of all their working accounts: role id -> permissions."""

    name: str
    roles: dict[int, Permissions] = field(default_factory=dict)

    @property
    def permissions(self) -> Permissions:
        """Everything the person may do somewhere."""
        return frozenset().union(*self.roles.values())


def holders(session: Session, today: date, *of: User) -> list[Holder]:
    """Everybody who holds a role on that day, or just the people behind the given accounts."""
    query = (
        select(User.id, User.person_id, User.display_name, Role.id, Role.permissions)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .join(Role, Role.id == RoleGrant.role_id)
        .where(
            User.status == UserState.ACTIVE,
            User.archived_at.is_(None),
            RoleGrant.in_force(today),
            Role.archived_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    if of:
        people = {user.person_id for user in of if user.person_id is not None}
        query = query.where(User.id.in_({user.id for user in of}) | User.person_id.in_(people))
    found: dict[tuple[str, int], Holder] = {}
    for user_id, person_id, name, role_id, permissions in session.execute(query):
        key = ("user", user_id) if person_id is None else ("person", person_id)
        found.setdefault(key, Holder(name)).roles[role_id] = known_permissions(permissions)
    return list(found.values())


def breaches(session: Session, today: date) -> list[tuple[Holder, Conflict]]:
    """Who holds duties today that should be separate, with the rule: what an access review looks at."""
    return [
        (holder, rule)
        for holder in holders(session, today)
        for rule in sorted(conflicts(holder.permissions), key=lambda rule: rule.code)
    ]


def require_compatible(session: Session, user: User) -> None:
    """Refuse an account whose roles, with those of the person's other accounts, nobody may hold together.

    For changes that join accounts without granting anything: naming the person, enabling.
    """
    other_accounts = (User.person_id == user.person_id) & (User.status == UserState.ACTIVE)
    with session.no_autoflush:
        lists = session.scalars(
            select(Role.permissions)
            .join(RoleGrant, RoleGrant.role_id == Role.id)
            .join(User, User.id == RoleGrant.user_id)
            .where(
                RoleGrant.archived_at.is_(None),
                Role.archived_at.is_(None),
                (User.id == user.id) | other_accounts,
            )
        )
        held: Permissions = frozenset().union(*map(known_permissions, lists))
    for rule in conflicts(held):
        if not rule.waivable:
            raise ConflictingDuties(field="person_id", risk=rule.risk, code=rule.code, who=user.display_name)
