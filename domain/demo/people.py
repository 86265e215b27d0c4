"""Who works at the demo company, in which unit and post, and with which account."""

from dataclasses import dataclass

COMPANY = ("澄海精密仪器有限公司", "Chenghai Precision Instruments")

UNITS = (
    ("EAST", "华东大区", "East China", None),
    ("EAST-SH", "上海营业部", "Shanghai branch", "EAST"),
    ("EAST-SZ", "苏州营业部", "Suzhou branch", "EAST"),
    ("SOUTH", "华南大区", "South China", None),
    ("NORTH", "华北大区", "North China", None),
    ("WEST", "西南大区", "Southwest China", None),
    ("FIN", "财务部", "Finance", None),
    ("CTRL", "内控与审计部", "Internal control and audit", None),
    ("HR", "人力资源部", "Human resources", None),
)
"""(code, Chinese, English, code of the unit above; None is the company)."""

SELLING = ("EAST-SH", "EAST-SZ", "SOUTH", "NORTH", "WEST")

POSTS = (
    ("GM", "总经理", "General manager", "对经营结果与内部控制的有效性负责"),
    ("RD", "大区总监", "Regional director", "本大区销售目标、回款与销售内控的第一责任人"),
    ("BM", "营业部经理", "Branch manager", "营业部日常管理,复核订单与合同"),
    ("SR", "销售工程师", "Sales engineer", "客户开发、跟进、签约与催收配合"),
    ("FM", "财务经理", "Finance manager", "收入确认、应收与资金管理"),
    ("AR", "应收会计", "Receivables accountant", "开票、核销、对账与账龄分析"),
    ("CM", "信用经理", "Credit manager", "客户资信评估与授信额度"),
    ("IC", "内控主管", "Internal control lead", "内控检查、整改跟踪与内控报告"),
    ("IA", "内部审计师", "Internal auditor", "独立审计与控制测试"),
    ("HR", "培训与绩效专员", "Training and performance officer", "培训、考核与结果运用"),
    ("IT", "信息系统管理员", "System administrator", "账号与系统运行,不参与业务审批"),
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


STAFF = (
    Member("E001", "周正明", "Zhou Zhengming", "ROOT", "GM", None, "gm", (("manager", "ROOT"),)),
    Member("E002", "沈岚", "Shen Lan", "FIN", "FM", "E001", "chair", (("committee_chair", "ROOT"),)),
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
    Member("E211", "黄嘉豪", "Huang Jiahao", "SOUTH", "SR", "E201", "sales", (("sales", "SOUTH"),)),
    Member("E212", "陈思琪", "Chen Siqi", "SOUTH", "SR", "E201"),
    Member("E213", "林俊杰", "Lin Junjie", "SOUTH", "SR", "E201"),
    Member("E311", "赵磊", "Zhao Lei", "NORTH", "SR", "E301"),
    Member("E312", "王雪", "Wang Xue", "NORTH", "SR", "E301"),
    Member("E313", "李建国", "Li Jianguo", "NORTH", "SR", "E301"),
    Member("E411", "刘洋", "Liu Yang", "WEST", "SR", "E401"),
    Member("E412", "冉小玲", "Ran Xiaoling", "WEST", "SR", "E401"),
)

COMMITTEE = (("E002", "chair"), ("E003", "secretary"), ("E010", "member"), ("E001", "member"))

SALESPEOPLE = {
    unit: tuple(m.number for m in STAFF if m.unit == unit and m.post in ("SR", "BM")) for unit in SELLING
}
