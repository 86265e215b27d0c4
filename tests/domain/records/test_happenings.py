"""The stream of a record: what happened, by whom, of which kind; nothing the reader may not see."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.indicators.alerts_of import alerts_of
from domain.intake.batch import BatchStatus, ImportBatch, ImportRow, RowOutcome
from domain.intake.imports_of import imports_of
from domain.organisation.unit import Unit
from domain.records.attach import attach, remove_attachment
from domain.records.attachment import Attachment
from domain.records.comment import Comment
from domain.records.happenings import comments_and_files
from domain.records.write_comment import archive_comment, write_comment
from tests import factories as make
from tests.domain.reporting.waiting_room import an_alert
from tests.factories import NOON, an_actor

PDF = b"%PDF-1.7"


def user(session: Session) -> Actor:
    make.the_root(session)
    return an_actor(user_id=make.a_user(session, display_name="周正明").id)


def test_comments_and_files_tell_who_and_when(session: Session) -> None:
    actor, customer = user(session), make.a_customer(session)
    kept, dropped = (
        write_comment(session, actor, "Customer", customer.id, said=said, now=NOON) for said in ("a", "b")
    )
    archive_comment(session, actor, dropped.id, NOON)
    file = attach(session, actor, "Customer", customer.id, name="a.pdf", content=PDF, now=NOON)
    remove_attachment(session, actor, file.id, reason="Wrong", now=NOON + timedelta(hours=1))
    session.expunge_all()
    found = list(comments_and_files(session, actor, customer, 10))
    assert [type(one.about) for one in found] == [Comment, Attachment]
    assert found[0].about.id == kept.id
    assert {one.who for one in found} == {"周正明"}


def batch(session: Session, name: str, hours: int) -> ImportBatch:
    made = ImportBatch(
        fact="customer", source="ERP", file_name=name, reading={}, read=1, new=1, changed=0, same=0,
        rejected=0, by="李婷", committed_at=NOON + timedelta(hours=hours), status=BatchStatus.COMMITTED,
    )  # fmt: skip
    return make.added(session, made)


def test_every_import_that_wrote_the_record_is_told_the_latest_first(session: Session) -> None:
    first, second, other = (batch(session, name, at) for at, name in enumerate(("a.csv", "b.csv", "c.csv")))
    customer = make.a_customer(session, batch_id=second.id)
    row = ImportRow(
        batch_id=second.id, number=2, outcome=RowOutcome.CHANGED, entity="Customer", record_id=customer.id,
        before_batch_id=first.id, cells={},
    )  # fmt: skip
    make.added(session, row)
    found = list(imports_of(session, an_actor(), customer, 10))
    assert [(one.who, one.about.file_name) for one in found] == [("李婷", "b.csv"), ("李婷", "a.csv")]
    assert other.id not in {one.about.id for one in found}


def test_alerts_of_a_unit_stand_in_its_stream_for_those_who_may_read_alerts(session: Session) -> None:
    unit = make.a_unit(session)
    alert = an_alert(session, unit_id=unit.id)
    found = list(alerts_of(session, an_actor(), unit, 10))
    assert [one.about.id for one in found] == [alert.id]
    assert not list(alerts_of(session, an_actor(Permission.ORGANISATION_READ), unit, 10))
    assert not list(alerts_of(session, an_actor(), make.a_customer(session, unit_id=unit.id), 10))
    assert session.get(Unit, unit.id) is unit
