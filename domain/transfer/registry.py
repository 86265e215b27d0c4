"""Everything that packs carry, in an order in which it can be brought in one after the other."""

from collections.abc import Mapping

from domain.access.role import Role
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.automation.automation import Automation
from domain.automation.save_automation import bring_automation
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField
from domain.core.entity import Entity
from domain.core.numbering import NumberSeries
from domain.core.own_text import OwnText
from domain.core.permission import Permission
from domain.forms.template import FormTemplate, FormVersion
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion
from domain.intake.batch import ImportMapping
from domain.organisation.calendar_day import CalendarDay
from domain.reporting.board import BoardDefinition
from domain.reporting.saved_view import SavedView
from domain.transfer.bring_board import bring_board
from domain.transfer.bring_form import bring_form
from domain.transfer.bring_indicator import (
    bring_indicator,
    bring_measure,
    bring_version,
    latest_approved,
)
from domain.transfer.bring_role import bring_role
from domain.transfer.bring_route import bring_route
from domain.transfer.bring_view import bring_view
from domain.transfer.portable import NAMED, Portable
from domain.transfer.view_words import carried, is_carried, read_in

PORTABLE: tuple[Portable, ...] = (
    Portable(kind=Role, key=("code",), permission=Permission.ACCESS_GRANT, bring=bring_role),
    Portable(kind=CodeList, key=("code",)),
    Portable(kind=CodeListItem, key=("code_list_id", "code")),
    Portable(kind=CustomField, key=("entity", "key")),
    Portable(kind=OwnText, key=("key",)),
    Portable(kind=NumberSeries, key=("entity",)),
    Portable(kind=FormTemplate, key=("code",)),
    Portable(
        kind=FormVersion,
        key=("template_id",),
        left_out=frozenset({"number"}),
        only=FormVersion.is_in_force,
        bring=bring_form,
    ),
    Portable(kind=ApprovalRoute, key=("code",), permission=Permission.APPROVALS_DEFINE),
    Portable(
        kind=RouteVersion,
        key=("route_id",),
        permission=Permission.APPROVALS_DEFINE,
        left_out=frozenset({"number", "effective_from", "drafter_ids", "approved_by_id"}),
        only=RouteVersion.is_latest,
        bring=bring_route,
    ),
    Portable(kind=CustomMeasure, key=("code",), permission=Permission.INDICATORS_DEFINE, bring=bring_measure),
    Portable(
        kind=Indicator,
        key=("code",),
        permission=Permission.INDICATORS_DEFINE,
        left_out=frozenset({"owner_id", "is_active"}),
        bring=bring_indicator,
    ),
    Portable(
        kind=IndicatorVersion,
        key=("indicator_id",),
        permission=Permission.INDICATORS_DEFINE,
        left_out=frozenset({"effective_from", "proposed_by_id", "approved_by_id", "note"}),
        only=latest_approved,
        bring=bring_version,
    ),
    Portable(
        kind=BoardDefinition,
        key=("code",),
        left_out=frozenset({"owner_id", "number", "audience"}),
        only=BoardDefinition.is_shared,
        bring=bring_board,
    ),
    Portable(
        kind=SavedView,
        key=("screen", "name_zh", "name_en"),
        left_out=frozenset({"owner_id"}),
        only=is_carried,
        bring=bring_view,
        carry=carried,
        read=read_in,
    ),
    Portable(
        kind=Automation, key=("code",), left_out=frozenset({"enabled", "author_id"}), bring=bring_automation
    ),
    Portable(kind=CalendarDay, key=("day",), permission=Permission.ORGANISATION_WRITE),
    Portable(kind=ImportMapping, key=("name",), permission=Permission.FACTS_IMPORT),
)

BY_NAME: Mapping[str, Portable] = {one.kind.__name__: one for one in PORTABLE}
KEYS: Mapping[type[Entity], tuple[str, ...]] = {**NAMED, **{one.kind: one.key for one in PORTABLE}}
"""Kind -> by what its records are known in every portal."""
