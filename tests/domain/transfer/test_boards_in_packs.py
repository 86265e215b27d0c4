"""Boards that people share move between portals; private ones stay where they are."""

from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.access.role import Role
from domain.core.clock import now
from domain.core.permission import machine
from domain.reporting.board import Audience, BoardDefinition, BoardVersion
from domain.reporting.board_card import Card, CardKind
from domain.reporting.board_layout import Layout
from domain.reporting.board_write import describe_board, new_board, save_layout, share_board
from domain.transfer.bring_in import Fate, bring_in, try_out
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import read
from tests import factories as make

FIRST = Layout((Card(kind=CardKind.TEXT, width=6, text_zh="重点", text_en="Focus"),))
NEXT = FIRST.with_card(Card(kind=CardKind.ALERTS, width=12, rows=10))


def test_a_shared_board_comes_in_as_the_next_version_and_a_private_one_does_not_travel(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        make.added(session, Role(code="seller", name_zh="销售", name_en="Sales", permissions=[]))
        actor = make.an_actor(user_id=make.a_user(session, username="maker").id)
    with unit_of_work(actor) as session:
        new_board(session, actor, name_zh="我的", name_en="Mine", layout=FIRST)
        board = new_board(session, actor, name_zh="例会", name_en="Meeting", layout=FIRST, code="meeting")
        share_board(session, actor, board, ["seller"])
        save_layout(session, actor, board, NEXT)
        describe_board(session, actor, board, name_zh="例会", name_en="Meeting", seconds=60)
        items = [one for one in read(make_pack(session, actor).encode()) if one.kind == "BoardDefinition"]
        assert [one.key for one in items] == [{"code": "meeting"}]
        assert {line.fate for line in bring_in(session, actor, items, now())} == {Fate.SAME}
        save_layout(session, actor, board, FIRST)
        (line,) = try_out(session, actor, items, now())
        assert (line.fate, list(line.changes)) == (Fate.CHANGED, ["layout"])
        assert {line.fate for line in bring_in(session, actor, items, now())} == {Fate.CHANGED}
        assert (board.shows, board.number) == (NEXT, 4)
        for kind in (BoardVersion, BoardDefinition):
            for record in session.scalars(select(kind)):
                session.delete(record)
            session.flush()
    with unit_of_work(actor) as session:
        assert [line.fate for line in bring_in(session, actor, items, now())] == [Fate.NEW]
        board = session.scalars(select(BoardDefinition)).one()
        assert (board.name_en, board.audience, board.roles) == ("Meeting", Audience.ROLES, ["seller"])
        assert (board.shows, board.seconds, board.owner_id) == (NEXT, 60, actor.user_id)


def test_a_board_of_indicators_that_the_portal_lacks_is_refused(database: str) -> None:
    with unit_of_work(machine("test")) as session:
        actor = make.an_actor(user_id=make.a_user(session, username="maker").id)
        make.added(session, Role(code="seller", name_zh="销售", name_en="Sales", permissions=[]))
    with unit_of_work(actor) as session:
        board = new_board(session, actor, name_zh="例会", name_en="", layout=FIRST)
        share_board(session, actor, board, ["seller"])
        items = [one for one in read(make_pack(session, actor).encode()) if one.kind == "BoardDefinition"]
        card = {"kind": "tile", "width": 3, "indicators": ["K999"]}
        items[0].values["layout"]["cards"].append(card)
        (line,) = bring_in(session, actor, items, now())
        assert line.fate is Fate.REFUSED
        assert line.refusal is not None
        assert "K999" in str(line.refusal)
