"""What belongs to a role beyond its names: permissions, and fields that are closed to it."""

from domain.access.role import Role
from domain.core.permission import Actor
from ui.access.field_rules import draw_field_rules
from ui.access.matrix import draw_matrix


def draw_role(actor: Actor, role: Role) -> None:
    """First what the role may do, then what it may not see."""
    draw_matrix(actor, role)
    draw_field_rules(actor, role)
