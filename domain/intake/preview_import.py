"""The dry run for a person: what would happen to each row, in values that can be read, with a seal.

The seal names exactly this outcome. The commit plans again; if its outcome has another seal, something
changed meanwhile and the person looks again before anything is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from domain.core.fact_spec import FieldKind
from domain.core.permission import Actor
from domain.intake.differences import Difference, differences
from domain.intake.plan import Fate, ImportPlan, PlannedRow
from domain.intake.plan_import import plan_import
from domain.intake.progress import Progress, unheard
from domain.intake.record_spec import RecordSpec
from domain.intake.references import Placeholder
from domain.intake.rejects import Rejected, rejected_of_plan
from domain.intake.request import ImportRequest
from domain.intake.text import written

SHOWN = 200
"""Rows of each fate that are kept to be shown: a person checks some, the counts speak for all."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row with its fate."""

    number: int
    fate: Fate
    values: Mapping[str, Any]
    """Field -> what was read; where nothing could be read, the text of the cell."""
    differences: tuple[Difference, ...]
    reasons: tuple[Any, ...]
    """DomainErrors, to be said in the language of the screen."""
    repeats: int | None
    """The row of the file that says the very same."""


@dataclass(frozen=True)
class Preview:
    """What an import would do."""

    counts: Mapping[str, int]
    rows: tuple[PreviewRow, ...]
    """The first rows of each fate, in the order of the file."""
    rejected: tuple[Rejected, ...]
    """All of them, to be handed back as a file."""
    headers: tuple[str, ...]
    created: Mapping[FieldKind, tuple[str, ...]]
    """Units, people, customers and products that rows name and nobody knows yet."""
    earlier: int | None
    """An import of the very same file that still stands."""
    seal: str


def preview_import(
    session: Session, actor: Actor, request: ImportRequest, progress: Progress = unheard
) -> Preview:
    """Plan the import and keep of the plan what a person looks at. Raises what `plan_import` raises."""
    plan = plan_import(session, actor, request, progress)
    shown = list(_first_of_each(plan.rows))
    changes = differences(session, request.spec, shown)
    cells = _cells(request, {row.number for row in shown if row.fate is Fate.REJECTED})
    created: dict[FieldKind, list[str]] = defaultdict(list)
    for one in plan.placeholders:
        created[one.kind].append(one.text)
    return Preview(
        counts=plan.counts,
        rows=tuple(
            PreviewRow(
                row.number, row.fate, row.row.values | cells.get(row.number, {}),
                tuple(changes.get(row.number, ())), tuple(row.reasons), row.repeats,
            )
            for row in shown
        ),
        rejected=tuple(rejected_of_plan(plan)),
        headers=request.table.headers,
        created={kind: tuple(names) for kind, names in created.items()},
        earlier=plan.earlier,
        seal=seal_of(plan),
    )  # fmt: skip


def seal_of(plan: ImportPlan) -> str:
    """The same for two plans exactly if they would write the same, over the same."""
    sum_of_all, by_verbs = sha256(), isinstance(plan.request.spec, RecordSpec)
    for row in plan.rows:
        brought = [
            (one.source_ref, _plain(one.columns), one.stored and one.stored["version"])
            for one in row.companions
        ]
        old = row.stored and {name: row.stored[name] for name in row.differing if name in row.stored}
        # What verbs write gets other keys in a dry run than in the commit: what the row says counts.
        new = row.row.values if by_verbs else _plain(row.differing)
        outcome = (row.number, row.fate.value, new, old, brought, *map(str, row.reasons))
        sum_of_all.update(repr(outcome).encode())
    return sum_of_all.hexdigest()


def _plain(columns: Mapping[str, Any] | None) -> Any:
    return columns and {
        name: (value.kind.value, value.text) if isinstance(value, Placeholder) else value
        for name, value in columns.items()
    }


def _first_of_each(rows: Iterable[PlannedRow]) -> Iterator[PlannedRow]:
    seen: Counter[Fate] = Counter()
    for row in rows:
        seen[row.fate] += 1
        if seen[row.fate] <= SHOWN:
            yield row


def _cells(request: ImportRequest, numbers: set[int]) -> dict[int, dict[str, str]]:
    """Row number -> field -> text in the file, for rows of which something could not be read."""
    places = {
        name: request.table.headers.index(header)
        for name, header in request.columns.items()
        if name not in request.fixed
    }
    return {
        number: {name: written(row[place]) for name, place in places.items() if place < len(row)}
        for number, row in request.table.numbered()
        if number in numbers
    }
