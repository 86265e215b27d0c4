"""The figures about a person that a scorecard may ask for, beside indicators."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.appraisal.compliance_measures import COMPLIANCE
from domain.appraisal.feedback_measures import FEEDBACK
from domain.appraisal.personal_value import PersonalMeasure
from domain.appraisal.risk_measures import RISK

PERSONAL_MEASURES: Mapping[str, PersonalMeasure] = MappingProxyType(
    {measure.name: measure for measure in (*COMPLIANCE, *FEEDBACK, *RISK)}
)
"""Name -> measure. Label `personal.<name>`."""
