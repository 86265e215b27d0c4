"""Files of a record: every version stays, who reads the record reads them, removal is explained."""

import hashlib

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.access.user import User
from domain.core.custom_field import CustomField, CustomKind
from domain.core.document import FileIsNotWhatItSays
from domain.core.errors import NotFound, NotPermitted, ReasonNeeded
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission
from domain.core.stored_file import StoredFile, hand_out, keep
from domain.records.attach import AlreadyAttached, attach, remove_attachment
from domain.records.attachment import Attachment
from domain.records.happenings import files_of
from domain.sales.customer import Customer
from tests import factories as make
from tests.factories import NOON, an_actor

PDF = b"%PDF-1.7 "
READS = Permission.FACTS_READ


@pytest.fixture
def writer(session: Session) -> Actor:
    """Somebody who may change customers."""
    make.the_root(session)
    user: User = make.a_user(session, display_name="周正明")
    return an_actor(READS, Permission.FACTS_WRITE, user_id=user.id, name=user.display_name)


@pytest.fixture
def customer(session: Session) -> Customer:
    return make.a_customer(session, unit_id=make.a_unit(session).id)


def put(
    session: Session, actor: Actor, customer: Customer, content: bytes, name: str = "合同.pdf"
) -> Attachment:
    return attach(session, actor, "Customer", customer.id, name=name, content=content, now=NOON)


def test_the_same_name_again_is_the_next_version_and_the_older_stays(
    session: Session, writer: Actor, customer: Customer
) -> None:
    first, second = (put(session, writer, customer, PDF + word) for word in (b"one", b"two"))
    assert (first.number, second.number) == (1, 2)
    assert [file.number for file in files_of(session, customer)] == [2, 1]
    for one, word in ((first, b"one"), (second, b"two")):
        name, file = hand_out(session, writer, one.file_id)
        assert (name, file.content, file.sha256) == (
            "合同.pdf",
            PDF + word,
            hashlib.sha256(PDF + word).hexdigest(),
        )


def test_versions_count_per_record_and_per_name(session: Session, writer: Actor, customer: Customer) -> None:
    other = make.a_customer(session)
    numbers = [
        put(session, writer, *one).number
        for one in ((customer, PDF, "a.pdf"), (customer, PDF, "b.pdf"), (other, PDF, "a.pdf"))
    ]
    assert numbers == [1, 1, 1]
    assert len(session.scalars(select(StoredFile)).all()) == 1


def test_the_same_content_is_no_new_version(session: Session, writer: Actor, customer: Customer) -> None:
    put(session, writer, customer, PDF)
    with pytest.raises(AlreadyAttached, match="version 1"):
        put(session, writer, customer, PDF)


def test_a_path_is_no_part_of_a_name_and_a_disguise_is_refused(
    session: Session, writer: Actor, customer: Customer
) -> None:
    assert put(session, writer, customer, PDF, r"C:\secret\..\plan.pdf").name == "plan.pdf"
    with pytest.raises(FileIsNotWhatItSays):
        put(session, writer, customer, b"MZ\x00", "plan.pdf")


def test_a_removed_version_is_not_handed_out_and_the_count_goes_on(
    session: Session, writer: Actor, customer: Customer
) -> None:
    first = put(session, writer, customer, PDF + b"1")
    with pytest.raises(ReasonNeeded):
        remove_attachment(session, writer, first.id, reason=" ", now=NOON)
    remove_attachment(session, writer, first.id, reason="Wrong customer", now=NOON)
    with pytest.raises(NotFound):
        hand_out(session, writer, first.file_id)
    assert put(session, writer, customer, PDF + b"1").number == 2


@pytest.mark.parametrize("permission", [Permission.FACTS_WRITE, Permission.FACTS_IMPORT])
def test_whoever_changes_or_imports_such_records_may_add(
    session: Session, writer: Actor, customer: Customer, permission: Permission
) -> None:
    adding = an_actor(READS, permission, user_id=writer.user_id)
    assert put(session, adding, customer, PDF).number == 1


def test_whoever_only_reads_may_read_the_files_but_not_add_or_remove(
    session: Session, writer: Actor, customer: Customer
) -> None:
    file = put(session, writer, customer, PDF)
    reader = an_actor(READS, user_id=writer.user_id)
    assert hand_out(session, reader, file.file_id)[0] == "合同.pdf"
    with pytest.raises(NotPermitted):
        put(session, reader, customer, PDF + b"2")
    with pytest.raises(NotPermitted):
        remove_attachment(session, reader, file.id, reason="x", now=NOON)


@pytest.mark.sqlite_only  # the row filter has its own tests on both databases
def test_who_may_not_see_the_record_is_not_handed_its_files(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        user = make.a_user(session)
        customer = make.a_customer(session)
        elsewhere = make.a_unit(session).id
        file_id = put(session, an_actor(user_id=user.id), customer, PDF).file_id
    elsewhere_only = Actor("x", grants=(Grant("r", frozenset({READS}), frozenset({elsewhere})),))
    for stranger in (elsewhere_only, an_actor(Permission.ISSUES_READ)):
        with unit_of_work(stranger) as session, pytest.raises(NotFound):
            hand_out(session, stranger, file_id)


@pytest.mark.sqlite_only  # the journal's own tests run on both databases
def test_adding_and_removing_are_journalled(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        actor = an_actor(user_id=make.a_user(session).id)
        file = put(session, actor, make.a_customer(session), PDF)
    with unit_of_work(an_actor()) as session:
        remove_attachment(session, actor, file.id, reason="Wrong customer", now=NOON)
    with unit_of_work(an_actor()) as session:
        lines = session.scalars(
            select(JournalEntry).where(JournalEntry.entity == "Attachment").order_by(JournalEntry.seq)
        ).all()
        assert [(line.action, line.reason) for line in lines] == [
            ("created", ""),
            ("archived", "Wrong customer"),
        ]
        assert lines[0].changes["name"] == [None, "合同.pdf"]


@pytest.mark.parametrize(("roles", "sees"), [((), True), (("control",), False), (("test",), True)])
def test_a_file_in_a_field_of_a_record_is_handed_to_those_who_see_the_field(
    session: Session, writer: Actor, customer: Customer, roles: tuple[str, ...], sees: bool
) -> None:
    field = CustomField(
        entity="Customer", key="licence", kind=CustomKind.FILE, name_zh="执照", name_en="Licence",
        visible_to=list(roles),
    )  # fmt: skip
    make.added(session, field)
    file = keep(session, "licence.pdf", PDF)
    customer.custom = {"licence": file.id}
    session.flush()
    reader = an_actor(READS)
    if sees:
        assert hand_out(session, reader, file.id)[0] == "licence.pdf"
    else:
        with pytest.raises(NotFound):
            hand_out(session, reader, file.id)
    with pytest.raises(NotFound):
        hand_out(session, an_actor(Permission.ISSUES_READ), file.id)
