"""Every entity, imported once, so that mappings and migrations see all tables."""

from domain.access.one_time_code import OneTimeCode as OneTimeCode
from domain.access.role import Role as Role
from domain.access.role import RoleGrant as RoleGrant
from domain.access.sign_in_attempt import SignInAttempt as SignInAttempt
from domain.access.user import User as User
from domain.access.user_session import UserSession as UserSession
from domain.appraisal.appeal import Appeal as Appeal
from domain.appraisal.appeal_ruling import AppealRuling as AppealRuling
from domain.appraisal.assessment import Assessment as Assessment
from domain.appraisal.assessment_item import AssessmentItem as AssessmentItem
from domain.appraisal.brought_result import BroughtResult as BroughtResult
from domain.appraisal.calibration_change import CalibrationChange as CalibrationChange
from domain.appraisal.calibration_minutes import CalibrationMinutes as CalibrationMinutes
from domain.appraisal.calibration_minutes import CalibrationParticipant as CalibrationParticipant
from domain.appraisal.cycle import AppraisalCycle as AppraisalCycle
from domain.appraisal.grade import Grade as Grade
from domain.appraisal.item_score import ItemScore as ItemScore
from domain.appraisal.peer_comment import PeerComment as PeerComment
from domain.appraisal.peer_review import PeerReview as PeerReview
from domain.appraisal.peer_tally import PeerTally as PeerTally
from domain.appraisal.person_attributes import PersonAttributes as PersonAttributes
from domain.appraisal.rating import Rating as Rating
from domain.appraisal.result import AssessmentResult as AssessmentResult
from domain.appraisal.scorecard import Scorecard as Scorecard
from domain.approvals.decision import ApprovalDecision as ApprovalDecision
from domain.approvals.delegation import Delegation as Delegation
from domain.approvals.request import ApprovalRequest as ApprovalRequest
from domain.approvals.request import ApprovalSeat as ApprovalSeat
from domain.approvals.route import ApprovalRoute as ApprovalRoute
from domain.approvals.route import RouteVersion as RouteVersion
from domain.automation.automation import Automation as Automation
from domain.automation.firing import AutomationFiring as AutomationFiring
from domain.automation.firing import AutomationPlace as AutomationPlace
from domain.contracts.contract import Contract as Contract
from domain.contracts.contract_milestone import ContractMilestone as ContractMilestone
from domain.core.code_list import CodeList as CodeList
from domain.core.code_list import CodeListItem as CodeListItem
from domain.core.custom_field import CustomField as CustomField
from domain.core.journal import JournalEntry as JournalEntry
from domain.core.journal import JournalHead as JournalHead
from domain.core.numbering import NumberCounter as NumberCounter
from domain.core.numbering import NumberSeries as NumberSeries
from domain.core.own_text import OwnText as OwnText
from domain.core.stale_figures import StaleFigure as StaleFigure
from domain.core.stored_file import StoredFile as StoredFile
from domain.core.workflow import StepTaken as StepTaken
from domain.credit.credit_grade import CreditGrade as CreditGrade
from domain.credit.credit_limit import CreditLimit as CreditLimit
from domain.culture.acknowledgement import Acknowledgement as Acknowledgement
from domain.culture.case_study import CaseReading as CaseReading
from domain.culture.case_study import CaseSource as CaseSource
from domain.culture.case_study import CaseStudy as CaseStudy
from domain.culture.conduct_code import ConductCode as ConductCode
from domain.culture.conduct_code import ConductCodeVersion as ConductCodeVersion
from domain.culture.handbook_page import HandbookPage as HandbookPage
from domain.culture.handbook_page import HandbookVersion as HandbookVersion
from domain.culture.points_board import BoardChoice as BoardChoice
from domain.culture.points_entry import PointsEntry as PointsEntry
from domain.culture.points_rule import PointsRule as PointsRule
from domain.culture.read_receipt import ReadReceipt as ReadReceipt
from domain.culture.recognition import Recognition as Recognition
from domain.culture.recognition import RecognitionNominee as RecognitionNominee
from domain.forms.filled_form import FilledForm as FilledForm
from domain.forms.template import FormTemplate as FormTemplate
from domain.forms.template import FormVersion as FormVersion
from domain.improvement.cause import CauseAnalysis as CauseAnalysis
from domain.improvement.effect_plan import EffectPlan as EffectPlan
from domain.improvement.effect_verdict import EffectVerdict as EffectVerdict
from domain.improvement.evidence import Evidence as Evidence
from domain.improvement.issue import Issue as Issue
from domain.improvement.issue_number import IssueCounter as IssueCounter
from domain.improvement.measure import ImprovementMeasure as ImprovementMeasure
from domain.improvement.measure_proposal import MeasureProposal as MeasureProposal
from domain.indicators.alert import Alert as Alert
from domain.indicators.custom_measure import CustomMeasure as CustomMeasure
from domain.indicators.indicator import Indicator as Indicator
from domain.indicators.indicator_version import IndicatorVersion as IndicatorVersion
from domain.indicators.measure_part import MeasurePart as MeasurePart
from domain.indicators.reading import FigureState as FigureState
from domain.indicators.reading import Reading as Reading
from domain.indicators.reading import RefreshRun as RefreshRun
from domain.indicators.warnings.notice import AdvanceNotice as AdvanceNotice
from domain.indicators.warnings.outlook import Outlook as Outlook
from domain.intake.batch import (
    ImportBatch as ImportBatch,
)
from domain.intake.batch import (
    ImportMapping as ImportMapping,
)
from domain.intake.batch import (
    ImportRow as ImportRow,
)
from domain.intake.draft import ImportDraft as ImportDraft
from domain.inventory.stock_balance import StockBalance as StockBalance
from domain.inventory.stock_count import StockCount as StockCount
from domain.inventory.stock_move import StockMove as StockMove
from domain.messaging.announcement import (
    Announcement as Announcement,
)
from domain.messaging.announcement import (
    AnnouncementDismissal as AnnouncementDismissal,
)
from domain.messaging.channel import Channel as Channel
from domain.messaging.dispatch import Dispatch as Dispatch
from domain.messaging.notice import Notice as Notice
from domain.messaging.reach import Preference as Preference
from domain.messaging.reach import Reach as Reach
from domain.organisation.calendar_day import CalendarDay as CalendarDay
from domain.organisation.committee import CommitteeMember as CommitteeMember
from domain.organisation.person import Person as Person
from domain.organisation.post import Post as Post
from domain.organisation.unit import Unit as Unit
from domain.oversight.access_event import AccessEvent as AccessEvent
from domain.oversight.access_review import AccessReview as AccessReview
from domain.oversight.account_life import AccountLife as AccountLife
from domain.oversight.alert_record import AlertRecord as AlertRecord
from domain.oversight.control_action import ControlAction as ControlAction
from domain.oversight.control_test import ControlTest as ControlTest
from domain.oversight.duty_conflict import DutyConflict as DutyConflict
from domain.oversight.finding import Finding as Finding
from domain.oversight.journal_place import JournalPlace as JournalPlace
from domain.oversight.posting_activity import PostingActivity as PostingActivity
from domain.oversight.security_incident import SecurityIncident as SecurityIncident
from domain.partners.competitor_price import CompetitorPrice as CompetitorPrice
from domain.partners.dealer_month import DealerMonth as DealerMonth
from domain.partners.inspection import Inspection as Inspection
from domain.partners.price_gap import PriceGap as PriceGap
from domain.partners.supplier_delivery import SupplierDelivery as SupplierDelivery
from domain.receivables.account_statement import AccountStatement as AccountStatement
from domain.receivables.collection_action import (
    CollectionAction as CollectionAction,
)
from domain.receivables.collection_action import (
    LimitationMove as LimitationMove,
)
from domain.receivables.duplicate_suspect import DuplicateSuspect as DuplicateSuspect
from domain.receivables.invoice import CreditNote as CreditNote
from domain.receivables.invoice import Invoice as Invoice
from domain.receivables.note_receivable import NoteReceivable as NoteReceivable
from domain.receivables.promise import Promise as Promise
from domain.receivables.provision import Provision as Provision
from domain.receivables.receipt import Allocation as Allocation
from domain.receivables.receipt import Receipt as Receipt
from domain.receivables.write_off import Recovery as Recovery
from domain.receivables.write_off import WriteOff as WriteOff
from domain.records.attachment import Attachment as Attachment
from domain.records.comment import Comment as Comment
from domain.records.comment import Mention as Mention
from domain.reporting.annotation import Annotation as Annotation
from domain.reporting.board import BoardDefinition as BoardDefinition
from domain.reporting.board import BoardVersion as BoardVersion
from domain.reporting.board_subscription import BoardSubscription as BoardSubscription
from domain.reporting.cockpit_tile import CockpitTile as CockpitTile
from domain.reporting.pack import ReportPack as ReportPack
from domain.reporting.pack_issue import ReportIssue as ReportIssue
from domain.reporting.saved_view import SavedView as SavedView
from domain.rewards.bonus_base import BonusBase as BonusBase
from domain.rewards.bonus_line import BonusLine as BonusLine
from domain.rewards.bonus_run import BonusRun as BonusRun
from domain.rewards.bonus_scheme import BonusScheme as BonusScheme
from domain.rewards.career_level import CareerLevel as CareerLevel
from domain.rewards.outcome_review import OutcomeReview as OutcomeReview
from domain.rewards.placement import CareerPlacement as CareerPlacement
from domain.rewards.use_of_result import UseOfResult as UseOfResult
from domain.rewards.use_rule import UseRule as UseRule
from domain.sales.activity import Activity as Activity
from domain.sales.activity import FollowUp as FollowUp
from domain.sales.activity import RepWeek as RepWeek
from domain.sales.customer import Customer as Customer
from domain.sales.customer_lapse import CustomerLapse as CustomerLapse
from domain.sales.customer_profile import CustomerProfile as CustomerProfile
from domain.sales.forecast import Forecast as Forecast
from domain.sales.lead import Lead as Lead
from domain.sales.opportunity import Opportunity as Opportunity
from domain.sales.order import Delivery as Delivery
from domain.sales.order import Order as Order
from domain.sales.order import OrderLine as OrderLine
from domain.sales.price_list import DiscountAuthority as DiscountAuthority
from domain.sales.price_list import PriceListItem as PriceListItem
from domain.sales.product import Product as Product
from domain.sales.split_suspect import SplitSuspect as SplitSuspect
from domain.sales.stage_stay import StageStay as StageStay
from domain.sales.target import Target as Target
from domain.scheduling.job_run import JobClock as JobClock
from domain.scheduling.job_run import JobRun as JobRun
from domain.scheduling.job_setting import JobSetting as JobSetting
from domain.scheduling.lease import Lease as Lease
from domain.service.care_event import CareEvent as CareEvent
from domain.service.complaint import Complaint as Complaint
from domain.service.goods_return import GoodsReturn as GoodsReturn
from domain.service.suggestion import Suggestion as Suggestion
from domain.service.survey_response import SurveyResponse as SurveyResponse
from domain.spending.budget import Budget as Budget
from domain.spending.expense import Expense as Expense
from domain.training.attendance_code import AttendanceCode as AttendanceCode
from domain.training.behaviour_check import BehaviourCheck as BehaviourCheck
from domain.training.benefit import TrainingBenefit as TrainingBenefit
from domain.training.coaching import CoachingLog as CoachingLog
from domain.training.course import Course as Course
from domain.training.course_feedback import CourseFeedback as CourseFeedback
from domain.training.course_session import CourseSession as CourseSession
from domain.training.drill import Drill as Drill
from domain.training.drill import DrillRole as DrillRole
from domain.training.drill import DrillStep as DrillStep
from domain.training.duty_requirement import DutyRequirement as DutyRequirement
from domain.training.enrolment import Enrolment as Enrolment
from domain.training.external_certificate import ExternalCertificate as ExternalCertificate
from domain.training.need import TrainingNeed as TrainingNeed
from domain.training.quiz_answer import QuizAnswer as QuizAnswer
from domain.training.quiz_attempt import QuizAttempt as QuizAttempt
from domain.training.quiz_question import QuizQuestion as QuizQuestion
from domain.training.training_plan import TrainingPlan as TrainingPlan
from domain.training.training_plan import TrainingPlanLine as TrainingPlanLine
from domain.workforce.employment import Employment as Employment
from domain.workforce.rotation_duty import RotationDuty as RotationDuty
from domain.workforce.training_duty import TrainingDuty as TrainingDuty
from domain.workforce.training_exemption import TrainingExemption as TrainingExemption
from domain.workforce.training_record import TrainingRecord as TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement as TrainingRequirement
from domain.workforce.violation import Violation as Violation
