"""Every entity, imported once, so that mappings and migrations see all tables."""

from domain.access.one_time_code import OneTimeCode
from domain.access.role import Role, RoleGrant
from domain.access.sign_in_attempt import SignInAttempt
from domain.access.user import User
from domain.access.user_session import UserSession
from domain.core.journal import JournalEntry, JournalHead
from domain.core.stale_figures import StaleFigure
from domain.core.stored_file import StoredFile
from domain.core.workflow import StepTaken
from domain.improvement.cause import CauseAnalysis
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.evidence import Evidence
from domain.improvement.issue import Issue
from domain.improvement.issue_number import IssueCounter
from domain.improvement.measure import ImprovementMeasure
from domain.indicators.alert import Alert
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.measure_part import MeasurePart
from domain.indicators.reading import FigureState, Reading, RefreshRun
from domain.intake.batch import ImportBatch, ImportMapping, ImportRow
from domain.intake.draft import ImportDraft
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from domain.receivables.duplicate_suspect import DuplicateSuspect
from domain.receivables.invoice import CreditNote, Invoice
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.customer import Customer
from domain.sales.opportunity import Opportunity
from domain.sales.order import Delivery, Order, OrderLine
from domain.sales.product import Product

__all__ = [
    "Alert",
    "Allocation",
    "CauseAnalysis",
    "CommitteeMember",
    "CreditNote",
    "Customer",
    "Delivery",
    "DuplicateSuspect",
    "EffectPlan",
    "EffectVerdict",
    "Evidence",
    "FigureState",
    "ImportBatch",
    "ImportDraft",
    "ImportMapping",
    "ImportRow",
    "ImprovementMeasure",
    "Indicator",
    "IndicatorVersion",
    "Invoice",
    "Issue",
    "IssueCounter",
    "JournalEntry",
    "JournalHead",
    "MeasurePart",
    "OneTimeCode",
    "Opportunity",
    "Order",
    "OrderLine",
    "Person",
    "Post",
    "Product",
    "Reading",
    "Receipt",
    "RefreshRun",
    "Role",
    "RoleGrant",
    "SignInAttempt",
    "StaleFigure",
    "StepTaken",
    "StoredFile",
    "Unit",
    "User",
    "UserSession",
]
