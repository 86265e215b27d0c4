"""What the demo company sells, at which prices, and what it costs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.demo.chance import cents


@dataclass(frozen=True, slots=True)
class Article:
    """One product. `price` is the list price of the first year; `weight` how often it is bought."""

    number: str
    name: str
    name_en: str
    category: str
    price: Decimal
    cost_share: Decimal
    weight: int
    abc: str


def _article(
    number: str, name: str, name_en: str, category: str, price: int, cost: str, weight: int, abc: str
) -> Article:
    return Article(number, name, name_en, category, Decimal(price), Decimal(cost), weight, abc)


PRODUCTS = (
    _article("P-1001", "激光位移传感器", "Laser displacement sensor", "传感器", 3200, "0.56", 9, "A"),
    _article("P-1002", "光谱共焦传感器", "Confocal chromatic sensor", "传感器", 18600, "0.52", 5, "A"),
    _article("P-1003", "高精度编码器", "High-precision encoder", "传感器", 2450, "0.58", 9, "B"),
    _article("P-1004", "压力变送器", "Pressure transmitter", "传感器", 980, "0.62", 9, "C"),
    _article("P-2001", "三坐标测量机", "Coordinate measuring machine", "测量设备", 168000, "0.60", 1, "A"),
    _article("P-2002", "影像测量仪", "Vision measuring system", "测量设备", 56000, "0.58", 3, "A"),
    _article("P-2003", "圆度仪", "Roundness tester", "测量设备", 74000, "0.59", 2, "A"),
    _article("P-2004", "表面粗糙度仪", "Surface roughness tester", "测量设备", 22800, "0.57", 4, "B"),
    _article("P-3001", "伺服驱动器", "Servo drive", "运动控制", 4300, "0.61", 7, "B"),
    _article("P-3002", "直线电机模组", "Linear motor stage", "运动控制", 16500, "0.57", 5, "A"),
    _article("P-3003", "运动控制卡", "Motion control card", "运动控制", 5600, "0.54", 6, "B"),
    _article("P-4001", "年度校准服务", "Annual calibration service", "服务", 6800, "0.45", 4, "C"),
    _article("P-4002", "现场安装调试", "On-site commissioning", "服务", 9500, "0.48", 3, "C"),
)
SERVICE = "服务"
GOODS = tuple(one for one in PRODUCTS if one.category != SERVICE)
BY_NUMBER = {one.number: one for one in PRODUCTS}
RISE = Decimal("1.02")
"""List prices and costs rise by 2 % at the beginning of each year."""
FLOOR = Decimal("0.82")
"""Floor price over list price."""


def list_price(article: Article, day: date, since: date) -> Decimal:
    """The list price on a day; `since` is the first day of trade."""
    return cents(article.price * RISE ** (day.year - since.year)).quantize(Decimal(1)) + Decimal("0.00")


def unit_cost(article: Article, day: date, since: date) -> Decimal:
    """What one piece costs on a day."""
    return cents(list_price(article, day, since) * article.cost_share)
