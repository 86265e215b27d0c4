"""Every entity, imported once, so that mappings and migrations see all tables."""

from domain.access.one_time_code import OneTimeCode
from domain.access.role import Role, RoleGrant
from domain.access.sign_in_attempt import SignInAttempt
from domain.access.user import User
from domain.access.user_session import UserSession
from domain.approvals.decision import ApprovalDecision
from domain.approvals.delegation import Delegation
from domain.approvals.request import ApprovalRequest, ApprovalSeat
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.automation.automation import Automation
from domain.automation.firing import AutomationFiring, AutomationPlace
from domain.contracts.contract import Contract
from domain.contracts.contract_milestone import ContractMilestone
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField
from domain.core.journal import JournalEntry, JournalHead
from domain.core.numbering import NumberCounter, NumberSeries
from domain.core.own_text import OwnText
from domain.core.stale_figures import StaleFigure
from domain.core.stored_file import StoredFile
from domain.core.workflow import StepTaken
from domain.credit.credit_grade import CreditGrade
from domain.credit.credit_limit import CreditLimit
from domain.forms.filled_form import FilledForm
from domain.forms.template import FormTemplate, FormVersion
from domain.improvement.cause import CauseAnalysis
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.evidence import Evidence
from domain.improvement.issue import Issue
from domain.improvement.issue_number import IssueCounter
from domain.improvement.measure import ImprovementMeasure
from domain.indicators.alert import Alert
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.measure_part import MeasurePart
from domain.indicators.reading import FigureState, Reading, RefreshRun
from domain.indicators.warnings.notice import AdvanceNotice
from domain.indicators.warnings.outlook import Outlook
from domain.intake.batch import ImportBatch, ImportMapping, ImportRow
from domain.intake.draft import ImportDraft
from domain.inventory.stock_balance import StockBalance
from domain.inventory.stock_count import StockCount
from domain.inventory.stock_move import StockMove
from domain.messaging.announcement import Announcement, AnnouncementDismissal
from domain.messaging.channel import Channel
from domain.messaging.dispatch import Dispatch
from domain.messaging.notice import Notice
from domain.messaging.reach import Preference, Reach
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from domain.oversight.access_event import AccessEvent
from domain.oversight.access_review import AccessReview
from domain.oversight.account_life import AccountLife
from domain.oversight.alert_record import AlertRecord
from domain.oversight.control_action import ControlAction
from domain.oversight.control_test import ControlTest
from domain.oversight.duty_conflict import DutyConflict
from domain.oversight.finding import Finding
from domain.oversight.journal_place import JournalPlace
from domain.oversight.posting_activity import PostingActivity
from domain.oversight.security_incident import SecurityIncident
from domain.partners.competitor_price import CompetitorPrice
from domain.partners.dealer_month import DealerMonth
from domain.partners.inspection import Inspection
from domain.partners.price_gap import PriceGap
from domain.partners.supplier_delivery import SupplierDelivery
from domain.receivables.account_statement import AccountStatement
from domain.receivables.collection_action import CollectionAction, LimitationMove
from domain.receivables.duplicate_suspect import DuplicateSuspect
from domain.receivables.invoice import CreditNote, Invoice
from domain.receivables.note_receivable import NoteReceivable
from domain.receivables.promise import Promise
from domain.receivables.provision import Provision
from domain.receivables.receipt import Allocation, Receipt
from domain.receivables.write_off import Recovery, WriteOff
from domain.records.attachment import Attachment
from domain.records.comment import Comment, Mention
from domain.reporting.annotation import Annotation
from domain.reporting.board import BoardDefinition, BoardVersion
from domain.reporting.board_subscription import BoardSubscription
from domain.reporting.cockpit_tile import CockpitTile
from domain.reporting.pack import ReportPack
from domain.reporting.pack_issue import ReportIssue
from domain.reporting.saved_view import SavedView
from domain.sales.activity import Activity, FollowUp, RepWeek
from domain.sales.customer import Customer
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.customer_profile import CustomerProfile
from domain.sales.forecast import Forecast
from domain.sales.lead import Lead
from domain.sales.opportunity import Opportunity
from domain.sales.order import Delivery, Order, OrderLine
from domain.sales.price_list import DiscountAuthority, PriceListItem
from domain.sales.product import Product
from domain.sales.split_suspect import SplitSuspect
from domain.sales.stage_stay import StageStay
from domain.sales.target import Target
from domain.scheduling.job_run import JobClock, JobRun
from domain.scheduling.job_setting import JobSetting
from domain.scheduling.lease import Lease
from domain.service.care_event import CareEvent
from domain.service.complaint import Complaint
from domain.service.goods_return import GoodsReturn
from domain.service.suggestion import Suggestion
from domain.service.survey_response import SurveyResponse
from domain.spending.budget import Budget
from domain.spending.expense import Expense
from domain.workforce.employment import Employment
from domain.workforce.rotation_duty import RotationDuty
from domain.workforce.training_duty import TrainingDuty
from domain.workforce.training_record import TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement
from domain.workforce.violation import Violation

__all__ = [
    "AccessEvent",
    "AccessReview",
    "AccountLife",
    "AccountStatement",
    "Activity",
    "AdvanceNotice",
    "Alert",
    "AlertRecord",
    "Allocation",
    "Annotation",
    "Announcement",
    "AnnouncementDismissal",
    "ApprovalDecision",
    "ApprovalRequest",
    "ApprovalRoute",
    "ApprovalSeat",
    "Attachment",
    "Automation",
    "AutomationFiring",
    "AutomationPlace",
    "BoardDefinition",
    "BoardSubscription",
    "BoardVersion",
    "Budget",
    "CareEvent",
    "CauseAnalysis",
    "Channel",
    "CockpitTile",
    "CodeList",
    "CodeListItem",
    "CollectionAction",
    "Comment",
    "CommitteeMember",
    "CompetitorPrice",
    "Complaint",
    "Contract",
    "ContractMilestone",
    "ControlAction",
    "ControlTest",
    "CreditGrade",
    "CreditLimit",
    "CreditNote",
    "CustomField",
    "CustomMeasure",
    "Customer",
    "CustomerLapse",
    "CustomerProfile",
    "DealerMonth",
    "Delegation",
    "Delivery",
    "DiscountAuthority",
    "Dispatch",
    "DuplicateSuspect",
    "DutyConflict",
    "EffectPlan",
    "EffectVerdict",
    "Employment",
    "Evidence",
    "Expense",
    "FigureState",
    "FilledForm",
    "Finding",
    "FollowUp",
    "Forecast",
    "FormTemplate",
    "FormVersion",
    "GoodsReturn",
    "ImportBatch",
    "ImportDraft",
    "ImportMapping",
    "ImportRow",
    "ImprovementMeasure",
    "Indicator",
    "IndicatorVersion",
    "Inspection",
    "Invoice",
    "Issue",
    "IssueCounter",
    "JobClock",
    "JobRun",
    "JobSetting",
    "JournalEntry",
    "JournalHead",
    "JournalPlace",
    "Lead",
    "Lease",
    "LimitationMove",
    "MeasurePart",
    "Mention",
    "NoteReceivable",
    "Notice",
    "NumberCounter",
    "NumberSeries",
    "OneTimeCode",
    "Opportunity",
    "Order",
    "OrderLine",
    "Outlook",
    "OwnText",
    "Person",
    "Post",
    "PostingActivity",
    "Preference",
    "PriceGap",
    "PriceListItem",
    "Product",
    "Promise",
    "Provision",
    "Reach",
    "Reading",
    "Receipt",
    "Recovery",
    "RefreshRun",
    "RepWeek",
    "ReportIssue",
    "ReportPack",
    "Role",
    "RoleGrant",
    "RotationDuty",
    "RouteVersion",
    "SavedView",
    "SecurityIncident",
    "SignInAttempt",
    "SplitSuspect",
    "StageStay",
    "StaleFigure",
    "StepTaken",
    "StockBalance",
    "StockCount",
    "StockMove",
    "StoredFile",
    "Suggestion",
    "SupplierDelivery",
    "SurveyResponse",
    "Target",
    "TrainingDuty",
    "TrainingRecord",
    "TrainingRequirement",
    "Unit",
    "User",
    "UserSession",
    "Violation",
    "WriteOff",
]
