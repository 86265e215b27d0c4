"""Products: what we sell, at which list price."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.sales.product import Product
from ui.screen import Screen, Section, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.products",
    icon=":material/category:",
    url_path="products",
    entity=Product,
    read=Permission.FACTS_READ,
    write=Permission.FACTS_WRITE,
    columns=(
        Product.number,
        Product.name,
        Product.name_en,
        Product.category,
        Product.abc,
        Product.list_price,
        Product.to_be_completed,
    ),
    filters=(
        Product.category,
        Product.abc,
        Product.to_be_completed,
        Product.batch_id,
    ),
    search=(Product.number, Product.name, Product.name_en),
    order_by=Product.number,
    form=(
        Section(
            "identity",
            (Product.number, Product.category),
            (Product.name, Product.name_en),
            (Product.abc, Product.list_price, Product.to_be_completed),
        ),
        Shown("origin", (Product.source, Product.source_ref)),
    ),
    views=(View("to_be_completed", {"to_be_completed": "yes"}),),
    create=lambda session, actor, values: create(session, actor, Permission.FACTS_WRITE, Product, values),
    archives=True,
    empty="empty.facts",
    start="imports",
)

if __name__ == "__main__":
    show(SCREEN)
