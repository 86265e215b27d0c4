"""Dry run: find out what an import would do. The commit does exactly this first."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, table_of
from domain.core.clock import business_date, now
from domain.core.errors import DomainError
from domain.core.fact_spec import Columns, Companion
from domain.core.permission import Actor
from domain.core.stored_file import StoredFile
from domain.intake.batch import BatchStatus, ImportBatch
from domain.intake.carry_records import try_records
from domain.intake.custom_fields import word_of
from domain.intake.file_rows import FileRow, read_rows
from domain.intake.finish_row import Scope, completed, finished, resolved
from domain.intake.plan import Fate, ImportPlan, PlannedCompanion, PlannedRow, SaysSomethingElse, differing
from domain.intake.progress import OFTEN, Phase, Progress, unheard
from domain.intake.record_spec import RecordSpec
from domain.intake.references import Placeholder, References
from domain.intake.refuse_uncleared import refuse_uncleared
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest
from domain.intake.spec_of import open_derived, require_open
from domain.intake.storable import storable
from domain.intake.stored_rows import by_reference, stored_rows

ROWS = 5000
"""Rows looked up together: bounds memory."""


def plan_import(
    session: Session, actor: Actor, request: ImportRequest, progress: Progress = unheard
) -> ImportPlan:
    """The fate of every row: new, changed, same or rejected (with all reasons).

    Raises NotPermitted, FieldClosed, ColumnUnclear when the file as a whole cannot be read, BadValue when
    a fixed value is wrong. A row is identified by its key fields within its source; a column that is not
    mapped keeps what is stored.
    """
    if isinstance(request.spec, RecordSpec):
        return try_records(session, actor, request, now(), progress)
    scope = Scope.of(session, actor)
    require_open(session, actor, request)
    references = References(session, request.spec, request.source, request.strict)
    planner = _Planner(session, request, scope, references)
    rows = _read(request, progress)
    together = max(len(rows), 1) if request.spec.identity else ROWS
    planned: list[PlannedRow] = []
    for some in chunks(rows, together):
        progress(Phase.COMPARING, len(planned), len(rows))
        planned += planner.plan(list(some))
    return ImportPlan(request, planned, _same_file(session, request))


def _read(request: ImportRequest, progress: Progress) -> list[FileRow]:
    rows: list[FileRow] = []
    for row in read_rows(request):
        if len(rows) % OFTEN == 0:
            progress(Phase.READING, len(rows), len(request.table.rows))
        rows.append(row)
    return rows


def _same_file(session: Session, request: ImportRequest) -> int | None:
    if not request.table.sha256:
        return None
    query = (
        select(ImportBatch.id)
        .join(StoredFile, StoredFile.id == ImportBatch.file_id)
        .where(StoredFile.sha256 == request.table.sha256, ImportBatch.fact == request.spec.name)
        .where(ImportBatch.status == BatchStatus.COMMITTED, ImportBatch.source == request.source)
        .order_by(ImportBatch.id.desc())
    )
    return session.scalars(query).first()


@dataclass(slots=True)
class _Planner:
    """Decides rows one after the other, remembering what the file has said so far."""

    session: Session
    request: ImportRequest
    scope: Scope
    references: References
    seen: dict[str, FileRow] = field(default_factory=dict)

    def plan(self, rows: list[FileRow]) -> list[PlannedRow]:
        """The fate of each of these rows."""
        good = [row for row in rows if not row.reasons]
        stored = stored_rows(self.session, self.request.spec, self.request.source, good)
        self.references.load(good, stored.values())
        planned = [self._decide(row, stored.get(row.ref)) for row in rows]
        refuse_uncleared(self.session, self.request.spec, planned, business_date(now()))
        self._compare_companions(planned)
        return planned

    def _decide(self, row: FileRow, stored: Columns | None) -> PlannedRow:
        if row.reasons:
            return self._rejected(row, row.reasons)
        earlier = self.seen.get(row.ref)
        if earlier is not None and earlier.values == row.values:
            return PlannedRow(row, Fate.SAME, repeats=earlier.number)
        if earlier is not None:
            return self._rejected(row, [SaysSomethingElse(row=earlier.number, ref=row.ref)])
        said, reasons = resolved(self.request.spec, row, self.references)
        if reasons:
            return self._rejected(row, reasons)
        try:
            planned = self._finish(row, said, stored)
        except DomainError as refusal:
            return self._rejected(row, [refusal])
        self.seen[row.ref] = row
        return planned

    def _rejected(self, row: FileRow, reasons: list[DomainError]) -> PlannedRow:
        """Custom fields are called as they are among these records, whoever reads the reasons later."""
        for reason in reasons:
            reason.field = reason.field and word_of(reason.field, self.request.spec.entity.__name__)
        return PlannedRow(row, Fate.REJECTED, reasons=reasons)

    def _finish(self, row: FileRow, said: Columns, stored: Columns | None) -> PlannedRow:
        spec = self.request.spec
        whole = completed(spec, row, said, stored, self.references)
        columns = finished(spec, whole, stored, self.scope)
        self._require_open(row, columns, stored)
        if stored is None or (spec.identity is not None and stored["source_ref"] != row.ref):
            columns |= {"source": self.request.source, "source_ref": row.ref}
        for value in columns.values():
            if isinstance(value, Placeholder) and value.row is None:
                value.row, value.unit = row.number, columns.get("unit_id")
        fate = Fate.NEW if stored is None else Fate.CHANGED if differing(columns, stored) else Fate.SAME
        if fate is not Fate.SAME:
            self._refuse_own(columns)
        brought = spec.companions(whole, columns, stored) if spec.companions else []
        return PlannedRow(row, fate, columns, stored, [self._companion(one) for one in brought])

    def _refuse_own(self, columns: Columns) -> None:
        """Nobody brings in about themselves what others have to vouch for."""
        own, person = self.request.spec.own, self.scope.actor.person_id
        refusal = own(columns, person) if own is not None and person is not None else None
        if refusal is not None:
            raise refusal

    def _require_open(self, row: FileRow, columns: Columns, stored: Columns | None) -> None:
        """What follows from a field without a column of its own (a status) is written by who says it."""
        spec = self.request.spec
        if any(item.attribute is None and row.values.get(item.name) is not None for item in spec.fields):
            direct = {item.attribute for item in spec.fields}
            changing = [name for name in differing(columns, stored or {}) if name not in direct]
            refusal = open_derived(spec, self.scope.actor, changing)
            if refusal is not None:
                raise refusal

    def _companion(self, brought: Companion) -> PlannedCompanion:
        spec, columns = FACTS[brought.fact], None
        if brought.columns is not None:
            origin = {"source": self.request.source, "source_ref": brought.source_ref}
            columns = storable(table_of(spec.entity), brought.columns | origin)
        return PlannedCompanion(spec, brought.source_ref, brought.link, columns, None)

    def _compare_companions(self, planned: list[PlannedRow]) -> None:
        """Find the records that come along; forget those that are as they should be."""
        brought = [one for row in planned for one in row.companions]
        for spec in {one.spec.name: one.spec for one in brought}.values():
            refs = {one.source_ref for one in brought if one.spec is spec}
            there = by_reference(self.session, spec, self.request.source, refs)
            for one in brought:
                if one.spec is spec:
                    one.stored = there.get(one.source_ref)
        for row in planned:
            row.companions = [one for one in row.companions if not _as_it_should_be(one, row)]
            if row.companions and row.fate is Fate.SAME:
                row.fate = Fate.CHANGED


def _as_it_should_be(one: PlannedCompanion, row: PlannedRow) -> bool:
    if one.columns is None or one.stored is None:
        return one.columns is one.stored
    linked = row.stored is not None and one.stored[one.link] == row.stored["id"]
    return linked and not differing(one.columns, one.stored)
