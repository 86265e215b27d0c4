"""Surveys: what customers answered when asked how satisfied they are."""

from domain.core.permission import Permission
from domain.service.survey_response import SurveyResponse
from ui.screen import Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.surveys",
    icon=":material/sentiment_satisfied:",
    url_path="surveys",
    entity=SurveyResponse,
    read=Permission.FACTS_READ,
    columns=(
        SurveyResponse.survey,
        SurveyResponse.number,
        SurveyResponse.customer,
        SurveyResponse.unit,
        SurveyResponse.salesperson,
        SurveyResponse.product,
        SurveyResponse.answered_on,
        SurveyResponse.kind,
        SurveyResponse.score,
        SurveyResponse.scale,
        SurveyResponse.verdict,
    ),
    filters=(
        SurveyResponse.unit,
        SurveyResponse.customer,
        SurveyResponse.salesperson,
        SurveyResponse.product,
        SurveyResponse.survey,
        SurveyResponse.answered_on,
        SurveyResponse.period,
        SurveyResponse.kind,
        SurveyResponse.verdict,
        SurveyResponse.score,
        SurveyResponse.batch_id,
    ),
    search=(SurveyResponse.number, SurveyResponse.survey, SurveyResponse.customer),
    order_by=SurveyResponse.answered_on,
    descending=True,
    form=(
        Shown(
            "parties",
            (
                SurveyResponse.customer,
                SurveyResponse.unit,
                SurveyResponse.salesperson,
                SurveyResponse.product,
            ),
        ),
        Shown(
            "answer",
            (SurveyResponse.survey, SurveyResponse.number, SurveyResponse.answered_on),
            (SurveyResponse.kind, SurveyResponse.score, SurveyResponse.scale, SurveyResponse.verdict),
        ),
        Shown("origin", (SurveyResponse.source, SurveyResponse.source_ref)),
    ),
    views=(
        View("unsatisfied", {"verdict": "unsatisfied"}),
        View("detractors", {"verdict": "detractor"}),
    ),
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
