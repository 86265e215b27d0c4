"""Until when a unit's loss allowance holds (R14)."""

from collections import defaultdict
from itertools import pairwise

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.receivables.provision import Provision

PROVISION = table_of(Provision)


def settle(session: Session, touched: Touched) -> None:
    """Each allowance of a touched unit holds until the unit's next one."""
    units = {row["unit_id"] for row in touched.get("provision", ())}
    for some in chunks(sorted(units)):
        by_unit: dict[int, list[Columns]] = defaultdict(list)
        for row in select_in(session, (PROVISION,), PROVISION.c.unit_id, some):
            by_unit[row.unit_id].append(dict(row._mapping))
        changes: list[tuple[Columns, Columns]] = []
        for own in by_unit.values():
            turn = sorted(own, key=lambda row: (row["as_of"], row["id"]))
            for state, following in pairwise([*turn, None]):
                if state is not None:
                    ends = following["as_of"] if following else None
                    changes.append((state, {"ends_on": ends, "until_period": ends and month_of(ends)}))
        write_differences(session, Provision, changes)
