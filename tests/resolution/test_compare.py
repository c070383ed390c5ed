import pytest

from kg.records import Settings
from kg.resolution.entities import resolve
from tests.resolution_cases import extraction

LABELS = {"街道": "STREET", "社区": "PLACE", "大庄村": "PLACE"}


def number_of_people(name: str, posts: tuple[str, ...]) -> int:
    """How many people ``name`` is, when each article gives it one of ``posts`` (01-09 局长@区教委, or a date)."""
    rows = []
    for number, written in enumerate(posts):
        day, _, post = written.partition(" ")
        title, _, host = post.partition("@")
        label = next((label for ending, label in LABELS.items() if host.endswith(ending)), "ORG")
        front = (f"⟦{host}|{label}⟧" if host else "") + (f"⟦{title}|POST⟧" if title else "")
        holds = [(name, title, host or None)] if title else []
        rows.append(extraction(f"{number}", f"{front}⟦{name}|PERSON⟧", date=f"2023-{day}", holds=holds))
    return sum(entity.kind == "person" for entity in resolve(rows, Settings()).entities)


@pytest.mark.parametrize(
    ("why", "name", "posts"),
    [
        ("one post", "白启明", ("01-09 局长@区教委", "05-01 局长@区教育委员会")),
        ("two posts in one bureau", "王芳", ("01-09 局长@区审计局", "01-09 党组书记@区审计局")),
        ("a committee's member heads a department", "唐晚晴", ("01-09 常委@区委", "01-09 部长@区委组织部")),
        ("head of government and deputy secretary", "陆秉川", ("01-09 区长", "01-09 副书记@区委")),
        ("a name alone", "白启明", ("01-09 局长@区教委", "01-09")),
        ("reporters of one paper", "刘静", ("01-09 记者", "01-16 记者")),
        ("a body of the street", "白启明", ("01-09 党工委书记@石马河街道", "01-09 主任@石马河街道平安办")),
    ],
)
def test_one_person(why: str, name: str, posts: tuple[str, ...]) -> None:
    assert number_of_people(name, posts) == 1, why


@pytest.mark.parametrize(
    ("why", "name", "posts"),
    [
        ("two streets at one time", "白启明", ("01-09 党工委书记@石马河街道", "01-09 党工委书记@大石坝街道")),
        ("two streets, no move told", "王芳", ("01-09 党工委书记@石马河街道", "05-01 党工委书记@大石坝街道")),
        ("the secretary is nobody's deputy", "雷霆", ("01-09 书记@区委", "01-09 副局长@区审计局")),
        (
            "two posts never told together",
            "肖远",
            (*(f"0{n}-0{d} {post}" for n in range(1, 6) for d, post in ((3, "副区长"), (7, "常委@区委"))),),
        ),
        ("the secretary heads no office below", "杨新树", ("01-09 书记@区委", "01-09 主任@区委办公室")),
        ("a deputy secretary heads no hospital", "巩固", ("01-09 副书记@区委", "01-09 党委书记@区人民医院")),
        ("an official and a resident", "白启明", ("01-09 局长@区教委", "05-01 居民@三洞桥社区")),
        ("a reporter and an official", "白启明", ("01-09 局长@区教委", "05-01 记者")),
        ("two trades", "符大海", ("01-09 司机", "01-09 外卖骑手")),
        ("a name alone and a private person", "江流", ("01-09 村民@大庄村", "01-09")),
    ],
)
def test_two_people(why: str, name: str, posts: tuple[str, ...]) -> None:
    assert number_of_people(name, posts) == 2, why


def test_two_who_write_letters_have_nothing_in_common_by_that() -> None:
    rows = [
        extraction(
            doc,
            f"⟦读者|POST⟧⟦{host}|PLACE⟧⟦{title}|POST⟧⟦陈远志|PERSON⟧来信",
            holds=[("陈远志", "读者", None), ("陈远志", title, host)],
        )
        for doc, host, title in (("1", "三洞桥社区", "摊主"), ("2", "大庄村", "护工"))
    ]

    assert sum(entity.kind == "person" for entity in resolve(rows, Settings()).entities) == 2
