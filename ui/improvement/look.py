"""Everything the page of an issue shows, from one look into the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from db.unit_of_work import reading
from domain.core.clock import business_date, now
from domain.core.errors import DomainError
from domain.core.journal import JournalEntry
from domain.core.loaded import loaded
from domain.core.period import Grain
from domain.core.permission import Actor
from domain.core.workflow import StepTaken
from domain.improvement.effect_picture import EffectPicture, filed_effect, preview_effect
from domain.improvement.effect_plan import EffectPlan
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue import Issue
from domain.improvement.measure_proposal import MeasureProposal
from domain.improvement.propose_measure import proposals_of
from domain.improvement.queries import whole_issue
from domain.improvement.sections import section_offers
from domain.improvement.timeline import lines_about
from domain.indicators.alert import Alert
from domain.indicators.reading import Reading
from domain.organisation.directory import colleagues
from ui.history_names import Names, linked_names
from ui.improvement.offers import Offer, measure_offers, offers_of
from ui.language import in_language

MONTHS_SHOWN = 18


@dataclass(frozen=True)
class Look:
    """An issue as whoever looks sees it."""

    issue: Issue
    today: date
    now: datetime
    offers: tuple[Offer, ...]
    sections: Mapping[str, DomainError | None]
    """Section -> why it is read-only, or None."""
    measures: Mapping[int, Mapping[str, DomainError | None]]
    """Measure under way -> what may be done with it, or why not."""
    proposals: Sequence[MeasureProposal]
    """Proposed measures, the oldest first."""
    alert: Alert | None
    readings: Sequence[Reading]
    """Final months of the linked indicator in the issue's unit, the latest last."""
    pictures: Mapping[int, EffectPicture]
    """Round -> the figure before and after."""
    steps: Sequence[StepTaken]
    lines: Sequence[JournalEntry]
    names: Names
    people: Mapping[int, str]
    """Person -> name, of everybody who has a part in it, of whatever unit."""
    actor: Actor

    @property
    def current(self) -> Reading | None:
        """The linked indicator's latest final month."""
        return self.readings[-1] if self.readings else None

    @property
    def plans(self) -> Mapping[int, EffectPlan]:
        """Round -> promised effect."""
        return {plan.round: plan for plan in self.issue.plans}

    def name(self, person_id: int | None) -> str:
        """What somebody with a part in the issue is called; empty for nobody."""
        return self.people.get(person_id or 0, "")

    def writes(self, section: str) -> bool:
        """Whether this person may write the section now."""
        return self.sections[section] is None


def look(actor: Actor, key: int) -> Look:
    """Read the issue; NotFound when there is none or this person may not see it."""
    moment = now()
    today = business_date(moment)
    with reading(actor) as session:
        issue = whole_issue(session, key)
        _load_figures(session, issue)
        steps = _steps(session, issue)
        lines = lines_about(session, issue)
        proposals = proposals_of(session, issue.id)
        decided = {one.decided_by_id for one in proposals if one.decided_by_id is not None}
        named = colleagues(session, _people(issue) | decided)
        return Look(
            issue=issue,
            today=today,
            now=moment,
            offers=offers_of(issue, actor, today),
            sections=section_offers(issue, actor),
            measures={
                measure.id: measure_offers(measure, actor)
                for measure in issue.current_measures
                if measure.state.under_way
            },
            proposals=proposals,
            alert=_alert(session, issue),
            readings=_readings(session, issue),
            pictures=_pictures(session, issue, today),
            steps=steps,
            lines=lines,
            names=linked_names(lines, session),
            people={one.id: in_language(one.name, one.name_en) for one in named},
            actor=actor,
        )


def _people(issue: Issue) -> set[int]:
    """Ids, because the records of people of other units are not this person's to see."""
    proofs = [proof for measure in issue.measures for proof in measure.evidence]
    found = {issue.reporter_id, issue.owner_id, issue.verifier_id}
    found |= {measure.owner_id for measure in issue.measures} | {proof.by_id for proof in proofs}
    found |= {verdict.opinion_by_id for verdict in issue.verdicts}
    return {person for person in found if person is not None}


def _load_figures(session: Session, issue: Issue) -> None:
    """The indicators and units that the issue and its plans speak of."""
    loaded(issue, "indicator")
    query = select(EffectPlan).where(EffectPlan.issue_id == issue.id)
    named = (EffectPlan.indicator, EffectPlan.observed_unit, EffectPlan.control_unit)
    session.scalars(query.options(*map(selectinload, named))).all()
    for measure in issue.measures:
        set_committed_value(measure, "issue", issue)


def _steps(session: Session, issue: Issue) -> Sequence[StepTaken]:
    query = select(StepTaken).where(StepTaken.entity == Issue.__name__, StepTaken.entity_id == issue.id)
    return session.scalars(query.order_by(StepTaken.id)).all()


def _alert(session: Session, issue: Issue) -> Alert | None:
    if issue.alert_id is None:
        return None
    query = select(Alert).where(Alert.id == issue.alert_id)
    return session.scalars(
        query.options(selectinload(Alert.indicator), selectinload(Alert.unit))
    ).one_or_none()


def _readings(session: Session, issue: Issue) -> Sequence[Reading]:
    if issue.indicator_id is None:
        return ()
    query = select(Reading).where(
        Reading.indicator_id == issue.indicator_id,
        Reading.unit_id == issue.unit_id,
        Reading.grain == Grain.MONTH,
        Reading.provisional.is_(False),
    )
    return session.scalars(query.order_by(Reading.period.desc()).limit(MONTHS_SHOWN)).all()[::-1]


def _pictures(session: Session, issue: Issue, today: date) -> dict[int, EffectPicture]:
    """Of each round that was judged what the verdict rests on; of the present one how it goes so far."""
    plans = {plan.round: plan for plan in issue.plans}
    judged = {verdict.round: verdict for verdict in issue.verdicts if not _outlived(issue, verdict)}
    found = {number: filed_effect(session, verdict, plans[number]) for number, verdict in judged.items()}
    if issue.round in plans and issue.round not in found:
        found[issue.round] = preview_effect(session, issue, today)
    return found


def _outlived(issue: Issue, verdict: EffectVerdict) -> bool:
    """The window was made longer since."""
    present = verdict.round == issue.round and issue.observed_until is not None
    return present and verdict.window.last_day != issue.observed_until
