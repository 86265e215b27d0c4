"""Gender and birth date of the demo company's people, so that its fairness report has groups to compare."""

from datetime import date

from sqlalchemy import select

from domain.appraisal.note_attributes import note_attributes
from domain.appraisal.person_attributes import Gender
from domain.demo.plan import DemoPlan
from domain.demo.stage import Stage
from domain.organisation.person import Person

HR = "hr"
PURPOSE = "仅用于考核结果的公平性核查（已取得本人书面同意）"
YOUNGEST, OLDEST = 22, 38
"""Whole years of age on joining."""


def note_people(stage: Stage, plan: DemoPlan) -> None:
    """HR keeps them for everybody; drawn by lot, the same in every run."""
    chance = plan.stream("appraisal", "attributes")
    for person in stage.session.scalars(select(Person).order_by(Person.id)).all():
        joined = person.joined_on or plan.today
        year = joined.year - chance.randint(YOUNGEST, OLDEST)
        born = date(year, chance.randint(1, 12), chance.randint(1, 28))
        gender = chance.choice((Gender.FEMALE, Gender.MALE))
        stage.act(HR, note_attributes, person, gender, born, PURPOSE)
