"""Who works at the demo company, in which unit and post, since when, and with which account."""

from dataclasses import dataclass

COMPANY = ("澄海精密仪器有限公司", "Chenghai Precision Instruments")

UNITS = (
    ("EAST", "华东大区", "East China", None),
    ("EAST-SH", "上海营业部", "Shanghai branch", "EAST"),
    ("EAST-SZ", "苏州营业部", "Suzhou branch", "EAST"),
    ("SOUTH", "华南大区", "South China", None),
    ("NORTH", "华北大区", "North China", None),
    ("WEST", "西南大区", "Southwest China", None),
    ("CENTRAL", "华中大区", "Central China", None),
    ("FIN", "财务部", "Finance", None),
    ("CTRL", "内控与审计部", "Internal control and audit", None),
    ("HR", "人力资源部", "Human resources", None),
)
"""(code, Chinese, English, code of the unit above; None is the company)."""

SELLING = ("EAST-SH", "EAST-SZ", "SOUTH", "NORTH", "WEST", "CENTRAL")


@dataclass(frozen=True)
class Appointment:
    """A post. `sells` counts its holders as sales staff; holders of `key` posts must rotate and rest."""

    code: str
    name_zh: str
    name_en: str
    duties: str
    sells: bool = False
    key: bool = False


POSTS = (
    Appointment("GM", "总经理", "General manager", "对经营结果与内部控制的有效性负责"),
    Appointment(
        "RD", "大区总监", "Regional director", "本大区销售目标、回款与销售内控的第一责任人", sells=True
    ),
    Appointment("BM", "营业部经理", "Branch manager", "营业部日常管理，复核订单与合同", sells=True),
    Appointment("SR", "销售工程师", "Sales engineer", "客户开发、跟进、签约与催收配合", sells=True),
    Appointment("SS", "销售内勤", "Order desk", "录入订单、核对合同与价格、安排发货"),
    Appointment("FM", "财务经理", "Finance manager", "收入确认、应收与资金管理"),
    Appointment("AR", "应收会计", "Receivables accountant", "开票、核销、对账与账龄分析", key=True),
    Appointment("CM", "信用经理", "Credit manager", "客户资信评估与授信额度", key=True),
    Appointment("IC", "内控主管", "Internal control lead", "内控检查、整改跟踪与内控报告"),
    Appointment("IA", "内部审计师", "Internal auditor", "独立审计与控制测试"),
    Appointment("HR", "培训与绩效专员", "Training and performance officer", "培训、考核与结果运用"),
    Appointment("IT", "信息系统管理员", "System administrator", "账号与系统运行，不参与业务审批"),
)


@dataclass(frozen=True)
class Member:
    """One person of the demo company; `username` is set for those who can sign in."""

    number: str
    name: str
    name_en: str
    unit: str
    post: str
    superior: str | None = None
    username: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    """(role code, code of the unit it reaches over)."""
    joined: int | None = None
    """Joined so many months ago; None: when the company was founded."""
    left: int | None = None
    """Left at the end of the month so many months ago."""


STAFF = (
    Member("E001", "周正明", "Zhou Zhengming", "ROOT", "GM", None, "gm", (("manager", "ROOT"),)),
    Member(
        "E002",
        "沈岚",
        "Shen Lan",
        "FIN",
        "FM",
        "E001",
        "chair",
        (("committee_chair", "ROOT"), ("manager", "FIN")),
    ),
    Member(
        "E003", "顾晓峰", "Gu Xiaofeng", "CTRL", "IC", "E001", "secretary", (("committee_secretary", "ROOT"),)
    ),
    Member("E004", "陆婉秋", "Lu Wanqiu", "CTRL", "IC", "E003", "control", (("internal_control", "ROOT"),)),
    Member("E005", "韩志远", "Han Zhiyuan", "CTRL", "IA", "E001", "audit", (("internal_audit", "ROOT"),)),
    Member("E006", "方敏", "Fang Min", "FIN", "CM", "E002", "credit", (("credit", "ROOT"),)),
    Member("E007", "何静怡", "He Jingyi", "FIN", "AR", "E002", "receivables", (("receivables", "ROOT"),)),
    Member("E008", "罗佳", "Luo Jia", "HR", "HR", "E001", "hr", (("hr", "ROOT"),)),
    Member("E009", "邓凯", "Deng Kai", "CTRL", "IT", "E001", "admin", (("administrator", "ROOT"),)),
    Member("E010", "许文博", "Xu Wenbo", "FIN", "FM", "E001", "committee", (("committee_member", "ROOT"),)),
    Member("E101", "蒋海涛", "Jiang Haitao", "EAST", "RD", "E001", "east", (("manager", "EAST"),)),
    Member("E201", "梁伟业", "Liang Weiye", "SOUTH", "RD", "E001", "south", (("manager", "SOUTH"),)),
    Member("E301", "孟庆山", "Meng Qingshan", "NORTH", "RD", "E001", "north", (("manager", "NORTH"),)),
    Member("E401", "唐蜀平", "Tang Shuping", "WEST", "RD", "E001", "west", (("manager", "WEST"),)),
    Member("E111", "徐立", "Xu Li", "EAST-SH", "BM", "E101"),
    Member("E112", "杨帆", "Yang Fan", "EAST-SH", "SR", "E111"),
    Member("E113", "朱琳", "Zhu Lin", "EAST-SH", "SR", "E111"),
    Member("E121", "钱学良", "Qian Xueliang", "EAST-SZ", "BM", "E101"),
    Member("E122", "吴迪", "Wu Di", "EAST-SZ", "SR", "E121"),
    Member("E123", "施雨桐", "Shi Yutong", "EAST-SZ", "SR", "E121"),
    Member("E211", "黄嘉豪", "Huang Jiahao", "SOUTH", "SR", "E210", "sales", (("sales", "SOUTH"),)),
    Member("E212", "陈思琪", "Chen Siqi", "SOUTH", "SR", "E210"),
    Member("E213", "林俊杰", "Lin Junjie", "SOUTH", "SR", "E210"),
    Member("E311", "赵磊", "Zhao Lei", "NORTH", "SR", "E310"),
    Member("E312", "王雪", "Wang Xue", "NORTH", "SR", "E310"),
    Member("E313", "李建国", "Li Jianguo", "NORTH", "SR", "E310"),
    Member("E411", "刘洋", "Liu Yang", "WEST", "SR", "E410"),
    Member("E412", "冉小玲", "Ran Xiaoling", "WEST", "SR", "E410"),
    Member("E011", "宋雨薇", "Song Yuwei", "CTRL", "IA", "E005", joined=26),
    Member("E012", "马骏", "Ma Jun", "FIN", "AR", "E002"),
    Member("E014", "谢安琪", "Xie Anqi", "HR", "HR", "E008"),
    Member("E114", "沈亦凡", "Shen Yifan", "EAST-SH", "SR", "E111"),
    Member("E115", "陶然", "Tao Ran", "EAST-SH", "SR", "E111", joined=22),
    Member("E116", "金晓雯", "Jin Xiaowen", "EAST-SH", "SR", "E111"),
    Member("E119", "董丽", "Dong Li", "EAST-SH", "SS", "E111"),
    Member("E124", "顾家伟", "Gu Jiawei", "EAST-SZ", "SR", "E121"),
    Member("E125", "苏婷", "Su Ting", "EAST-SZ", "SR", "E121"),
    Member("E126", "陆天佑", "Lu Tianyou", "EAST-SZ", "SR", "E121", joined=19),
    Member("E129", "俞静", "Yu Jing", "EAST-SZ", "SS", "E121"),
    Member("E210", "何志强", "He Zhiqiang", "SOUTH", "BM", "E201"),
    Member("E214", "麦家豪", "Mai Jiahao", "SOUTH", "SR", "E210"),
    Member("E215", "谭咏珊", "Tan Yongshan", "SOUTH", "SR", "E210", joined=30),
    Member("E219", "梁秀芳", "Liang Xiufang", "SOUTH", "SS", "E210"),
    Member("E310", "崔永健", "Cui Yongjian", "NORTH", "BM", "E301"),
    Member("E314", "郭鹏飞", "Guo Pengfei", "NORTH", "SR", "E310", joined=15),
    Member("E315", "于海波", "Yu Haibo", "NORTH", "SR", "E310", left=15),
    Member("E319", "段丽华", "Duan Lihua", "NORTH", "SS", "E310"),
    Member("E410", "雷鸣", "Lei Ming", "WEST", "BM", "E401"),
    Member("E413", "向东升", "Xiang Dongsheng", "WEST", "SR", "E410"),
    Member("E414", "蒲雪梅", "Pu Xuemei", "WEST", "SR", "E410", joined=28),
    Member("E415", "贺俊", "He Jun", "WEST", "SR", "E410"),
    Member("E419", "代晓燕", "Dai Xiaoyan", "WEST", "SS", "E410"),
    Member("E501", "彭汉生", "Peng Hansheng", "CENTRAL", "RD", "E001", "central", (("manager", "CENTRAL"),)),
    Member("E510", "涂建平", "Tu Jianping", "CENTRAL", "BM", "E501"),
    Member("E511", "熊文静", "Xiong Wenjing", "CENTRAL", "SR", "E510"),
    Member("E512", "万里", "Wan Li", "CENTRAL", "SR", "E510"),
    Member("E513", "余子轩", "Yu Zixuan", "CENTRAL", "SR", "E510", joined=14),
    Member("E514", "龚亮", "Gong Liang", "CENTRAL", "SR", "E510", left=14),
    Member("E515", "黎小曼", "Li Xiaoman", "CENTRAL", "SR", "E510"),
    Member("E519", "柳红", "Liu Hong", "CENTRAL", "SS", "E510"),
)

COMMITTEE = (("E002", "chair"), ("E003", "secretary"), ("E010", "member"), ("E001", "member"))

SALESPEOPLE = {
    unit: tuple(m.number for m in STAFF if m.unit == unit and m.post == "SR" and m.left is None)
    for unit in SELLING
}
"""Who looks after the customers of a unit today."""
DESK = {m.unit: m for m in STAFF if m.post == "SS"}
"""Who enters the orders of a unit."""
CREDIT_MANAGER = next(m.name for m in STAFF if m.post == "CM")
