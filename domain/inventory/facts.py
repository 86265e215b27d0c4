"""The facts of stock that can be imported: their fields and the headers people give them."""

from domain.core import field
from domain.core.fact_spec import FactSpec, Settle
from domain.inventory import complete_rows, counted, listed
from domain.inventory.stock_balance import StockBalance
from domain.inventory.stock_count import StockCount
from domain.inventory.stock_move import StockMove
from domain.inventory.words import MOVES
from domain.sales.fields import REQUIRED_PRODUCT, UNIT
from domain.sales.status_words import ABC_CLASSES

WAREHOUSE = field.code("warehouse", "仓库, 仓库编码, 仓库代码, 仓库名称, 库房, 库存地点, warehouse, "
                       "warehouse code, wh, store, storage location, location, plant",
                       required=True)  # fmt: skip

STOCK_BALANCES = FactSpec(
    name="stock_balance", entity=StockBalance, key=("warehouse", "product", "as_of"),
    prepare=complete_rows.stock_balance,
    fields=(
        WAREHOUSE, REQUIRED_PRODUCT, UNIT,
        field.day("as_of", "结存日期, 库存日期, 截止日期, 月末日期, 快照日期, 日期, as of, stock date, "
                  "snapshot date, balance date, date", required=True),
        field.quantity("quantity", "结存数量, 库存数量, 期末数量, 现存量, 数量, quantity, qty, on hand, "
                       "stock quantity, closing quantity", required=True),
        field.money("value", "结存金额, 库存金额, 期末金额, 库存成本, 金额, value, stock value, "
                    "inventory value, amount, cost", required=True),
        field.quantity("available", "可用数量, 可用量, 可用库存, 可售数量, 可销数量, available, "
                       "available quantity, free stock, atp", attribute="available_quantity"),
    ),
)  # fmt: skip

STOCK_MOVES = FactSpec(
    name="stock_move", entity=StockMove, key=("number", "warehouse", "product"),
    prepare=complete_rows.stock_move,
    fields=(
        field.code("number", "出入库单号, 出库单号, 入库单号, 单据编号, 凭证号, 单号, 编号, move, "
                   "move number, document number, material document, issue number, receipt number, number",
                   required=True),
        WAREHOUSE, REQUIRED_PRODUCT, UNIT,
        field.choice("kind", "出入库类型, 单据类型, 业务类型, 移动类型, 收发类别, 类型, kind, type, "
                     "move type, movement type, transaction type", choices=MOVES, required=True),
        field.day("moved_on", "出入库日期, 出库日期, 入库日期, 单据日期, 过账日期, 日期, moved on, "
                  "posting date, move date, transaction date, date", required=True),
        field.quantity("quantity", "数量, 出库数量, 入库数量, 实发数量, 实收数量, quantity, qty, "
                       "moved quantity", required=True),
        field.money("cost", "成本金额, 出库成本, 金额, 成本, 销售成本, cost, cost amount, total cost, "
                    "amount, value, cogs", required=True),
    ),
)  # fmt: skip

STOCK_COUNTS = FactSpec(
    name="stock_count", entity=StockCount, key=("number", "warehouse", "product", "counted_on"),
    prepare=complete_rows.stock_count,
    fields=(
        field.code("number", "盘点单号, 盘点编号, 盘点表号, 盘点单, 单据编号, 单号, 编号, count, "
                   "count number, count sheet, stocktake, number", default_from="warehouse"),
        WAREHOUSE, REQUIRED_PRODUCT, UNIT,
        field.day("counted_on", "盘点日期, 清点日期, 日期, counted on, count date, stocktake date, date",
                  required=True),
        field.quantity("book", "账面数量, 账存数量, 账面数, 系统数量, book, book quantity, system quantity, "
                       "expected", attribute="book_quantity", required=True),
        field.quantity("counted", "实盘数量, 盘点数量, 实存数量, 实盘数, 实点数, counted, counted quantity, "
                       "actual, physical", attribute="counted_quantity", required=True),
        field.money("unit_cost", "单位成本, 单价, 成本单价, 成本价, unit cost, cost, cost price, price",
                    required=True),
        field.choice("abc", "ABC分类, ABC, 分类, 类别, 等级, abc class, class",
                     attribute="stated_abc", choices=ABC_CLASSES),
    ),
)  # fmt: skip

FACTS = (STOCK_BALANCES, STOCK_MOVES, STOCK_COUNTS)
"""In the order in which they refer to one another."""

SETTLE: tuple[Settle, ...] = (listed.settle, counted.settle)
"""What completes rows that depend on others, in order, after each import and each undo."""
