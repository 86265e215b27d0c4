"""Posts: what people are appointed to, and what that obliges them to."""

from domain.core.editing import create
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.post import Post
from ui.screen import Related, Screen, Section
from ui.show import show

SCREEN = Screen(
    title_key="page.posts",
    icon=":material/badge:",
    url_path="posts",
    entity=Post,
    read=Permission.ORGANISATION_READ,
    write=Permission.ORGANISATION_WRITE,
    columns=(Post.code, Post.name_zh, Post.name_en, Post.is_sales, Post.is_key, Post.duties),
    filters=(Post.is_sales, Post.is_key),
    search=(Post.code, Post.name_zh, Post.name_en),
    order_by=Post.code,
    form=(
        Section("identity", Post.code, (Post.name_zh, Post.name_en)),
        Section("duties", Post.duties),
        Section("post_risk", (Post.is_sales, Post.is_key), Post.most_months),
    ),
    related=(
        Related(
            key="people",
            by=Person.post_id,
            columns=(Person.number, Person.name, Person.unit, Person.joined_on),
            order_by=Person.number,
            page="people",
        ),
    ),
    create=lambda session, actor, values: create(session, actor, Permission.ORGANISATION_WRITE, Post, values),
    archives=True,
)

if __name__ == "__main__":
    show(SCREEN)
