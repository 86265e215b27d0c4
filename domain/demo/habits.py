"""Play the demo company's control culture: a code that is signed, a handbook, a case, recognition."""

from typing import Any

from sqlalchemy import select

from domain.core.clock import business_date
from domain.core.permission import Permission
from domain.culture.conduct_code import CodeKind, ConductCodeVersion
from domain.culture.confirm_read import confirm_read
from domain.culture.handbook_page import HandbookVersion
from domain.culture.nominate import Nomination, agree_points, nominate
from domain.culture.sign import sign
from domain.culture.write_case import new_case
from domain.culture.write_code import new_code, write_code
from domain.culture.write_handbook import new_page, write_page
from domain.demo.appraisal_cast import Cast
from domain.demo.culture_texts import CASE, CHAPTERS, CODE, PRAISE, Chapter, Praise
from domain.demo.plan import DemoPlan
from domain.demo.stage import Stage
from domain.demo.take import take

KEEPER, BOSS = "control", "gm"
LATE = 9
"""People who have not signed yet."""
SKIPS = 5
"""One in so many has not read a chapter, another one each chapter."""


def play_habits(stage: Stage, plan: DemoPlan, cast: Cast) -> None:
    """The code was put into force half a year ago; all but a few have signed it."""
    if plan.months < 24:
        return
    stage.begin(190)
    _sign(stage, cast)
    for place, chapter in enumerate(CHAPTERS):
        _publish(
            stage, chapter, [one for at, one in enumerate(_readers(stage, cast)) if (at + place) % SKIPS]
        )
    stage.go_to(120)
    case = stage.act(KEEPER, new_case, CASE, stage.now)
    stage.act(KEEPER, take, case, "submit", stage.now)
    stage.act(BOSS, take, case, "publish", stage.now)
    stage.go_to(60)
    for praise in PRAISE:
        _praise(stage, praise)


def _sign(stage: Stage, cast: Cast) -> None:
    values = {
        "code": "sales_conduct", "kind": CodeKind.CODE_OF_CONDUCT, "name_zh": "销售人员行为准则",
        "name_en": "Code of conduct for sales", "due_days": 14, "renewal_months": 12,
    }  # fmt: skip
    code = stage.act(KEEPER, new_code, values, stage.now)
    version = _draft(stage, ConductCodeVersion, "code_id", code.id)
    stage.act(KEEPER, write_code, version.id, CODE)
    stage.act(BOSS, take, version, "put_in_force", stage.now)
    for place, name in enumerate(_readers(stage, cast)[:-LATE]):
        stage.go_to(188 - place // 10)
        stage.act(name, sign, version.id, version.fingerprint, stage.now)


def _readers(stage: Stage, cast: Cast) -> list[str]:
    names = (cast.name(one) for one in sorted(cast.here))
    return [name for name in names if stage.may(name, Permission.CULTURE_READ)]


def _publish(stage: Stage, told: Chapter, readers: list[str]) -> None:
    values = {
        "code": told.code, "category": told.category, "name_zh": told.name_zh, "name_en": told.name_en,
        "must_read": True, "owner_id": stage.person(KEEPER),
    }  # fmt: skip
    page = stage.act(KEEPER, new_page, values, stage.now)
    version = _draft(stage, HandbookVersion, "page_id", page.id)
    stage.act(KEEPER, write_page, version.id, {"text_zh": told.text_zh, "text_en": told.text_en})
    stage.act(BOSS, take, version, "put_in_force", stage.now)
    for reader in readers:
        stage.act(reader, confirm_read, version.id, stage.now)


def _draft(stage: Stage, kind: Any, of: str, key: int) -> Any:
    return stage.session.scalars(select(kind).where(getattr(kind, of) == key)).one()


def _praise(stage: Stage, told: Praise) -> None:
    asked = Nomination(
        title=told.title, kind=told.kind, happened=told.happened, happened_on=business_date(stage.now),
        nominees=(stage.person(told.nominee),),
    )  # fmt: skip
    found = stage.act(told.by, nominate, asked, stage.now)
    stage.act(BOSS, agree_points, found.id, told.points)
    stage.act(BOSS, take, found, "approve", stage.now)
    stage.act(KEEPER, take, found, "announce", stage.now)
