"""The ledger of points: one's own entries; all of them for those who keep it."""

from domain.core.permission import Permission
from domain.culture.points_entry import PointsEntry
from ui.culture.points_ledger import REVERSE, why
from ui.screen import Computed, Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.points_entries",
    icon=":material/receipt_long:",
    url_path="points_entries",
    entity=PointsEntry,
    read=Permission.CULTURE_READ,
    columns=(
        PointsEntry.earned_on,
        PointsEntry.person,
        PointsEntry.unit,
        PointsEntry.event,
        PointsEntry.kind,
        PointsEntry.points,
        PointsEntry.full_points,
        Computed("why", why),
    ),
    filters=(
        PointsEntry.person,
        PointsEntry.unit,
        PointsEntry.event,
        PointsEntry.kind,
        PointsEntry.earned_on,
        PointsEntry.period,
    ),
    order_by=PointsEntry.earned_on,
    descending=True,
    form=(
        Shown(
            "points_entry",
            (PointsEntry.person, PointsEntry.unit, PointsEntry.event, PointsEntry.kind),
            (PointsEntry.points, PointsEntry.full_points, PointsEntry.earned_on, PointsEntry.period),
            (PointsEntry.entity, PointsEntry.entity_id, PointsEntry.turn, PointsEntry.by),
        ),
    ),
    views=(View("reversed_points", {"kind": "reversed"}),),
    actions=(REVERSE,),
    empty="empty.points_entries",
)

if __name__ == "__main__":
    show(SCREEN)
