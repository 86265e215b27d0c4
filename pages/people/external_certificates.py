"""Certificates from elsewhere: claimed with proof, accepted by somebody else."""

from domain.core.permission import Permission
from domain.training.claim_certificate import claim_certificate
from domain.training.external_certificate import ExternalCertificate
from ui.screen import Screen, Section, Shown, View
from ui.show import show
from ui.training.proof_hint import draw_proof_hint

SCREEN = Screen(
    title_key="page.external_certificates",
    icon=":material/workspace_premium:",
    url_path="external-certificates",
    entity=ExternalCertificate,
    read=Permission.TRAINING_READ,
    write=Permission.TRAINING_READ,
    columns=(
        ExternalCertificate.person,
        ExternalCertificate.unit,
        ExternalCertificate.course,
        ExternalCertificate.kind,
        ExternalCertificate.issuer,
        ExternalCertificate.completed_on,
        ExternalCertificate.valid_until,
        ExternalCertificate.state,
    ),
    filters=(
        ExternalCertificate.state,
        ExternalCertificate.course,
        ExternalCertificate.person,
        ExternalCertificate.unit,
        ExternalCertificate.kind,
        ExternalCertificate.valid_until,
    ),
    search=(ExternalCertificate.person, ExternalCertificate.issuer, ExternalCertificate.certificate_number),
    order_by=ExternalCertificate.id,
    descending=True,
    form=(
        Section(
            "certificate",
            (ExternalCertificate.person, ExternalCertificate.course),
            (ExternalCertificate.kind, ExternalCertificate.certificate_number),
            ExternalCertificate.issuer,
            (ExternalCertificate.completed_on, ExternalCertificate.valid_until),
            ExternalCertificate.remarks,
        ),
        Shown("record", (ExternalCertificate.certificate,)),
    ),
    views=(View("proofs_waiting", {"state": "submitted"}),),
    create=claim_certificate,
    asked_only_new=(ExternalCertificate.person,),
    filled_in=frozenset({"person"}),
    detail=draw_proof_hint,
    empty="empty.external_certificates",
)

if __name__ == "__main__":
    show(SCREEN)
