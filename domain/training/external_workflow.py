"""The way of a certificate from elsewhere: claimed, then accepted or refused by somebody else."""

from typing import TYPE_CHECKING

from domain.core.permission import Permission
from domain.core.workflow import Step, Workflow
from domain.training import external_rules as rules
from domain.training.external_state import ExternalState

if TYPE_CHECKING:
    from domain.training.external_certificate import ExternalCertificate

S = ExternalState
EXTERNAL_WORKFLOW: Workflow["ExternalCertificate"] = Workflow(
    S.SUBMITTED,
    (
        Step(
            name="accept", source=S.SUBMITTED, target=S.ACCEPTED, permission=Permission.TRAINING_CERTIFY,
            guards=(rules.is_somebody_else, rules.is_proven, rules.earned_already, rules.still_holds),
            effects=(rules.write_certificate,), allowed_days=14,
        ),
        Step(
            name="reject", source=S.SUBMITTED, target=S.REJECTED, permission=Permission.TRAINING_CERTIFY,
            guards=(rules.is_somebody_else,), effects=(rules.tell_rejected,), needs_reason=True,
            allowed_days=14,
        ),
        Step(
            name="withdraw", source=S.SUBMITTED, target=S.WITHDRAWN, permission=None,
            guards=(rules.is_the_person,),
        ),
    ),
    editable_in=frozenset({S.SUBMITTED}),
)  # fmt: skip
