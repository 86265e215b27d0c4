"""Play what the demo company practised: an emergency drill, and coaching."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.editing import edit
from domain.core.loaded import loaded
from domain.core.permission import Actor, Permission
from domain.demo.appraisal_cast import Cast
from domain.demo.stage import Stage
from domain.demo.take import take
from domain.training.drill import Drill
from domain.training.log_coaching import log_coaching
from domain.training.run_drill import Watched, cast_roles, plan_drill, write_checklist

TRAINER = "control"
STEPS = (
    ("十分钟内冻结该客户新订单", 3, 10), ("三十分钟内通知信用经理与大区总监", 2, 30),
    ("核对在途发货并决定是否召回", 3, 60), ("两小时内形成书面情况说明", 2, 120),
)  # fmt: skip
DONE_IN = (6, 24, None, 95)
"""Minutes at which each step was done; None: it was forgotten."""


@dataclass(frozen=True)
class Talk:
    """One hour of coaching, so many days ago."""

    coach: str
    coachee: str
    days: int
    topic: str
    agreements: str
    confirmed: bool = True


TALKS = (
    Talk("E111", "E112", 40, "大客户拜访计划与记录", "每周五前提交下周拜访计划，拜访后 24 小时内补记录"),
    Talk("south", "sales", 26, "逾期客户催收话术与对账", "三家逾期客户月底前完成书面对账"),
    Talk("E310", "E311", 9, "合同先审后签", "本季度合同全部走评审流程", confirmed=False),
)  # fmt: skip


def play_practice(stage: Stage, cast: Cast) -> None:
    """A drill that was assessed, and three talks."""
    _drill(stage)
    for talk in TALKS:
        _talk(stage, cast, talk)


def _drill(stage: Stage) -> None:
    stage.go_to(50)
    day = business_date(stage.now)
    values = {
        "title": "大客户突发停付应急演练",
        "scenario": "一家年采购额前十的客户被曝资金链断裂，尚有在途发货与未到期应收。",
        "planned_on": day, "run_on": day, "allowed_minutes": 120, "leader_id": stage.person(TRAINER),
        "unit_id": stage.units["SOUTH"],
    }  # fmt: skip
    drill: Drill = stage.act(TRAINER, plan_drill, values, stage.now)
    players = {
        stage.person("south"): "大区总监",
        stage.person("sales"): "客户经理",
        stage.person("credit"): "信用经理",
    }
    stage.act(TRAINER, cast_roles, drill.id, players, stage.now)
    wanted = [Watched(None, what, weight, by) for what, weight, by in STEPS]
    stage.act(TRAINER, write_checklist, drill.id, wanted, stage.now)
    stage.act(TRAINER, take, drill, "run", stage.now)
    steps = sorted(loaded(drill, "checklist").checklist, key=lambda step: step.position)
    seen = [
        Watched(step.id, step.what, step.weight, step.by_minute, minute is not None, minute)
        for step, minute in zip(steps, DONE_IN, strict=True)
    ]
    stage.act(TRAINER, write_checklist, drill.id, seen, stage.now)
    stage.act(
        TRAINER, _note, drill, {"minutes": 95, "observations": "在途发货无人核对，需在流程中指定责任人。"}
    )
    stage.act(TRAINER, take, drill, "assess", stage.now)


def _talk(stage: Stage, cast: Cast, talk: Talk) -> None:
    stage.go_to(talk.days)
    coachee = stage.person(talk.coachee)
    values = {
        "coachee_id": coachee, "held_on": business_date(stage.now), "hours": Decimal(1), "topic": talk.topic,
        "agreements": talk.agreements, "next_on": business_date(stage.now) + timedelta(days=30),
    }  # fmt: skip
    log = stage.act(talk.coach, log_coaching, values, stage.now)
    if talk.confirmed:
        stage.act(cast.name(coachee), take, log, "confirm", stage.now)


def _note(session: Session, actor: Actor, drill: Drill, values: dict[str, Any]) -> None:
    edit(session, actor, Permission.TRAINING_TEACH, drill, values)
