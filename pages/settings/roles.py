"""Roles: what each kind of job may do."""

from domain.access.role import Role
from domain.core.permission import Permission
from ui.access.matrix import new_role
from ui.access.role_page import draw_role
from ui.fields import Kind
from ui.screen import Computed, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.roles",
    icon=":material/admin_panel_settings:",
    url_path="roles",
    entity=Role,
    read=Permission.ACCESS_READ,
    write=Permission.ACCESS_GRANT,
    columns=(
        Role.code,
        Role.name_zh,
        Role.name_en,
        Computed("permission_count", lambda role, _: len(role.permissions), Kind.WHOLE),
        Role.needs_end_date,
    ),
    search=(Role.code, Role.name_zh, Role.name_en),
    order_by=Role.code,
    form=(Section("identity", (Role.code, Role.needs_end_date), (Role.name_zh, Role.name_en)),),
    asked_only_new=(Role.code,),
    create=new_role,
    detail=draw_role,
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
