"""The roles a new portal starts with. Data: every organisation edits its own."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role
from domain.core.permission import Permission

may = Permission
READS_BUSINESS = frozenset(
    {
        may.ALERTS_READ,
        may.APPROVALS_READ,
        may.ASSESSMENTS_READ,
        may.CULTURE_READ,
        may.FACTS_READ,
        may.INDICATORS_READ,
        may.ISSUES_READ,
        may.ORGANISATION_READ,
        may.REWARDS_READ,
        may.TRAINING_READ,
    }
)
READS_ALL = READS_BUSINESS | {may.ACCESS_READ, may.CONFIGURATION_READ, may.JOURNAL_READ}
TAKES_PART = READS_BUSINESS | {may.INDICATORS_ANNOTATE, may.ISSUES_OWN, may.ISSUES_RAISE}
"""What everybody in the business may: see their units, raise an issue, be responsible for one."""


@dataclass(frozen=True)
class ShippedRole:
    """A role as we ship it."""

    code: str
    name_zh: str
    name_en: str
    permissions: frozenset[Permission]
    needs_end_date: bool = False


ADMINISTRATOR = "administrator"
SHIPPED_ROLES = (
    ShippedRole(
        "manager",
        "管理层",
        "Manager",
        TAKES_PART
        | {
            may.ALERTS_ACCEPT_RISK,
            may.ALERTS_ACKNOWLEDGE,
            may.APPROVALS_APPROVE,
            may.ASSESSMENTS_CALIBRATE,
            may.ASSESSMENTS_DECIDE,
            may.ASSESSMENTS_RATE,
            may.COACHING_WRITE,
            may.CULTURE_APPROVE,
            may.INDICATORS_APPROVE,
            may.PEOPLE_COMPARE,
            may.REWARDS_APPROVE,
        },
    ),
    ShippedRole("sales", "销售", "Sales", TAKES_PART | {may.ALERTS_ACKNOWLEDGE}),
    ShippedRole(
        "committee_member",
        "内控委员会委员",
        "Committee member",
        READS_BUSINESS | {may.ASSESSMENTS_DECIDE, may.ISSUES_APPROVE, may.ISSUES_RAISE},
    ),
    ShippedRole(
        "committee_secretary",
        "内控委员会秘书",
        "Committee secretary",
        READS_BUSINESS
        | {
            may.ALERTS_ACKNOWLEDGE,
            may.APPROVALS_DEFINE,
            may.INDICATORS_ANNOTATE,
            may.ISSUES_RAISE,
            may.ISSUES_TRIAGE,
        },
    ),
    ShippedRole(
        "committee_chair",
        "内控委员会主任",
        "Committee chair",
        READS_BUSINESS
        | {
            may.ALERTS_ACCEPT_RISK,
            may.APPROVALS_APPROVE,
            may.ASSESSMENTS_DECIDE,
            may.CULTURE_APPROVE,
            may.INDICATORS_APPROVE,
            may.ISSUES_APPROVE,
            may.ISSUES_CLOSE,
            may.ISSUES_RAISE,
            may.JOURNAL_READ,
        },
    ),
    ShippedRole(
        "internal_control",
        "内控专员",
        "Internal control",
        READS_ALL
        | {
            may.ALERTS_ACKNOWLEDGE,
            may.ALERTS_CLOSE,
            may.APPROVALS_DEFINE,
            may.CONFIGURATION_READ,
            may.CONFIGURATION_WRITE,
            may.CULTURE_ADMINISTER,
            may.FACTS_IMPORT,
            may.FACTS_UNDO,
            may.INDICATORS_ANNOTATE,
            may.INDICATORS_DEFINE,
            may.INDICATORS_REFRESH,
            may.ISSUES_RAISE,
            may.ISSUES_VERIFY,
            may.TRAINING_TEACH,
        },
    ),
    ShippedRole("internal_audit", "内部审计", "Internal audit", READS_ALL | {may.ISSUES_RAISE}),
    ShippedRole("credit", "信用管理", "Credit", TAKES_PART | {may.ALERTS_ACKNOWLEDGE, may.FACTS_IMPORT}),
    ShippedRole(
        "receivables",
        "应收会计",
        "Receivables",
        TAKES_PART
        | {
            may.ALERTS_ACKNOWLEDGE,
            may.FACTS_IMPORT,
            may.FACTS_UNDO,
            may.FACTS_WRITE,
            may.REWARDS_CHECK,
        },
    ),
    ShippedRole(
        "hr",
        "人力资源",
        "Human resources",
        TAKES_PART
        | {
            may.ASSESSMENTS_ADMINISTER,
            may.ORGANISATION_WRITE,
            may.PEOPLE_COMPARE,
            may.REWARDS_PROPOSE,
            may.TRAINING_ADMINISTER,
            may.TRAINING_CERTIFY,
            may.TRAINING_TEACH,
        },
    ),
    ShippedRole(
        ADMINISTRATOR,
        "系统管理员",
        "Administrator",
        frozenset(
            {
                may.ACCESS_GRANT,
                may.ACCESS_READ,
                may.CONFIGURATION_READ,
                may.CONFIGURATION_WRITE,
                may.JOURNAL_READ,
                may.ORGANISATION_READ,
                may.ORGANISATION_WRITE,
                may.PORTAL_OPERATE,
            }
        ),
    ),
    ShippedRole("external_auditor", "外部审计", "External auditor", READS_ALL, needs_end_date=True),
)


def install_roles(session: Session) -> None:
    """Add the shipped roles that are missing; what the organisation changed stays changed."""
    present = set(session.scalars(select(Role.code)))
    session.add_all(
        Role(
            code=role.code,
            name_zh=role.name_zh,
            name_en=role.name_en,
            permissions=sorted(role.permissions),
            needs_end_date=role.needs_end_date,
        )
        for role in SHIPPED_ROLES
        if role.code not in present
    )
    session.flush()
