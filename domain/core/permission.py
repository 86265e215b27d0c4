"""Who may do what: one vocabulary of permissions, and the person behind an action."""

from dataclasses import dataclass
from enum import StrEnum

from domain.core.errors import NotPermitted


class Permission(StrEnum):
    """`<area>.<verb>`; alphabetical."""

    ACCESS_GRANT = "access.grant"
    ACCESS_READ = "access.read"
    ALERTS_ACCEPT_RISK = "alerts.accept_risk"
    ALERTS_ACKNOWLEDGE = "alerts.acknowledge"
    ALERTS_CLOSE = "alerts.close"
    ALERTS_READ = "alerts.read"
    APPROVALS_APPROVE = "approvals.approve"
    APPROVALS_DEFINE = "approvals.define"
    APPROVALS_READ = "approvals.read"
    ASSESSMENTS_ADMINISTER = "assessments.administer"
    ASSESSMENTS_CALIBRATE = "assessments.calibrate"
    ASSESSMENTS_DECIDE = "assessments.decide"
    ASSESSMENTS_RATE = "assessments.rate"
    ASSESSMENTS_READ = "assessments.read"
    COACHING_WRITE = "coaching.write"
    CONFIGURATION_READ = "configuration.read"
    CONFIGURATION_WRITE = "configuration.write"
    CULTURE_ADMINISTER = "culture.administer"
    CULTURE_APPROVE = "culture.approve"
    CULTURE_READ = "culture.read"
    FACTS_IMPORT = "facts.import"
    FACTS_READ = "facts.read"
    FACTS_UNDO = "facts.undo"
    FACTS_WRITE = "facts.write"
    INDICATORS_ANNOTATE = "indicators.annotate"
    INDICATORS_APPROVE = "indicators.approve"
    INDICATORS_DEFINE = "indicators.define"
    INDICATORS_READ = "indicators.read"
    INDICATORS_REFRESH = "indicators.refresh"
    ISSUES_APPROVE = "issues.approve"
    ISSUES_CLOSE = "issues.close"
    ISSUES_OWN = "issues.own"
    ISSUES_RAISE = "issues.raise"
    ISSUES_READ = "issues.read"
    ISSUES_TRIAGE = "issues.triage"
    ISSUES_VERIFY = "issues.verify"
    JOURNAL_READ = "journal.read"
    ORGANISATION_READ = "organisation.read"
    ORGANISATION_WRITE = "organisation.write"
    PEOPLE_COMPARE = "people.compare"
    PORTAL_OPERATE = "portal.operate"
    REWARDS_APPROVE = "rewards.approve"
    REWARDS_CHECK = "rewards.check"
    REWARDS_PROPOSE = "rewards.propose"
    REWARDS_READ = "rewards.read"
    TRAINING_ADMINISTER = "training.administer"
    TRAINING_CERTIFY = "training.certify"
    TRAINING_READ = "training.read"
    TRAINING_TEACH = "training.teach"


@dataclass(frozen=True)
class Grant:
    """What one role gives one person, and where. `units` None means everywhere."""

    role: str
    permissions: frozenset[Permission]
    units: frozenset[int] | None = None
    fields: tuple[tuple[str, str], ...] = ()
    """Fields that the role restricts: `Customer.tax_number` -> hidden, masked, read."""


@dataclass(frozen=True)
class Actor:
    """The person (or the machine) behind the current action.

    `user_id` is None for the machine itself; `person_id` links to the organisation's person,
    which is what separation of duties compares: two accounts of one person are one person.
    """

    name: str
    user_id: int | None = None
    person_id: int | None = None
    grants: tuple[Grant, ...] = ()
    origin: str = "screen"

    @property
    def roles(self) -> frozenset[str]:
        """Codes of the roles held today."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything allowed somewhere."""
        return frozenset().union(*(grant.permissions for grant in self.grants))

    @property
    def units(self) -> frozenset[int] | None:
        """Units whose rows this person sees; None means all."""
        if any(grant.units is None for grant in self.grants):
            return None
        return frozenset().union(*(grant.units or frozenset() for grant in self.grants))

    def may(self, permission: Permission, unit_id: int | None = None) -> bool:
        """Tell whether some role grants the permission (in the given unit, if one is named)."""
        return any(
            permission in grant.permissions
            and (unit_id is None or grant.units is None or unit_id in grant.units)
            for grant in self.grants
        )

    def require(self, permission: Permission, unit_id: int | None = None) -> None:
        """Stop here unless the permission is granted."""
        if not self.may(permission, unit_id):
            raise NotPermitted(permission=permission)


MACHINE_PERMISSIONS = frozenset(
    {
        Permission.ACCESS_GRANT,
        Permission.ACCESS_READ,
        Permission.ALERTS_READ,
        Permission.CONFIGURATION_READ,
        Permission.FACTS_IMPORT,
        Permission.FACTS_READ,
        Permission.FACTS_UNDO,
        Permission.FACTS_WRITE,
        Permission.INDICATORS_READ,
        Permission.INDICATORS_REFRESH,
        Permission.JOURNAL_READ,
        Permission.ORGANISATION_READ,
        Permission.ORGANISATION_WRITE,
    }
)


def machine(origin: str) -> Actor:
    """The portal acting by itself (command line, schedule). It decides nothing for people."""
    return Actor(name=origin, origin=origin, grants=(Grant("machine", MACHINE_PERMISSIONS),))
