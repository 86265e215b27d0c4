"""Made-up names of customers: coined from two syllables, a town and a trade."""

from collections.abc import Iterator
from itertools import islice, product

from domain.demo.plan import DemoPlan

CITIES = {
    "EAST-SH": (("上海", "Shanghai"), ("嘉兴", "Jiaxing"), ("杭州", "Hangzhou"), ("宁波", "Ningbo")),
    "EAST-SZ": (("苏州", "Suzhou"), ("无锡", "Wuxi"), ("昆山", "Kunshan"), ("南通", "Nantong")),
    "SOUTH": (("深圳", "Shenzhen"), ("东莞", "Dongguan"), ("佛山", "Foshan"), ("广州", "Guangzhou")),
    "NORTH": (("北京", "Beijing"), ("天津", "Tianjin"), ("青岛", "Qingdao"), ("大连", "Dalian")),
    "WEST": (("成都", "Chengdu"), ("重庆", "Chongqing"), ("绵阳", "Mianyang"), ("西安", "Xi'an")),
    "CENTRAL": (("武汉", "Wuhan"), ("长沙", "Changsha"), ("合肥", "Hefei"), ("郑州", "Zhengzhou")),
}
FIRST = (
    ("澄", "Cheng"), ("岚", "Lan"), ("楠", "Nan"), ("沐", "Mu"), ("砚", "Yan"),
    ("衡", "Heng"), ("泓", "Hong"), ("岱", "Dai"), ("钰", "Yu"), ("璟", "Jing"),
    ("湛", "Zhan"), ("翎", "Ling"), ("朔", "Shuo"), ("屹", "Yi"), ("沅", "Yuan"),
    ("峤", "Qiao"), ("祺", "Qi"), ("瑾", "Jin"), ("韬", "Tao"), ("蕴", "Yun"),
)  # fmt: skip
SECOND = (
    ("栎", "li"), ("桓", "huan"), ("朗", "lang"), ("迈", "mai"), ("芮", "rui"),
    ("昱", "yu"), ("曜", "yao"), ("廷", "ting"), ("峻", "jun"), ("楷", "kai"),
    ("汀", "ting"), ("淮", "huai"), ("垣", "yuan"), ("岩", "yan"), ("舟", "zhou"),
    ("衢", "qu"), ("穆", "mu"), ("霁", "ji"), ("棠", "tang"), ("砺", "li"),
)  # fmt: skip
TRADES = (
    ("精密机械", "Precision Machinery"),
    ("半导体设备", "Semiconductor Equipment"),
    ("汽车零部件", "Auto Parts"),
    ("新能源科技", "New Energy"),
    ("光电", "Optoelectronics"),
    ("自动化", "Automation"),
    ("医疗器械", "Medical Devices"),
    ("模具", "Moulds"),
)
FORMS = (
    ("有限公司", "Co., Ltd."),
    ("科技股份有限公司", "Technology Co., Ltd."),
    ("集团有限公司", "Group Co., Ltd."),
)
CHANNELS = ("直销", "直销", "直销", "经销", "线上")


def coined(plan: DemoPlan, unit: str, first: int, count: int) -> Iterator[tuple[str, str, str, str]]:
    """(name, English name, town, trade) of the `count` customers of a unit from the `first` on; all differ.

    The order is shuffled once for the whole unit, so that more customers leave the first ones as they are.
    """
    known = list(product(CITIES[unit], FIRST, SECOND, TRADES))
    plan.stream("names", unit).shuffle(known)
    pairs = ((form, one) for form in FORMS for one in known)
    for form, (city, begin, end, trade) in islice(pairs, first, first + count):
        name = f"{city[0]}{begin[0]}{end[0]}{trade[0]}{form[0]}"
        yield name, f"{city[1]} {begin[1]}{end[1]} {trade[1]} {form[1]}", city[0], trade[0]
