"""What the demo company sells, and to whom."""

from random import Random

PRODUCTS = (
    ("P-1001", "激光位移传感器", "Laser displacement sensor", "传感器", "3200"),
    ("P-1002", "光谱共焦传感器", "Confocal chromatic sensor", "传感器", "18600"),
    ("P-1003", "高精度编码器", "High-precision encoder", "传感器", "2450"),
    ("P-1004", "压力变送器", "Pressure transmitter", "传感器", "980"),
    ("P-2001", "三坐标测量机", "Coordinate measuring machine", "测量设备", "268000"),
    ("P-2002", "影像测量仪", "Vision measuring system", "测量设备", "86000"),
    ("P-2003", "圆度仪", "Roundness tester", "测量设备", "124000"),
    ("P-2004", "表面粗糙度仪", "Surface roughness tester", "测量设备", "32800"),
    ("P-3001", "伺服驱动器", "Servo drive", "运动控制", "4300"),
    ("P-3002", "直线电机模组", "Linear motor stage", "运动控制", "22500"),
    ("P-3003", "运动控制卡", "Motion control card", "运动控制", "5600"),
    ("P-4001", "年度校准服务", "Annual calibration service", "服务", "6800"),
    ("P-4002", "现场安装调试", "On-site commissioning", "服务", "9500"),
)
"""(number, Chinese, English, category, list price)."""

CITIES = {
    "EAST-SH": (("上海", "Shanghai"), ("嘉兴", "Jiaxing"), ("杭州", "Hangzhou")),
    "EAST-SZ": (("苏州", "Suzhou"), ("无锡", "Wuxi"), ("昆山", "Kunshan")),
    "SOUTH": (("深圳", "Shenzhen"), ("东莞", "Dongguan"), ("佛山", "Foshan"), ("广州", "Guangzhou")),
    "NORTH": (("北京", "Beijing"), ("天津", "Tianjin"), ("青岛", "Qingdao"), ("大连", "Dalian")),
    "WEST": (("成都", "Chengdu"), ("重庆", "Chongqing"), ("绵阳", "Mianyang")),
}
BRANDS = (
    ("恒达", "Hengda"),
    ("锐科", "Ruike"),
    ("中微", "Zhongwei"),
    ("华彩", "Huacai"),
    ("瑞丰", "Ruifeng"),
    ("天工", "Tiangong"),
    ("立讯达", "Lixunda"),
    ("博众", "Bozhong"),
    ("精研", "Jingyan"),
    ("凌云", "Lingyun"),
    ("新松", "Xinsong"),
    ("远东", "Yuandong"),
    ("汇川通", "Huichuantong"),
    ("奥普", "Aopu"),
    ("科瑞", "Kerui"),
    ("盛美", "Shengmei"),
    ("泰坦", "Taitan"),
    ("宏石", "Hongshi"),
    ("联赢", "Lianying"),
    ("大族兴", "Dazuxing"),
)
TRADES = (
    ("精密机械", "Precision Machinery"),
    ("半导体设备", "Semiconductor Equipment"),
    ("汽车零部件", "Auto Parts"),
    ("新能源科技", "New Energy"),
    ("光电", "Optoelectronics"),
    ("自动化", "Automation"),
    ("医疗器械", "Medical Devices"),
)


def customers(random: Random, unit: str, count: int, first: int) -> list[dict[str, str]]:
    """Rows of the fact `customer` for one selling unit, names unique across the company."""
    pairs = [(city, brand, trade) for city in CITIES[unit] for brand in BRANDS for trade in TRADES]
    chosen = random.sample(pairs, count)
    return [
        {
            "number": f"C{first + index:05d}",
            "name": f"{city[0]}{brand[0]}{trade[0]}有限公司",
            "name_en": f"{city[1]} {brand[1]} {trade[1]} Co., Ltd.",
            "unit": unit,
            "region": city[0],
            "category": trade[0],
        }
        for index, (city, brand, trade) in enumerate(chosen)
    ]
