"""Recognition: said by a colleague, decided by a third, announced to all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.errors import Locked, Missing, NotPermitted, ReasonNeeded
from domain.core.permission import Actor, Permission
from domain.culture.alike import alike
from domain.culture.nominate import (
    HappensLater,
    NominatesThemself,
    TooManyNominees,
    agree_points,
)
from domain.culture.points_entry import PointsEntry
from domain.culture.points_rule import PointsOutOfRange, install_points_rules
from domain.culture.recognition import Recognition, RecognitionNominee
from domain.culture.recognition_rules import (
    NomineeAnnounces,
    NotTakenInTurns,
    PartDecides,
    SuperiorIsNominated,
    TakenInTurns,
    turns_of,
)
from domain.culture.recognition_state import RecognitionKind, RecognitionState
from domain.messaging.notice import Notice
from tests.factories import NOON, a_person, a_unit, a_user, an_actor, the_root
from tests.factories_culture import a_nomination, somebody


def announced(session: Session, recognition: Recognition, reason: str = "") -> Recognition:
    step = "approve_in_turns" if reason else "approve"
    recognition.workflow.take(step, recognition, somebody(session), NOON, reason)
    recognition.workflow.take("announce", recognition, somebody(session), NOON)
    return recognition


def paid(session: Session) -> list[tuple[int, int]]:
    rows = session.execute(select(PointsEntry.person_id, PointsEntry.points).order_by(PointsEntry.id))
    return [(row.person_id, row.points) for row in rows]


def test_nobody_nominates_themself(session: Session) -> None:
    me, other = somebody(session), somebody(session)
    with pytest.raises(NominatesThemself):
        a_nomination(session, me, other, me)


def test_a_nomination_says_whom_what_and_when(session: Session) -> None:
    me, other = somebody(session), somebody(session)
    with pytest.raises(Missing):
        a_nomination(session, me)
    with pytest.raises(Missing):
        a_nomination(session, me, other, happened=" ")
    with pytest.raises(HappensLater):
        a_nomination(session, me, other, happened_on=NOON.date() + timedelta(days=1))
    with pytest.raises(TooManyNominees):
        a_nomination(session, me, *(somebody(session) for _ in range(11)))


def test_neither_nominator_nor_nominee_decides(session: Session) -> None:
    me, other = somebody(session), somebody(session)
    recognition = a_nomination(session, me, other)
    for part in (me, other):
        for step in ("approve", "decline"):
            with pytest.raises(PartDecides):
                recognition.workflow.take(step, recognition, part, NOON, "Well done")
        with pytest.raises(PartDecides):
            agree_points(session, part, recognition.id, 5)
    with pytest.raises(NotPermitted):
        recognition.workflow.take("approve", recognition, an_actor(Permission.CULTURE_READ), NOON)


def test_the_recognised_do_not_announce_themselves(session: Session) -> None:
    me, other = somebody(session), somebody(session)
    recognition = a_nomination(session, me, other)
    recognition.workflow.take("approve", recognition, somebody(session), NOON)
    with pytest.raises(NomineeAnnounces):
        recognition.workflow.take("announce", recognition, other, NOON)


def test_points_come_with_the_announcement_as_agreed_and_to_every_nominee(session: Session) -> None:
    install_points_rules(session)
    me, ada, bob = (somebody(session) for _ in range(3))
    recognition = a_nomination(session, me, ada, bob)
    assert recognition.points == 20
    with pytest.raises(PointsOutOfRange):
        agree_points(session, somebody(session), recognition.id, 21)
    agree_points(session, somebody(session), recognition.id, 8)
    assert paid(session) == []
    announced(session, recognition)
    assert sorted(paid(session)) == sorted([(ada.person_id, 8), (bob.person_id, 8)])
    with pytest.raises(Locked):
        agree_points(session, somebody(session), recognition.id, 20)


def test_an_improvement_earns_nothing_before_its_effect_was_found(session: Session) -> None:
    install_points_rules(session)
    me, ada = somebody(session), somebody(session)
    announced(session, a_nomination(session, me, ada, kind=RecognitionKind.IMPROVEMENT))
    announced(session, a_nomination(session, me, ada, kind=RecognitionKind.SUGGESTION))
    assert paid(session) == []


def test_people_who_keep_recognising_each_other_need_a_reason(session: Session) -> None:
    ada, bob = somebody(session), somebody(session)
    announced(session, a_nomination(session, ada, bob))
    announced(session, a_nomination(session, bob, ada))
    third = a_nomination(session, ada, bob)
    decider = somebody(session)
    with pytest.raises(TakenInTurns):
        third.workflow.take("approve", third, decider, NOON)
    with pytest.raises(ReasonNeeded):
        third.workflow.take("approve_in_turns", third, decider, NOON)
    announced(session, third, "Two different incidents, both seen by the auditor")
    assert third.state is RecognitionState.ANNOUNCED


def test_people_who_recognise_each_other_in_a_ring_need_a_reason_too(session: Session) -> None:
    ada, bob, cid = (somebody(session) for _ in range(3))
    for nominator, nominee in ((ada, bob), (bob, cid), (cid, ada), (ada, bob)):
        announced(session, a_nomination(session, nominator, nominee))
    fifth = a_nomination(session, bob, cid)
    assert turns_of(fifth) == 5
    with pytest.raises(TakenInTurns):
        fifth.workflow.take("approve", fifth, somebody(session), NOON)


def test_a_ring_through_which_recognition_went_once_is_no_exchange(session: Session) -> None:
    ada, bob, cid = (somebody(session) for _ in range(3))
    for nominator, nominee in ((ada, bob), (bob, cid), (ada, bob), (ada, bob)):
        announced(session, a_nomination(session, nominator, nominee))
    announced(session, a_nomination(session, cid, ada))


def test_whoever_decides_sees_what_may_be_the_same_deed_nominated_twice(session: Session) -> None:
    ada, bob = somebody(session), somebody(session)
    first = a_nomination(session, somebody(session), ada)
    same = a_nomination(session, somebody(session), ada, happened_on=date(2026, 5, 27))
    a_nomination(session, somebody(session), bob)
    a_nomination(session, somebody(session), ada, happened_on=date(2026, 4, 1))
    assert alike(session, first) == [same]
    same.workflow.take("decline", same, somebody(session), NOON, "The same evening")
    session.flush()
    assert alike(session, first) == []


def test_nobody_decides_on_the_recognition_of_their_own_superior(session: Session) -> None:
    head = somebody(session)
    subordinate = somebody(session, superior_id=head.person_id)
    recognition = a_nomination(session, somebody(session), head)
    for step in ("approve", "decline"):
        with pytest.raises(SuperiorIsNominated):
            recognition.workflow.take(step, recognition, subordinate, NOON, "Well done")
    with pytest.raises(SuperiorIsNominated):
        agree_points(session, subordinate, recognition.id, 20)


def test_recognition_in_one_direction_or_long_ago_is_no_exchange(session: Session) -> None:
    ada, bob = somebody(session), somebody(session)
    back = a_nomination(session, bob, ada)
    back.nominated_on = date(2025, 6, 15)
    for _ in range(3):
        recognition = a_nomination(session, ada, bob)
    decider = somebody(session)
    with pytest.raises(NotTakenInTurns):
        recognition.workflow.take("approve_in_turns", recognition, decider, NOON, "Why not")
    announced(session, recognition)


def test_declining_needs_a_reason_and_tells_the_nominator(session: Session) -> None:
    me = somebody(session)
    user = a_user(session, person_id=me.person_id, role="sales")
    recognition = a_nomination(session, me, somebody(session))
    with pytest.raises(ReasonNeeded):
        recognition.workflow.take("decline", recognition, somebody(session), NOON)
    recognition.workflow.take("decline", recognition, somebody(session), NOON, "It is their duty")
    told = session.scalars(select(Notice).where(Notice.user_id == user.id)).all()
    assert [one.in_words("en") for one in told] == [
        "Your nomination was declined: Stopped a delivery over the limit."
    ]


def test_a_recognition_of_several_units_belongs_to_the_unit_above_them(session: Session) -> None:
    sales = a_unit(session)
    east, west = a_unit(session, parent_id=sales.id), a_unit(session, parent_id=sales.id)
    me = somebody(session)
    ada, bob = somebody(session, unit_id=east.id), somebody(session, unit_id=west.id)
    assert a_nomination(session, me, ada).unit_id == east.id
    assert a_nomination(session, me, ada, bob).unit_id == sales.id
    assert a_nomination(session, me, ada, somebody(session)).unit_id == the_root(session).id


def test_before_it_is_announced_only_nominator_and_deciders_see_it(database: str) -> None:
    def seen(actor: Actor) -> tuple[int, int]:
        with reading(actor) as session:
            return (
                len(session.scalars(select(Recognition.id)).all()),
                len(session.scalars(select(RecognitionNominee.id)).all()),
            )

    with unit_of_work(an_actor()) as session:
        ada, bob = (an_actor(Permission.CULTURE_READ, person_id=a_person(session).id) for _ in range(2))
        recognition = a_nomination(session, ada, bob)
    decider = an_actor(Permission.CULTURE_APPROVE, person_id=999)
    assert [seen(one) for one in (ada, bob, decider)] == [(1, 1), (0, 0), (1, 1)]
    with unit_of_work(an_actor()) as session:
        announced(session, session.get_one(Recognition, recognition.id))
    assert seen(bob) == (1, 1)
