"""Users: who may sign in, as whom, with which roles over which units."""

from domain.access.user import User, UserState
from domain.core.permission import Permission
from ui.access import accounts
from ui.access.grants import draw_grants
from ui.screen import Action, Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.users",
    icon=":material/manage_accounts:",
    url_path="users",
    entity=User,
    read=Permission.ACCESS_READ,
    write=Permission.ACCESS_GRANT,
    columns=(User.username, User.display_name, User.person, User.status, User.expires_on),
    filters=(User.status, User.expires_on, User.must_change_password),
    search=(User.username, User.display_name, User.person),
    order_by=User.username,
    form=(
        Section("account", (User.username, User.display_name), (User.person, User.expires_on)),
        Shown("sign_in", (User.status, User.must_change_password, User.password_set_at, User.language)),
    ),
    asked_only_new=(User.username,),
    actions=(
        Action(
            key="reset_password",
            verb=accounts.new_password,
            permission=Permission.ACCESS_GRANT,
            icon=":material/lock_reset:",
            offered=lambda user: user.status == UserState.ACTIVE,
        ),
        Action(
            key="unlock",
            verb=accounts.release,
            permission=Permission.ACCESS_GRANT,
            icon=":material/lock_open:",
            offered=lambda user: user.status == UserState.ACTIVE,
        ),
        Action(
            key="disable_user",
            verb=accounts.disable,
            permission=Permission.ACCESS_GRANT,
            icon=":material/person_off:",
            needs_reason=True,
            offered=lambda user: user.status == UserState.ACTIVE,
        ),
        Action(
            key="enable_user",
            verb=accounts.enable,
            permission=Permission.ACCESS_GRANT,
            icon=":material/person_check:",
            needs_reason=True,
            offered=lambda user: user.status == UserState.DISABLED,
        ),
    ),
    views=(View("disabled", {"status": "disabled"}),),
    create=accounts.new_user,
    detail=draw_grants,
)

if __name__ == "__main__":
    show(SCREEN)
