"""Credit limits: how much customers may owe, since when and until when."""

from domain.core.permission import Permission
from domain.credit.credit_limit import CreditLimit
from domain.credit.queries import limits_expiring, limits_in_force
from domain.receivables.over_limit import limits_exceeded
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.credit_limits",
    icon=":material/credit_score:",
    url_path="credit-limits",
    entity=CreditLimit,
    read=Permission.FACTS_READ,
    columns=(
        CreditLimit.customer,
        CreditLimit.unit,
        CreditLimit.amount,
        CreditLimit.currency,
        CreditLimit.term_days,
        CreditLimit.valid_from,
        CreditLimit.valid_to,
        CreditLimit.ends_on,
        CreditLimit.temporary,
        CreditLimit.approved_by,
    ),
    filters=(
        CreditLimit.unit,
        CreditLimit.customer,
        CreditLimit.amount,
        CreditLimit.valid_from,
        CreditLimit.valid_to,
        CreditLimit.ends_on,
        CreditLimit.temporary,
        CreditLimit.counts,
        CreditLimit.batch_id,
    ),
    search=(
        CreditLimit.customer,
        CreditLimit.approved_by,
    ),
    order_by=CreditLimit.valid_from,
    descending=True,
    form=(
        Shown(
            "limit",
            (CreditLimit.customer, CreditLimit.unit),
            (CreditLimit.amount, CreditLimit.currency, CreditLimit.term_days),
            (CreditLimit.valid_from, CreditLimit.valid_to, CreditLimit.ends_on),
            (CreditLimit.temporary, CreditLimit.approved_by, CreditLimit.counts),
        ),
        Shown("origin", (CreditLimit.source, CreditLimit.source_ref)),
    ),
    views=(
        View("limits_in_force", {"view": "limits_in_force"}, lambda _, today: limits_in_force(today)),
        View("over_limit", {"view": "over_limit"}, lambda _, today: limits_exceeded(today)),
        View("expiring_soon", {"view": "expiring_soon"}, lambda _, today: limits_expiring(today)),
        View("temporary", {"temporary": "yes"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
