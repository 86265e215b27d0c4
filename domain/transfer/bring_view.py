"""Views of lists come in through their own verbs, as those of whoever brings them in, shared as before."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.reporting.saved_view import SavedView
from domain.reporting.saved_view_write import change_view, save_view, share_view
from domain.transfer.portable import Values


def bring_view(
    session: Session, actor: Actor, found: SavedView | None, values: Values, _: datetime
) -> SavedView:
    """Keep the view, or let the name stand for the list the pack says."""
    words, kind = values["words"], values.get("kind")
    if found is None:
        zh, en = str(values["name_zh"]), str(values["name_en"])
        view = save_view(
            session, actor, screen=str(values["screen"]), name_zh=zh, name_en=en, words=words, kind=kind
        )
    else:
        view = found
        change_view(session, actor, view, words, view.version, kind)
    roles, first = ([str(code) for code in values[name]] for name in ("roles", "default_for"))
    share_view(session, actor, view, roles, first, view.version)
    return view
