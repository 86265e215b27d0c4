"""Freeze what was scored, with a SHA-256 over its canonical JSON, so that any later change shows."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Table, update
from sqlalchemy.orm import Session

from db.bulk import select_in
from db.types import plain_digits
from domain.appraisal.judgement import FIRST
from domain.appraisal.sheet import ASSESSMENT, ITEM, RATING, RESULT, SCORE
from domain.core.journal import plain

HEAD = ("id", "cycle_id", "person_id", "unit_id", "post_id", "scorecard_id", "content", "rater_id",
        "second_rater_id", "share_of_period", "self_summary")  # fmt: skip
PARTS: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "items": (ITEM, ("key", "target", "floor", "stretch", "goal", "weight", "self_level", "self_note")),
    "ratings": (RATING, ("item_key", "role", "by_id", "level", "note")),
    "scores": (
        SCORE,
        ("item_key", "value", "numerator", "denominator", "curve", "path", "why", "computed_score",
         "override_score", "override_reason", "override_evidence", "overridden_by_id", "score"),
    ),
}  # fmt: skip
WHOLE = ("revision", "composite", "adjustment", "score", "coverage", "grade_by_score_id", "grade_id", "gate")


def freeze(session: Session, assessment_id: int, now: datetime, revision: int = FIRST) -> str:
    """Write hash and time of publication to a revision of the result; answers the hash."""
    session.flush()
    digest = digests(session, [assessment_id])[assessment_id, revision]
    session.execute(
        update(RESULT)
        .where(RESULT.c.assessment_id == assessment_id, RESULT.c.revision == revision)
        .values(hash=digest, published_at=now, version=RESULT.c.version + 1)
    )
    return digest


def verify_frozen(session: Session, assessments: Collection[int]) -> list[int]:
    """Those of the assessments of which something frozen was changed since, past the rules; by id."""
    t = RESULT.c
    found = digests(session, assessments)
    rows = select_in(
        session, (t.assessment_id, t.revision, t.hash), t.assessment_id, assessments,
        t.published_at.is_not(None),
    )  # fmt: skip
    return sorted({row.assessment_id for row in rows if found[row.assessment_id, row.revision] != row.hash})


def digests(session: Session, assessments: Collection[int]) -> dict[tuple[int, int], str]:
    """(assessment, revision) -> the SHA-256 of all that was scored, as it is kept now."""
    t = ASSESSMENT.c
    heads = {row.id: _named(row, HEAD) for row in select_in(session, tuple(t), t.id, assessments)}
    for name, (table, columns) in PARTS.items():
        for head in heads.values():
            head[name] = []
        for row in select_in(session, tuple(table.c), table.c.assessment_id, assessments):
            heads[row.assessment_id][name].append(_named(row, columns))
    for head in heads.values():
        for name, (_, columns) in PARTS.items():
            head[name].sort(key=lambda one, keys=columns[:2]: [str(one[key]) for key in keys])
    results = select_in(session, tuple(RESULT.c), RESULT.c.assessment_id, assessments)
    return {
        (row.assessment_id, row.revision): _digest(heads[row.assessment_id] | {"result": _named(row, WHOLE)})
        for row in results
    }


def _named(row: Row[Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: _written(getattr(row, name)) for name in columns}


def _written(value: Any) -> Any:
    """As JSON writes it, the same on every database: decimals digit for digit."""
    return plain_digits(value) if isinstance(value, Decimal) else plain(value)


def _digest(whole: Mapping[str, Any]) -> str:
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
