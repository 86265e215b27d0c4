"""When business is done in China: working days, the Spring Festival, the ends of quarters."""

from datetime import date, timedelta

ONE = timedelta(1)
SPRING_FESTIVAL = {
    2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1),
    2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13),
    2030: (2, 3), 2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8), 2036: (1, 28),
}  # fmt: skip
"""The first day of the lunar year."""
USUAL_FESTIVAL = (2, 5)
BEFORE, HOLIDAY = 10, 8
"""Days before the festival on which customers order less already, and days nobody works."""
MONTHS = (1.0, 0.95, 1.06, 0.98, 1.0, 1.05, 0.97, 0.98, 1.06, 0.95, 1.01, 1.06)


def pace(day: date) -> float:
    """How much customers order around a day, 1 being usual."""
    festival = date(day.year, *SPRING_FESTIVAL.get(day.year, USUAL_FESTIVAL))
    near = -BEFORE <= (day - festival).days <= HOLIDAY
    return 0.85 if near else MONTHS[day.month - 1]


def is_working(day: date) -> bool:
    """Neither a weekend nor one of the two long holidays."""
    festival = date(day.year, *SPRING_FESTIVAL.get(day.year, USUAL_FESTIVAL))
    spring = -1 <= (day - festival).days < HOLIDAY - 1
    national = day.month == 10 and day.day <= 7
    return day.weekday() < 5 and not spring and not national


def working(day: date) -> date:
    """The day itself, or the next one on which people work."""
    while not is_working(day):
        day += ONE
    return day


def nearest_working(day: date) -> date:
    """The day itself; of a Saturday the Friday before, of other days off the next day people work."""
    before = day - ONE
    return before if day.weekday() == 5 and is_working(before) else working(day)


def working_before(day: date) -> date:
    """The day itself, or the last one before on which people worked."""
    while not is_working(day):
        day -= ONE
    return day
