"""Two stories of the demo company that reached a verdict: one cure worked, one did not."""

from decimal import Decimal

from domain.demo.story import Story, Task
from domain.improvement.analyse_cause import Analysis, Answer, Branch
from domain.improvement.cause import CauseCategory, CauseMethod
from domain.improvement.effect_plan import ChangeKind
from domain.improvement.severity import Severity

SUZHOU = Story(
    unit="EAST-SZ",
    indicator="K33",
    title="苏州营业部货款到期不付，到期回款率长期偏低",
    what="苏州营业部的客户普遍在到期三至四周后才付款，当月到期的货款到月末多数仍未收回，应收长期挂账，催收被动。",
    place="苏州营业部，涉及全部账期客户",
    occurred="持续一年以上，各月均低于阈值",
    size="提出时近 12 个月到期回款率平均 {level}，低于红线 80%",
    reporter="receivables",
    owner="east",
    severity=Severity.HIGH,
    containment="逾期 30 天以上的客户暂停赊销发货，改为款到发货；由大区总监逐户约谈前十大欠款客户。",
    cause=Analysis(
        method=CauseMethod.FIVE_WHYS,
        category=CauseCategory.METHOD,
        root_cause="《应收账款管理办法》没有规定到期前对账和提醒的责任岗位与时点，催收从逾期 30 天才开始",
        whys=(
            Answer(answer="客户到期时不付款，一般拖到次月中下旬", evidence="苏州营业部账龄分析表"),
            Answer(answer="到期前没有对账，客户财务以“未收到对账单”为由顺延", evidence="抽查 12 户往来函件"),
            Answer(
                answer="对账单由销售工程师自行发送，没有统一时间，也没有登记",
                evidence="营业部访谈记录、邮件抽样",
            ),
            Answer(answer="应收会计只对逾期 30 天以上的客户介入催收", evidence="《应收账款管理办法》第九条"),
            Answer(
                answer="办法从未规定到期前由谁对账、由谁提醒、何时完成",
                evidence="《应收账款管理办法》全文核对记录",
            ),
        ),
    ),
    effect={
        "change_kind": ChangeKind.ABSOLUTE, "expected_change": Decimal("0.40"), "baseline_months": 12,
        "window_months": 6, "control": "EAST-SH",
    },
    tasks=(
        Task(
            title="修订《应收账款管理办法》：到期前 10 天由应收会计寄发对账单，到期次日电话提醒",
            owner="receivables", days=50, done=(14, 15),
            proof=("应收账款管理办法（修订）签发单.txt", "修订第七条、第九条，自下月 1 日起执行。"),
            result="办法已签发并在财务部与苏州营业部宣贯",
        ),
        Task(
            title="与存量账期客户逐户签订付款确认函，写明付款日与逾期责任",
            owner="east", days=50, done=(14, 20),
            proof=("付款确认函签收清单.csv", "客户,签收,付款日\n存量账期客户 16 户,全部签收,每月 25 日\n"),
            result="16 户账期客户全部签回",
        ),
        Task(
            title="信用经理对逾期客户实行停货放行制，恢复发货须书面批准",
            owner="credit", days=50, done=(14, 26),
            proof=("停货放行登记表.csv", "日期,客户,处理\n首月停货 5 户,付款后放行 4 户,仍停货 1 户\n"),
            result="首月停货 5 户，付款后放行 4 户",
        ),
    ),
    checked="核对办法签发单、16 份确认函签收记录和停货登记表；电话抽查 4 户客户，均确认收到对账单。",
    opinion="抽查 10 张到期发票与银行回单，与系统数据一致；办法持续执行，同意按预先登记的口径认定。",
    standard="《应收账款管理办法》（修订）第七、九条；合同模板付款条款；新员工回款培训教材。",
    acts={
        "raise": (16, 8), "triage": (16, 10), "contain": (16, 11), "start_analysis": (16, 12),
        "find_cause": (16, 25), "plan": (15, 6), "propose": (15, 10), "approve": (14, 3), "start": (14, 4),
        "work": (14, 5), "report": (14, 27), "accept": (13, 5), "judge": (7, 8), "close": (7, 20),
    },
    history=30,
)  # fmt: skip

NORTH = Story(
    unit="NORTH",
    indicator="K26",
    title="华北大区订单准时足量交付率下滑，客户投诉增多",
    what="华北大区延迟发货的订单明显增多，部分客户因交付不及时推迟验收和付款，个别客户提出索赔。",
    place="华北大区",
    occurred="近半年持续偏低，各月均低于目标",
    size="提出前 6 个月准时足量交付率平均 {level}，目标不低于 95%",
    reporter="audit",
    owner="north",
    severity=Severity.MEDIUM,
    cause=Analysis(
        method=CauseMethod.FISHBONE,
        category=CauseCategory.PEOPLE,
        root_cause="销售工程师没有逐单跟进交期，延期在承诺日之后才被发现",
        branches=(
            Branch(
                category=CauseCategory.PEOPLE, cause="销售工程师没有逐单跟进交期，延期发现得晚",
                evidence="抽查 20 张延期订单的跟进记录",
            ),
            Branch(
                category=CauseCategory.METHOD, cause="承诺交期前没有与排产确认的步骤",
                evidence="订单评审流程图",
            ),
            Branch(
                category=CauseCategory.MATERIAL, cause="三坐标测量机关键部件到货不稳定",
                evidence="采购到货台账",
            ),
        ),
    ),
    effect={
        "change_kind": ChangeKind.ABSOLUTE, "expected_change": Decimal("0.05"), "baseline_months": 6,
        "window_months": 3,
    },
    tasks=(
        Task(
            title="销售工程师每日核对在途订单，临近承诺日 5 天的逐单提醒",
            owner="north", days=30, done=(4, 12),
            proof=("在途订单日报样张.csv", "订单,承诺日,状态\n样张一份,每日 17:00 前提交,已执行\n"),
            result="日报制度已执行三周",
        ),
        Task(
            title="延迟交付的订单在月度例会上通报到人",
            owner="hr", days=30, done=(4, 21),
            proof=("月度例会通报纪要.txt", "首次通报延期订单 7 张，涉及 3 名销售工程师。"),
            result="首次通报已完成",
        ),
    ),
    checked="查阅三周的在途订单日报和例会通报纪要，措施确已执行。",
    opinion="措施已执行，但准时足量交付率没有回升，加强跟进没有触及延期的来源。",
    again="两项措施都停留在提醒和通报，准时率没有改善。请查清延期发生在排产、备料还是发运环节，再提方案。",
    acts={
        "raise": (5, 6), "triage": (5, 8), "start_analysis": (5, 9), "find_cause": (5, 20), "plan": (5, 24),
        "propose": (5, 25), "approve": (4, 2), "start": (4, 3), "work": (4, 4), "report": (4, 22),
        "accept": (4, 27), "judge": (0, 2), "again": (0, 5),
    },
    history=18,
)  # fmt: skip
