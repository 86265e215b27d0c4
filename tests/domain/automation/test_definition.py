"""What an automation may say, and who answers for it."""

from typing import Any

import pytest

from db.unit_of_work import carry_out, reading
from domain.automation.automation import Automation
from domain.automation.closed_fields import AsksTooMuch
from domain.automation.dry_run import dry_run
from domain.automation.save_automation import AuthorNeeded, bring_automation, save_automation, switch
from domain.core.clock import now
from domain.core.errors import DomainError, NotPermitted, RuleBroken
from domain.core.permission import Actor, Grant, Permission
from tests.domain.automation.company import Company, author, automation
from tests.factories import an_actor


def test_whoever_saves_it_answers_for_it(company: Company) -> None:
    number = automation(company)
    other = an_actor(Permission.CONFIGURATION_WRITE, user_id=company.told, person_id=1)

    def work(session: Any) -> None:
        switch(session, other, session.get_one(Automation, number), enabled=False)
        assert session.get_one(Automation, number).author_id == company.author
        switch(session, other, session.get_one(Automation, number), enabled=True)
        assert session.get_one(Automation, number).author_id == company.told

    carry_out(other, work)


def test_one_from_a_pack_is_off_until_somebody_turns_it_on(company: Company) -> None:
    actor = author(company)
    values = {
        "code": "packed", "name_zh": "来自配置包", "entity": "Customer", "trigger": "event",
        "event": "created", "deed": "notify", "message": "x", "people": [company.told_number],
    }  # fmt: skip
    assert not carry_out(actor, lambda s: bring_automation(s, actor, None, values, now())).enabled


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"entity": "Nothing"}, "entity"),
        ({"event": "exploded"}, "event"),
        ({"trigger": "schedule"}, "rhythm"),
        ({"deed": "propose_step", "step": "fly"}, "step"),
        ({"people": []}, "people"),
        ({"daily_limit": 0}, "daily_limit"),
        ({"message": " "}, "message"),
        ({"conditions": {"join": "all", "items": [{"field": "no", "operator": "equals", "values": ["1"]}]}},
         "conditions"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(
    company: Company, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        automation(company, **facts)
    assert refused.value.field == field


def test_nobody_sets_one_up_without_the_right_or_an_account(company: Company) -> None:
    limited = an_actor(Permission.CONFIGURATION_READ, user_id=company.author, person_id=company.author_person)
    for actor, refusal in ((limited, NotPermitted), (an_actor(), AuthorNeeded)):
        kind: type[DomainError] = refusal
        with pytest.raises(kind):
            carry_out(actor, lambda s, who=actor: save_automation(s, who, None, {"code": "x"}))  # type: ignore[misc]


def test_no_condition_asks_about_what_its_author_may_not_read(company: Company) -> None:
    hidden = Grant("limited", frozenset(Permission), None, (("Customer.name", "hidden"),))
    actor = Actor(name="x", user_id=company.author, person_id=company.author_person, grants=(hidden,))
    values = {
        "code": "nosy", "name_zh": "x", "entity": "Customer", "trigger": "event", "event": "created",
        "deed": "notify", "message": "x", "people": [company.told_number],
        "conditions": {
            "join": "all", "items": [{"field": "name", "operator": "contains", "values": ["a"]}],
        },
    }  # fmt: skip
    with pytest.raises(AsksTooMuch):
        carry_out(actor, lambda session: save_automation(session, actor, None, values))
    number = automation(company)
    with reading(actor) as session, pytest.raises(AsksTooMuch):
        dry_run(session, actor, session.get_one(Automation, number), now())
