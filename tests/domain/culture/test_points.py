"""Points: a ledger that nobody rewrites, with rules against gaming."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.editing import archive, find
from domain.core.errors import NotFound, NotPermitted, ReasonNeeded
from domain.core.permission import Permission
from domain.culture.append_only import WrittenOnce
from domain.culture.award import Claim, award
from domain.culture.keep_points import Kept, keep_points
from domain.culture.nominate import PaidAlready, name_issue
from domain.culture.points_board import choose_named, is_named, own_points, points_board
from domain.culture.points_entry import PointsEntry, PointsKind
from domain.culture.points_event import PointsEvent
from domain.culture.points_rule import LimitBelowPoints, PointsRule, install_points_rules
from domain.culture.recognition_state import RecognitionKind
from domain.culture.reverse import OwnPoints, ReversedAlready, reverse
from domain.improvement.close_issue import close_issue
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from tests.domain.improvement.loop import Loop, judge
from tests.factories import NOON, a_person, a_unit, an_actor
from tests.factories_culture import a_nomination, somebody

DAY = NOON.date()


def a_claim(person: int | None, key: int = 1, **facts: object) -> Claim:
    return Claim(PointsEvent.RECOGNISED, person or 0, "Recognition", key, DAY, **facts)  # type: ignore[arg-type]


def ledger(session: Session) -> list[tuple[PointsEvent, int, PointsKind, int]]:
    rows = session.scalars(select(PointsEntry).order_by(PointsEntry.id)).all()
    return [(one.event, one.person_id, one.kind, one.points) for one in rows]


def test_the_same_record_counts_once(session: Session) -> None:
    install_points_rules(session)
    me = somebody(session).person_id
    assert len(award(session, [a_claim(me), a_claim(me)], NOON)) == 1
    assert award(session, [a_claim(me)], NOON) == []


def test_a_month_has_a_limit_and_what_exceeds_it_is_cut(session: Session) -> None:
    install_points_rules(session)
    me = somebody(session).person_id
    entries = award(session, [a_claim(me, key) for key in range(1, 6)], NOON)
    assert [one.points for one in entries] == [20, 20, 20, 0, 0]
    assert {one.full_points for one in entries} == {20}
    later = Claim(PointsEvent.RECOGNISED, me or 0, "Recognition", 9, DAY.replace(month=7))
    assert [one.points for one in award(session, [later], NOON)] == [20]


def test_whoever_decided_on_a_record_earns_nothing_by_it(session: Session) -> None:
    install_points_rules(session)
    me = somebody(session).person_id or 0
    assert award(session, [a_claim(me, deciders=frozenset({me}))], NOON) == []


def test_an_archived_rule_gives_nothing(session: Session) -> None:
    install_points_rules(session)
    rule = session.scalars(select(PointsRule).where(PointsRule.event == PointsEvent.RECOGNISED)).one()
    archive(session, somebody(session), Permission.CULTURE_ADMINISTER, rule, NOON)
    assert award(session, [a_claim(somebody(session).person_id)], NOON) == []


def test_a_limit_below_one_event_is_refused(session: Session) -> None:
    install_points_rules(session)
    rule = session.scalars(select(PointsRule).limit(1)).one()
    rule.points, rule.monthly_limit = 10, 5
    with pytest.raises(LimitBelowPoints):
        rule.check()
    session.rollback()


def test_entries_are_neither_changed_nor_removed(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
        (entry,) = award(session, [a_claim(somebody(session).person_id)], NOON)
    with pytest.raises(WrittenOnce), unit_of_work(an_actor()) as session:
        session.get_one(PointsEntry, entry.id).points = 500
    with pytest.raises(WrittenOnce), unit_of_work(an_actor()) as session:
        session.delete(session.get_one(PointsEntry, entry.id))


def test_a_reversal_is_an_entry_of_its_own_with_a_reason_by_somebody_else(session: Session) -> None:
    install_points_rules(session)
    me, keeper = somebody(session), somebody(session)
    (entry,) = award(session, [a_claim(me.person_id)], NOON)
    with pytest.raises(OwnPoints):
        reverse(session, me, entry.id, "Modesty", NOON)
    with pytest.raises(ReasonNeeded):
        reverse(session, keeper, entry.id, " ", NOON)
    with pytest.raises(NotPermitted):
        reverse(session, an_actor(Permission.CULTURE_READ), entry.id, "Why not", NOON)
    back = reverse(session, keeper, entry.id, "Nominated by mistake", NOON)
    assert (back.points, back.kind, back.reverses_id) == (-20, PointsKind.REVERSED, entry.id)
    for one in (entry, back):
        with pytest.raises(ReversedAlready):
            reverse(session, keeper, one.id, "Again", NOON)
    assert award(session, [a_claim(me.person_id)], NOON) == []


def test_a_cure_pays_owner_and_reporter_and_is_taken_back_when_the_effect_is_undone(loop: Loop) -> None:
    reporter, owner = loop.people["reporter"], loop.people["owner"]
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
    loop.reach(IssueState.OBSERVING)
    with unit_of_work(an_actor()) as session:
        assert keep_points(session, loop.now) == Kept(0, 0)
    judge(loop)
    with unit_of_work(an_actor()) as session:
        assert keep_points(session, loop.now) == Kept(2, 0)
        assert keep_points(session, loop.now) == Kept(0, 0)
        assert {(person, points) for _, person, _, points in ledger(session)} == {(owner, 30), (reporter, 15)}
    loop.act("chair", close_issue, loop.issue_id, "Rule 12 demands daily scans", loop.now)
    with unit_of_work(an_actor()) as session:
        assert keep_points(session, loop.now) == Kept(0, 0)
    loop.step("chair", "reopen", "It came back")
    with unit_of_work(an_actor()) as session:
        assert keep_points(session, loop.now) == Kept(0, 2)
        assert sum(points for *_, points in ledger(session)) == 0


def test_points_taken_back_by_hand_do_not_come_back_overnight(loop: Loop) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
    loop.reach(IssueState.OBSERVING)
    judge(loop)
    with unit_of_work(an_actor()) as session:
        keep_points(session, loop.now)
        entry = session.scalars(select(PointsEntry).order_by(PointsEntry.id)).all()[0]
        reverse(session, somebody(session), entry.id, "They let the issue happen first", loop.now)
        assert keep_points(session, loop.now) == Kept(0, 0)


def test_an_issue_archived_as_a_double_pays_nobody(loop: Loop) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
    loop.reach(IssueState.OBSERVING)
    judge(loop)
    with unit_of_work(an_actor()) as session:
        assert keep_points(session, loop.now) == Kept(2, 0)
        find(session, Issue, loop.issue_id).archived_at = loop.now
        session.flush()
        assert keep_points(session, loop.now) == Kept(0, 2)
        assert keep_points(session, loop.now) == Kept(0, 0)


def test_a_recognition_that_was_paid_is_not_tied_to_an_improvement_to_be_paid_again(loop: Loop) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
        recognition = a_nomination(session, somebody(session), somebody(session))
        recognition.workflow.take("approve", recognition, somebody(session), NOON)
        recognition.workflow.take("announce", recognition, somebody(session), NOON)
        assert len(ledger(session)) == 1
    loop.reach(IssueState.OBSERVING)
    with unit_of_work(an_actor()) as session, pytest.raises(PaidAlready):
        name_issue(session, an_actor(), recognition.id, loop.issue_id)


def test_the_board_names_nobody_with_less_than_nothing(session: Session) -> None:
    install_points_rules(session)
    one, keeper = somebody(session), somebody(session)
    (entry,) = award(session, [a_claim(one.person_id)], NOON)
    later = NOON.replace(month=NOON.month + 3)
    reverse(session, keeper, entry.id, "Nominated by mistake", later)
    board = points_board(session, keeper, 202607, 202609)
    assert (board.standings, board.unnamed) == ([], 0)


def test_a_recognised_improvement_is_paid_after_its_effect_and_its_verifier_is_not(loop: Loop) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
    loop.reach(IssueState.OBSERVING)
    with unit_of_work(an_actor()) as session:
        doer, verifier = (an_actor(person_id=loop.people[role]) for role in ("doer", "verifier"))
        recognition = a_nomination(
            session,
            somebody(session),
            doer,
            verifier,
            kind=RecognitionKind.IMPROVEMENT,
            issue_id=loop.issue_id,
        )
        recognition.workflow.take("approve", recognition, somebody(session), loop.now)
        recognition.workflow.take("announce", recognition, somebody(session), loop.now)
        assert ledger(session) == []
    judge(loop)
    with unit_of_work(an_actor()) as session:
        keep_points(session, loop.now)
        recognised = [row for row in ledger(session) if row[0] is PointsEvent.RECOGNISED]
        assert recognised == [(PointsEvent.RECOGNISED, loop.people["doer"], PointsKind.EARNED, 20)]


def test_the_board_names_whoever_wants_to_be_named_and_tells_of_others_only_together(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
        east = a_unit(session)
        shy = [somebody(session, unit_id=east.id) for _ in range(3)]
        open_ = somebody(session, unit_id=east.id)
        award(session, [a_claim(one.person_id) for one in (*shy, open_)], NOON)
    for one in shy[:2]:
        with unit_of_work(one) as session:
            choose_named(session, one, named=False)
            assert not is_named(session, one)
    reader = an_actor(Permission.CULTURE_READ, person_id=999)
    with reading(reader) as session:
        board = points_board(session, reader, 202604, 202606)
        assert [(one.place, one.points) for one in board.standings] == [(1, 20), (1, 20)]
        assert (board.unnamed, board.unnamed_points) == (2, None)
        assert board.by_unit == {east.id: 40}
    with unit_of_work(shy[2]) as session:
        choose_named(session, shy[2], named=False)
    with reading(reader) as session:
        board = points_board(session, reader, 202604, 202606)
        assert (board.unnamed, board.unnamed_points) == (3, 60)
        assert points_board(session, reader, 202604, 202606, frozenset({east.id})).unnamed_points is None
        assert points_board(session, reader, 202607, 202609).standings == []


def test_everybody_sees_their_own_entries_and_no_others(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        install_points_rules(session)
        me, other = (an_actor(Permission.CULTURE_READ, person_id=a_person(session).id) for _ in range(2))
        mine, theirs = award(session, [a_claim(me.person_id), a_claim(other.person_id, 2)], NOON)
    with reading(me) as session:
        assert session.scalars(select(PointsEntry.id)).all() == [mine.id]
        assert own_points(session, me, 202601, 202612) == 20
        with pytest.raises(NotFound):
            reverse(session, me, theirs.id, "Why not", NOON)
