"""Credit grades: how creditworthy customers were found to be."""

from domain.core.permission import Permission
from domain.credit.credit_grade import CreditGrade
from domain.credit.queries import grades_expiring, grades_in_force
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.credit_grades",
    icon=":material/workspace_premium:",
    url_path="credit-grades",
    entity=CreditGrade,
    read=Permission.FACTS_READ,
    columns=(
        CreditGrade.customer,
        CreditGrade.unit,
        CreditGrade.grade,
        CreditGrade.score,
        CreditGrade.graded_on,
        CreditGrade.valid_to,
        CreditGrade.ends_on,
        CreditGrade.downgraded,
        CreditGrade.z_score,
        CreditGrade.in_distress,
    ),
    filters=(
        CreditGrade.unit,
        CreditGrade.customer,
        CreditGrade.grade,
        CreditGrade.score,
        CreditGrade.graded_on,
        CreditGrade.valid_to,
        CreditGrade.ends_on,
        CreditGrade.downgraded,
        CreditGrade.in_distress,
        CreditGrade.batch_id,
    ),
    search=(
        CreditGrade.customer,
        CreditGrade.grade,
    ),
    order_by=CreditGrade.graded_on,
    descending=True,
    form=(
        Shown(
            "grade",
            (CreditGrade.customer, CreditGrade.unit),
            (CreditGrade.grade, CreditGrade.score, CreditGrade.graded_on),
            (CreditGrade.valid_to, CreditGrade.ends_on),
            (CreditGrade.downgraded, CreditGrade.downgraded_until),
            (CreditGrade.z_score, CreditGrade.in_distress),
        ),
        Shown("origin", (CreditGrade.source, CreditGrade.source_ref)),
    ),
    views=(
        View("grades_in_force", {"view": "grades_in_force"}, lambda _, today: grades_in_force(today)),
        View("expiring_soon", {"view": "expiring_soon"}, lambda _, today: grades_expiring(today)),
        View("downgraded", {"downgraded": "yes"}),
        View("in_distress", {"in_distress": "yes"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
