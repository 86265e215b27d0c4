"""The facts of the workforce that can be imported: their fields and the headers people give them."""

from domain.core.fact_spec import FactSpec, Settle

FACTS: tuple[FactSpec, ...] = ()

SETTLE: tuple[Settle, ...] = ()
"""What completes rows that depend on others, in order, after each import and each undo."""
