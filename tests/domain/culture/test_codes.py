"""Codes of conduct: written by one, put into force by another, signed by each for themself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.acting_person import AccountWithoutPerson
from domain.core.editing import edit
from domain.core.errors import Locked, Missing, NotPermitted
from domain.core.permission import Permission
from domain.culture.acknowledgement import Acknowledgement
from domain.culture.append_only import WrittenOnce
from domain.culture.conduct_code import CodeKind, ConductCodeVersion, DaysOutOfRange, name_in_code
from domain.culture.points_rule import install_points_rules
from domain.culture.remind import ask_unsigned, remind_of_culture
from domain.culture.safe_text import HtmlInText, LinkRefused, PictureInText, require_safe
from domain.culture.sign import NotAskedOfYou, NotInForce, SignedAlready, TextHasChanged, sign
from domain.culture.signing import all_signings, own_signings, signings_led
from domain.culture.teach_changes import teach_changes
from domain.culture.text_state import TextState
from domain.culture.text_version import ForWholeCompany, TextArchived, WriterPutsInForce
from domain.culture.write_code import ask_posts, new_code, next_code_version, write_code
from domain.culture.write_version import DraftWaits, NoSuchPost
from domain.messaging.notice import Notice
from domain.organisation.post import Post
from domain.training.course import Course, CourseCategory
from domain.training.need import TrainingNeed
from domain.training.need_state import NeedSource
from tests.factories import NOON, a_person, a_unit, a_user, added, an_actor
from tests.factories_culture import TEXTS, a_code, a_code_in_force, somebody, version_of

TODAY = NOON.date()


def test_whoever_wrote_a_version_does_not_put_it_into_force(session: Session) -> None:
    writer = somebody(session)
    version = version_of(session, a_code(session, writer))
    with pytest.raises(WriterPutsInForce):
        version.workflow.take("put_in_force", version, writer, NOON)
    with pytest.raises(AccountWithoutPerson):
        version.workflow.take("put_in_force", version, an_actor(), NOON)
    version.workflow.take("put_in_force", version, somebody(session), NOON)
    assert (version.state, version.in_force_on) == (TextState.IN_FORCE, TODAY)


def test_a_text_in_force_is_fixed_and_the_next_version_retires_it(session: Session) -> None:
    first = a_code_in_force(session)
    writer, approver = somebody(session), somebody(session)
    with pytest.raises(Locked):
        write_code(session, writer, first.id, {"text_en": "Anything goes."})
    second = next_code_version(session, writer, first.code_id, NOON)
    assert (second.number, second.text_en) == (2, first.text_en)
    with pytest.raises(DraftWaits):
        next_code_version(session, writer, first.code_id, NOON)
    write_code(session, writer, second.id, TEXTS | {"changes": "Gifts"})
    second.workflow.take("put_in_force", second, approver, NOON)
    assert (first.state, first.retired_on) == (TextState.RETIRED, TODAY)


def test_a_version_in_one_language_only_does_not_come_into_force(session: Session) -> None:
    writer = somebody(session)
    version = version_of(session, a_code(session, writer))
    write_code(session, writer, version.id, {"text_en": " "})
    with pytest.raises(Missing):
        version.workflow.take("put_in_force", version, somebody(session), NOON)


def test_only_who_administers_the_culture_writes_and_only_who_approves_puts_into_force(
    session: Session,
) -> None:
    reader = an_actor(Permission.CULTURE_READ, person_id=a_person(session).id)
    with pytest.raises(NotPermitted):
        new_code(session, reader, {"code": "c", "name_zh": "准则", "name_en": "Code"}, NOON)
    version = version_of(session, a_code(session, somebody(session)))
    with pytest.raises(NotPermitted):
        write_code(session, reader, version.id, TEXTS)
    with pytest.raises(NotPermitted):
        version.workflow.take("put_in_force", version, reader, NOON)


def test_signing_once_ends_the_duty_and_the_signature_cannot_be_rewritten(session: Session) -> None:
    install_points_rules(session)
    version, me = a_code_in_force(session), somebody(session)
    (_, duty) = own_signings(session, me, TODAY)[0]
    assert duty.is_open(TODAY)
    assert duty.due_on == TODAY + timedelta(days=14)
    signature = sign(session, me, version.id, version.fingerprint, NOON)
    assert signature.text_hash == version.fingerprint
    assert not own_signings(session, me, TODAY)[0][1].is_open(TODAY)
    with pytest.raises(SignedAlready):
        sign(session, me, version.id, version.fingerprint, NOON)
    signature.signed_on = date(2026, 1, 1)
    with pytest.raises(WrittenOnce):
        session.flush()
    session.rollback()


def test_nobody_signs_a_draft_another_text_or_without_being_a_person(session: Session) -> None:
    me, draft = somebody(session), version_of(session, a_code(session, somebody(session)))
    with pytest.raises(NotInForce):
        sign(session, me, draft.id, draft.fingerprint, NOON)
    version = a_code_in_force(session)
    with pytest.raises(TextHasChanged):
        sign(session, me, version.id, "another text", NOON)
    with pytest.raises(AccountWithoutPerson):
        sign(session, an_actor(), version.id, version.fingerprint, NOON)


def test_a_code_for_some_posts_is_asked_of_their_holders_only(session: Session) -> None:
    sales = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    version = a_code_in_force(session)
    ask_posts(session, somebody(session), version.code_id, [sales.id])
    holder, other = somebody(session, post_id=sales.id), somebody(session)
    assert [duty.person.id for _, duty in all_signings(session, TODAY)] == [holder.person_id]
    with pytest.raises(NotAskedOfYou):
        sign(session, other, version.id, version.fingerprint, NOON)
    with pytest.raises(NoSuchPost):
        ask_posts(session, somebody(session), version.code_id, [999])


def test_a_letter_of_responsibility_is_signed_anew_every_year(session: Session) -> None:
    version = a_code_in_force(session, kind=CodeKind.RESPONSIBILITY_LETTER)
    me = somebody(session)
    signature = sign(session, me, version.id, version.fingerprint, NOON)
    assert signature.valid_until == date(2027, 6, 14)
    (_, duty) = own_signings(session, me, date(2027, 5, 14))[0]
    assert not duty.can_be_done(date(2027, 5, 14))
    assert duty.can_be_done(date(2027, 5, 15))
    assert not duty.is_open(date(2027, 6, 14))
    assert duty.is_late(date(2027, 6, 15))
    again = sign(session, me, version.id, version.fingerprint, NOON.replace(year=2027))
    assert again.valid_until == date(2028, 6, 14)


def test_a_new_version_raises_the_duty_anew_and_tells_people(session: Session) -> None:
    first, me = a_code_in_force(session), somebody(session)
    user = a_user(session, person_id=me.person_id, role="sales")
    sign(session, me, first.id, first.fingerprint, NOON)
    writer = somebody(session)
    second = next_code_version(session, writer, first.code_id, NOON)
    write_code(session, writer, second.id, {"text_en": "Take no gifts, give none."})
    second.workflow.take("put_in_force", second, somebody(session), NOON)
    (_, duty) = own_signings(session, me, TODAY)[0]
    assert duty.is_open(TODAY)
    told = session.scalars(select(Notice).where(Notice.user_id == user.id)).all()
    assert [one.in_words("en") for one in told] == [
        f"“{second.code.name_en}”, version 2, is in force. Please read and sign it within 14 days."
    ]


def test_late_signatures_are_reminded_once_and_at_once_when_asked(session: Session) -> None:
    me = somebody(session)
    a_user(session, person_id=me.person_id, role="sales")
    version = a_code_in_force(session)
    in_time, late = NOON + timedelta(days=14), NOON + timedelta(days=15)
    assert remind_of_culture(session, in_time) == 0
    assert remind_of_culture(session, late) == 1
    assert remind_of_culture(session, late + timedelta(days=1)) == 0
    keeper = somebody(session)
    assert ask_unsigned(session, keeper, version, [me.person_id or 0], late) == 1
    assert ask_unsigned(session, keeper, version, [me.person_id or 0], late) == 0
    with pytest.raises(NotPermitted):
        ask_unsigned(session, an_actor(Permission.CULTURE_READ), version, [me.person_id or 0], late)


def test_newcomers_are_told_at_their_arrival_what_they_have_to_sign_and_no_longer_once_they_left(
    session: Session,
) -> None:
    version = a_code_in_force(session)
    me = somebody(session, joined_on=TODAY + timedelta(days=30), left_on=TODAY + timedelta(days=50))
    user = a_user(session, person_id=me.person_id, role="sales")
    assert remind_of_culture(session, NOON + timedelta(days=29)) == 0
    assert remind_of_culture(session, NOON + timedelta(days=30)) == 1
    assert remind_of_culture(session, NOON + timedelta(days=31)) == 0
    (told,) = session.scalars(select(Notice).where(Notice.user_id == user.id)).all()
    assert told.in_words("en") == (
        f"“{version.code.name_en}”, version 1, is in force. Please read and sign it within 14 days."
    )
    led = {duty.person.id for duty in signings_led(session, an_actor(), version, TODAY + timedelta(days=51))}
    assert me.person_id not in led


def test_a_leader_reminds_their_own_people_and_nobody_elses(session: Session) -> None:
    here, there = a_unit(session), a_unit(session)
    ours, theirs = somebody(session, unit_id=here.id), somebody(session, unit_id=there.id)
    for one in (ours, theirs):
        a_user(session, person_id=one.person_id, role="sales")
    leader = an_actor(Permission.ASSESSMENTS_RATE, units=frozenset({here.id}))
    asked = [one.person_id or 0 for one in (ours, theirs)]
    a_code_in_force(session)
    version, _ = all_signings(session, TODAY)[0]
    assert ask_unsigned(session, leader, version, asked, NOON) == 1


def test_a_short_signature_is_renewed_in_its_second_half_and_not_for_points_every_day(
    session: Session,
) -> None:
    version, me = a_code_in_force(session, renewal_months=1), somebody(session)
    sign(session, me, version.id, version.fingerprint, NOON)
    for days in (0, 10):
        with pytest.raises(SignedAlready):
            sign(session, me, version.id, version.fingerprint, NOON + timedelta(days=days))
    sign(session, me, version.id, version.fingerprint, NOON + timedelta(days=20))


def test_the_former_version_cannot_be_signed_once_another_is_in_force(session: Session) -> None:
    first, me = a_code_in_force(session), somebody(session)
    second = next_code_version(session, somebody(session), first.code_id, NOON)
    second.workflow.take("put_in_force", second, somebody(session), NOON)
    with pytest.raises(NotInForce):
        sign(session, me, first.id, first.fingerprint, NOON)


def test_the_next_version_begins_with_the_document_of_the_former(session: Session) -> None:
    writer = somebody(session)
    version = version_of(session, a_code(session, writer))
    write_code(session, writer, version.id, TEXTS, ("code.pdf", b"%PDF-1.4 signed by the chair"))
    version.workflow.take("put_in_force", version, somebody(session), NOON)
    following = next_code_version(session, writer, version.code_id, NOON)
    assert following.file_id == version.file_id is not None


def test_who_answers_for_one_unit_neither_puts_into_force_nor_retires_what_binds_all(
    session: Session,
) -> None:
    unit = a_unit(session)
    person = a_person(session, unit_id=unit.id)
    head = an_actor(Permission.CULTURE_APPROVE, units=frozenset({unit.id}), person_id=person.id)
    draft = version_of(session, a_code(session, somebody(session)))
    for version, step in ((draft, "put_in_force"), (a_code_in_force(session), "retire")):
        with pytest.raises(ForWholeCompany):
            version.workflow.take(step, version, head, NOON)
    writer = an_actor(Permission.CULTURE_ADMINISTER, units=frozenset({unit.id}), person_id=person.id)
    with pytest.raises(NotPermitted):
        write_code(session, writer, draft.id, {"text_en": "Anything goes in the East."})


def test_a_version_of_an_archived_code_does_not_come_into_force(session: Session) -> None:
    code = a_code(session, somebody(session))
    code.archived_at = NOON
    session.flush()
    version = version_of(session, code)
    with pytest.raises(TextArchived):
        version.workflow.take("put_in_force", version, somebody(session), NOON)


def test_a_draft_and_its_document_are_hidden_from_all_but_those_who_write_and_approve(
    database: str,
) -> None:
    with unit_of_work(an_actor()) as session:
        writer = somebody(session)
        version = version_of(session, a_code(session, writer))
        document = ("letter.pdf", b"%PDF-1.4 not yet decided")
        file_id = write_code(session, writer, version.id, TEXTS, document).file_id or 0
    seen = {}
    for permission in (Permission.CULTURE_READ, Permission.ASSESSMENTS_RATE, Permission.CULTURE_APPROVE):
        actor = an_actor(permission, Permission.CULTURE_READ, person_id=1)
        with reading(actor) as session:
            found = session.scalars(select(ConductCodeVersion)).all()
            seen[permission] = len(found), name_in_code(session, actor, file_id)
    assert seen == {
        Permission.CULTURE_READ: (0, None),
        Permission.ASSESSMENTS_RATE: (0, None),
        Permission.CULTURE_APPROVE: (1, "letter.pdf"),
    }


def test_leaders_see_who_of_theirs_has_not_signed_and_colleagues_see_nobody(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        east, west = a_unit(session), a_unit(session)
        version = a_code_in_force(session)
        mine, other = somebody(session, unit_id=east.id), somebody(session, unit_id=west.id)
        for one in (mine, other):
            sign(session, one, version.id, version.fingerprint, NOON)
    leader = an_actor(
        Permission.ASSESSMENTS_RATE, Permission.CULTURE_READ, units=frozenset({east.id}), person_id=999
    )
    colleague = an_actor(Permission.CULTURE_READ, person_id=mine.person_id)
    count = select(func.count(Acknowledgement.id))
    with reading(leader) as session:
        assert {duty.person.id for duty in signings_led(session, leader, version, TODAY)} == {mine.person_id}
        assert session.scalar(count) == 1
    with reading(colleague) as session:
        assert signings_led(session, colleague, version, TODAY) == []
        assert session.scalars(select(Acknowledgement.person_id)).all() == [mine.person_id]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("<script>alert(1)</script>", HtmlInText),
        ("a <b>bold</b> rule", HtmlInText),
        ("![](https://elsewhere.example/eye.png)", PictureInText),
        ("[rule](javascript:alert(1))", LinkRefused),
        ("[rule][1]\n\n[1]: data:text/html,x", LinkRefused),
        ("[rule][1]\n\n> [1]: javascript:alert(1)", LinkRefused),
        ("[rule](\njavascript:alert(1))", LinkRefused),
        ("1. [rule](java&#115;cript:alert(1))", LinkRefused),
    ],
)
def test_text_that_could_harm_its_readers_is_refused(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        require_safe(text, "text_en")


def test_ordinary_markdown_is_accepted() -> None:
    require_safe(
        "# Limits\n\n- below 30 days: fine; DSO < 45\n- [policy](https://example.com)\n\n> note", "t"
    )


def test_days_to_sign_in_are_between_one_and_a_year(session: Session) -> None:
    writer = somebody(session)
    code = a_code(session, writer)
    with pytest.raises(DaysOutOfRange):
        edit(session, writer, Permission.CULTURE_ADMINISTER, code, {"due_days": 0})


def test_a_change_of_a_code_with_a_course_raises_a_training_need_once(session: Session) -> None:
    course = added(
        session, Course(code="CC", name_zh="准则", name_en="Conduct", category=CourseCategory.CONTROL)
    )
    me, writer = somebody(session), somebody(session)
    first = a_code_in_force(session, course_id=course.id)
    assert teach_changes(session, an_actor(), TODAY) == 0, "the first version is no change"
    second = next_code_version(session, writer, first.code_id, NOON)
    write_code(session, writer, second.id, TEXTS | {"changes": "Gifts"})
    second.workflow.take("put_in_force", second, somebody(session), NOON)
    late = a_person(session, joined_on=TODAY + timedelta(days=1))
    assert teach_changes(session, an_actor(), TODAY + timedelta(days=2)) > 0
    assert teach_changes(session, an_actor(), TODAY + timedelta(days=2)) == 0
    needs = {one.person_id: one for one in session.scalars(select(TrainingNeed))}
    assert late.id not in needs
    mine = needs[me.person_id or 0]
    assert (mine.course_id, mine.source, mine.why) == (course.id, NeedSource.CONDUCT_CHANGE, "Gifts")
