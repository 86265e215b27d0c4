"""Play the demo company's assessments: a year and a half-year that are over, and the half-year that runs."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from domain.appraisal.advance import advance, advance_cycle, publish_ready
from domain.appraisal.appeal import Appeal
from domain.appraisal.appeal_state import AppealDecision
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibrate import calibrate
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.decide_appeal import decide_appeal
from domain.appraisal.define_scorecard import define_scorecard
from domain.appraisal.file_appeal import file_appeal
from domain.appraisal.model_scorecards import MODELS
from domain.appraisal.name_panel import name_panel
from domain.appraisal.open_cycle import open_cycle, prepare_cycle
from domain.appraisal.rate import Level, rate, rate_self
from domain.appraisal.record_minutes import record_minutes
from domain.appraisal.result import AssessmentResult
from domain.appraisal.score_cycle import score_cycle
from domain.appraisal.write_goals import FreeGoal, Target, write_free_goals, write_targets
from domain.core.clock import business_date
from domain.demo.appraisal_cast import Cast
from domain.demo.appraisal_round import Round, rounds
from domain.demo.fairness_attributes import note_people
from domain.demo.plan import DemoPlan
from domain.demo.stage import Stage
from domain.demo.uses_of_results import play_uses, prepare_rewards
from domain.organisation.post import Post

HR, BOSS = "hr", "gm"
POSTS_OF = {"sales": ("SR",), "managers": ("BM", "RD"), "risk_owners": ("CM", "AR")}
"""Model -> codes of the posts it is taken over for."""
GOALS = (
    ("完成年度授信复核与额度台账清理", "50"),
    ("推动逾期客户月度对账全覆盖", "50"),
)
GROUNDS = "华南两家大客户的回款在期末后三日内到账，资料已提交财务，考核时未计入。"
RULING = "经核对银行回单，款项确在期末后到账，但合同约定的付款期在期内，酌情调增。"
MINUTES = "逐人核对业绩数据与证据；对评分偏松的评价人提醒标准；一人评分调整并记录理由。"
CALIBRATED = "同一评价人打分整体偏松，与同岗位人员的业绩和客户反馈对照后调低。"


def play_appraisals(stage: Stage, plan: DemoPlan, cast: Cast) -> None:
    """Scorecards, two cycles from goals to acknowledgement, and one whose goals are being agreed."""
    if plan.months < 24:
        return
    over, running = rounds(plan)
    first = min(one.first_on for one in (*over, running))
    stage.begin((plan.today - first).days)
    _define_scorecards(stage)
    prepare_rewards(stage, first)
    note_people(stage, plan)
    for one in over:
        play = Play(stage, plan, cast, one)
        play.perform()
        play_uses(stage, one, play.cycle_id, finished=one is not over[-1])
    _start(stage, plan, cast, running)


def _define_scorecards(stage: Stage) -> None:
    posts = {post.code: post.id for post in stage.session.scalars(select(Post))}
    for card in MODELS:
        values = {
            "code": card.code, "name_zh": card.name_zh, "name_en": card.name_en,
            "posts": [posts[code] for code in POSTS_OF[card.code]], "content": card.content.plain(),
        }  # fmt: skip
        stage.act(HR, define_scorecard, values)


def _start(stage: Stage, plan: DemoPlan, cast: Cast, told: Round) -> None:
    """The running half-year: goals are agreed, but for a few who are late."""
    play = Play(stage, plan, cast, told)
    play.open()
    play.agree(late=3)


class Play:
    """One cycle on the stage."""

    def __init__(self, stage: Stage, plan: DemoPlan, cast: Cast, told: Round) -> None:
        self.stage, self.plan, self.cast, self.round = stage, plan, cast, told
        self.chance = plan.stream("appraisal", told.code)
        self.cycle_id = 0
        self.assessments: Sequence[Assessment] = ()

    def perform(self) -> None:
        """From goals to the end."""
        self.open()
        self.agree()
        self.rate()
        self.calibrate()
        self.publish()
        self.appeal()

    def open(self) -> None:
        """HR plans the cycle in its first days, and everybody gets an assessment."""
        one, day = self.round, self.round.first_on
        posts = {post.code: post.id for post in self.stage.session.scalars(select(Post))}
        values: Mapping[str, Any] = {
            "code": one.code, "name_zh": one.name_zh, "name_en": one.name_en, "span": one.span,
            "first_on": one.first_on, "last_on": one.last_on, "unit_id": self.stage.units["ROOT"],
            "posts": sorted(posts[code] for codes in POSTS_OF.values() for code in codes),
            "goals_due_on": day + timedelta(days=30), "self_due_on": one.after(9),
            "manager_due_on": one.after(18), "second_due_on": one.after(22),
            "calibration_due_on": one.after(28), "publication_due_on": one.after(33),
        }  # fmt: skip
        self.stage.go_to_day(day + timedelta(days=6))
        self.cycle_id = self.stage.act(HR, prepare_cycle, values, self.stage.now).id
        opened = self.stage.act(HR, open_cycle, self.cycle_id, self.stage.now)
        self.assessments = [one for one in opened.made if self.cast.can_play(one)]

    def agree(self, late: int = 0) -> None:
        """The raters put targets forward, the people agree; the last few have not got round to it."""
        targets = self.cast.revenue_targets(self.round.first_on, self.round.span.months)
        self.stage.go_to_day(self.round.first_on + timedelta(days=10))
        for one in self.assessments[: len(self.assessments) - late]:
            rater = self.cast.name(one.rater_id)
            keys = {item.key for item in one.asks.items}
            if "revenue" in keys and one.person_id in targets:
                goal = Target("revenue", targets[one.person_id])
                self.stage.act(rater, write_targets, one.id, (goal,))
            if "goals" in keys:
                goals = [FreeGoal("goals", text, Decimal(weight)) for text, weight in GOALS]
                self.stage.act(rater, write_free_goals, one.id, goals)
            self._step(rater, one, "propose_goals")
            self._step(self.cast.name(one.person_id), one, "agree_goals")

    def rate(self) -> None:
        """Figures are pulled; everybody rates themselves, then the managers do."""
        self.stage.go_to_day(self.round.after(5))
        self.stage.act(HR, advance_cycle, self.cycle_id, "start_ratings", self.stage.now)
        cycle = self.stage.session.get_one(AppraisalCycle, self.cycle_id)
        self.stage.act(HR, score_cycle, cycle, business_date(self.stage.now))
        for one in self.assessments:
            levels, own = self.cast.levels(one, self.chance)
            self.stage.act(self.cast.name(one.person_id), rate_self, one.id, own)
            self._step(self.cast.name(one.person_id), one, "submit_self")
            self._rate(one, levels)

    def _rate(self, one: Assessment, levels: Mapping[str, Level]) -> None:
        rater = self.cast.name(one.rater_id)
        self.stage.act(rater, rate, one.id, levels, business_date(self.stage.now))
        self._step(rater, one, "submit_rating" if one.second_rater_id else "finish_rating")
        if one.second_rater_id:
            self._step(self.cast.name(one.second_rater_id), one, "confirm_rating")

    def calibrate(self) -> None:
        """The meeting looks at all of them, and changes one."""
        stage = self.stage
        self.stage.go_to_day(self.round.after(24))
        stage.act(HR, advance_cycle, self.cycle_id, "start_calibration", stage.now)
        best = self._best()
        if best is not None:
            lower = max(best.score or Decimal(0), Decimal(4)) - 3
            one = stage.session.get_one(Assessment, best.assessment_id)
            stage.act(BOSS, calibrate, one, lower, CALIBRATED, stage.now)
        cycle = stage.session.get_one(AppraisalCycle, self.cycle_id)
        there = [stage.person(name) for name in (BOSS, "chair", HR)]
        today = business_date(stage.now)
        stage.act(HR, record_minutes, cycle, today, there, MINUTES, today)
        for assessment in self.assessments:
            self._step(BOSS, assessment, "finish_calibration")

    def _best(self) -> AssessmentResult | None:
        """The best score among those rated by branch managers."""
        query = (
            select(AssessmentResult)
            .join(Assessment, Assessment.id == AssessmentResult.assessment_id)
            .where(Assessment.cycle_id == self.cycle_id, Assessment.second_rater_id.is_not(None))
            .order_by(AssessmentResult.score.desc(), AssessmentResult.id)
        )
        return self.stage.session.scalars(query).first()

    def publish(self) -> None:
        """HR publishes; people take note."""
        self.stage.go_to_day(self.round.after(31))
        self.stage.act(HR, publish_ready, self.cycle_id, self.stage.now)
        self.stage.act(HR, advance_cycle, self.cycle_id, "publish_cycle", self.stage.now)
        self.stage.go_to_day(self.round.after(33))
        for one in self.assessments:
            if self.cast.name(one.person_id) != self.cast.appellant:
                self._step(self.cast.name(one.person_id), one, "acknowledge")

    def appeal(self) -> None:
        """One salesperson disagrees, and a panel outside the line decides."""
        stage, who = self.stage, self.cast.appellant
        mine = next((one for one in self.assessments if self.cast.name(one.person_id) == who), None)
        if mine is None or mine.state is not AssessmentState.PUBLISHED:
            return
        self.stage.go_to_day(self.round.after(36))
        appeal: Appeal = stage.act(who, file_appeal, mine, GROUNDS, stage.now)
        panel = [stage.person(name) for name in ("chair", "committee")]
        stage.act(HR, name_panel, appeal, panel, stage.now)
        self.stage.go_to_day(self.round.after(40))
        result = stage.session.scalars(
            select(AssessmentResult).where(AssessmentResult.assessment_id == mine.id)
        ).one()
        better = min(Decimal(120), (result.score or Decimal(0)) + 2)
        stage.act("chair", decide_appeal, appeal, AppealDecision.CHANGED, RULING, stage.now, better)

    def _step(self, who: str, one: Assessment, step: str) -> None:
        self.stage.act(who, advance, one.id, step, self.stage.now)
