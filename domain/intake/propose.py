"""How to read a file nobody has decided anything about: as saved for such files, else by its headers."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.fact_spec import FactSpec
from domain.core.permission import Actor, Permission
from domain.intake.batch import ImportMapping
from domain.intake.draft import HOW_READ, ImportDraft
from domain.intake.mapping import mapping_for
from domain.intake.request import guessed_columns, known
from domain.intake.spec_of import spec_of, specs_of
from domain.intake.table import Table
from domain.organisation.tree import unit_tree
from domain.organisation.unit import Unit


def propose(session: Session, actor: Actor, draft: ImportDraft, table: Table) -> None:
    """Decide fact, columns and options: a mapping saved for these headers, else what the headers say."""
    specs = specs_of(session, actor)
    saved = [one for name in specs if (one := mapping_for(session, name, table.headers))]
    if saved:
        use_mapping(session, actor, draft, max(saved, key=lambda one: one.id))
    else:
        propose_as(session, actor, draft, table, likely_fact(specs, table))


def propose_as(
    session: Session, actor: Actor, draft: ImportDraft, table: Table, fact: str, *, anew: bool = False
) -> None:
    """Read the file as this fact: by the mapping saved for it and these headers, else (`anew`) by guesses."""
    saved = None if anew else mapping_for(session, fact, table.headers)
    if saved is not None:
        use_mapping(session, actor, draft, saved)
        return
    draft.fact, draft.mapping = fact, ""
    spec = spec_of(session, actor, fact)
    draft.columns = guessed_columns(spec, table)
    draft.fixed = _own_unit(session, actor, spec, draft.columns)
    draft.options = {name: draft.options.get(name) for name in (*HOW_READ, "source")}


def use_mapping(session: Session, actor: Actor, draft: ImportDraft, saved: ImportMapping) -> None:
    """Decide as the saved mapping says; how the bytes are read stays as it is, it led here."""
    bytes_read = {name: draft.options.get(name) for name in HOW_READ}
    draft.fact, draft.mapping = saved.fact, saved.name
    spec = spec_of(session, actor, saved.fact)
    draft.columns = known(spec, saved.columns)
    draft.fixed = _own_unit(session, actor, spec, draft.columns) | known(spec, saved.fixed)
    draft.options = {**saved.options, **bytes_read}


def likely_fact(specs: Mapping[str, FactSpec], table: Table) -> str:
    """What the file most likely holds: its required fields have columns, and few columns are left over."""
    return max(specs, key=lambda name: _likeness(specs[name], table))


def _likeness(spec: FactSpec, table: Table) -> tuple[float, int, int]:
    found = guessed_columns(spec, table)
    required = [item.name for item in spec.fields if item.required]
    share = sum(name in found for name in required) / len(required)
    return share, len(found), len(required)


def _own_unit(session: Session, actor: Actor, spec: FactSpec, columns: Iterable[str]) -> dict[str, str]:
    """Rows without a unit belong to the company; somebody who may import into one unit means that one."""
    units = frozenset().union(
        *(grant.units or () for grant in actor.grants if Permission.FACTS_IMPORT in grant.permissions)
    )
    everywhere = any(g.units is None for g in actor.grants if Permission.FACTS_IMPORT in g.permissions)
    named = any(item.name == "unit" for item in spec.open_fields) and "unit" not in columns
    if everywhere or not named or not units:
        return {}
    tree = unit_tree(session)
    tops = [unit for unit in units if tree.parents.get(unit) not in units]
    codes = session.scalars(select(Unit.code).where(Unit.id.in_(tops))).all()
    return {"unit": codes[0]} if len(codes) == 1 else {}
