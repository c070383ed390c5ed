import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.layout import paragraphs
from kg.ingest.running_text import joined

COLUMN = """本报讯（记者 闻 川）3月 2日，三岔口
社区的老茶馆重新开门，来喝茶的街坊坐满
了八张桌子。
茶馆关了两年，缺的是一块钱一碗的价钱。
社区和老板商量了三回，定下规矩：早上十
点以前，茶价不动。
"""


def texts(source: str) -> list[str]:
    return [joined(p)[0] for p in paragraphs(source)]


def test_wrapped_lines_are_joined_and_paragraphs_end_with_a_short_line() -> None:
    assert texts(COLUMN) == [
        "本报讯（记者 闻 川）3月2日，三岔口社区的老茶馆重新开门，来喝茶的街坊坐满了八张桌子。",
        "茶馆关了两年，缺的是一块钱一碗的价钱。社区和老板商量了三回，定下规矩：早上十点以前，茶价不动。",
    ]


def test_line_end_character_does_not_matter() -> None:
    assert texts(COLUMN.replace("\n", "\r\n")) == texts(COLUMN)


def test_paragraph_cut_by_the_end_of_a_column_is_whole() -> None:
    source = COLUMN.replace("街坊坐满\n", "街坊坐满\n\n")
    assert texts(source) == texts(COLUMN)


def test_quotation_mark_after_a_stray_blank_line_goes_on_with_the_sentence() -> None:
    cut = "就是如今还挂在墙上的那块旧木板上的字，\n\n“慢慢来”，后来被雨淋得只剩下一半，\n谁也没有舍得换。\n"
    assert len(texts(COLUMN + "\n老街坊都记得，茶馆原来的招牌上写着三个字\n" + cut)) == len(texts(COLUMN)) + 1


def test_long_unwrapped_lines_are_paragraphs() -> None:
    source = "给老街安灯\n" + "灯亮了，人就来了。" * 9 + "\n" + "人来了，店就开了。" * 12 + "\n"
    assert [p.kind for p in paragraphs(source)] == ["head", "body", "body"]


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("通 达 率 88.15% ，都算出来了。", "通达率88.15%，都算出来了。"),
        ("2022 年，街道办成 36件实事。", "2022年，街道办成36件实事。"),
        ("葛 明说他记得。", "葛 明说他记得。"),
        ("用的是 Open Source 软件。", "用的是Open Source软件。"),
        ("稳住猪价 做活陶业 修好水利", "稳住猪价 做活陶业 修好水利"),
        ("稳猪价  “促”陶业 强水利", "稳猪价 “促”陶业 强水利"),
        ("开展“服务企业 服务青年”活动 ，很好。", "开展“服务企业 服务青年”活动，很好。"),
    ],
)
def test_stray_blanks_go_and_parting_blanks_stay(line: str, clean: str) -> None:
    assert texts(line) == [clean]


def test_latin_words_parted_by_a_line_end_keep_a_blank_and_numbers_none() -> None:
    source = "这一批软件里最好用的一个名字叫做Open\nSource，下载它的人已经超过了全城的12\n00多人，说装起来快。\n"
    last = texts(COLUMN + "\n" + source)[-1]
    assert "Open Source" in last
    assert "1200多人" in last


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("（上接1版）", "jump-from"),
        ("下转第3版", "jump-on"),
        ("记者 闻 川", "byline"),
        ("2023年1月9日 星期一 第2版", "furniture"),
        ("责任编辑：闻川", "furniture"),
    ],
)
def test_line_that_says_what_it_is_stands_alone(line: str, kind: str) -> None:
    found = paragraphs(COLUMN + "\n" + line + "\n\n" + COLUMN)
    assert [p.kind for p in found] == ["body", "body", kind, "body", "body"]


SOURCE = st.lists(
    st.sampled_from(
        [
            *"街道社区人大的一是了，。；：“”（）《》 　\t12aB-%",
            "\n",
            "\n\n",
            "\r\n",
            "本报讯（记者 闻 川）",
            "（上接1版）\n",
        ]
    ),
    max_size=200,
).map("".join)


@given(SOURCE | st.text(max_size=200))
def test_every_visible_character_is_in_one_paragraph_with_its_offset(source: str) -> None:
    seen: list[int] = []
    for paragraph in paragraphs(source):
        text, offsets = joined(paragraph)
        assert len(text) == len(offsets)
        for c, at in zip(text, offsets, strict=True):
            if c != " ":
                assert source[at] == c
                seen.append(at)
        assert offsets == sorted(offsets)
    assert seen == sorted(set(seen))
    visible = {i for i, c in enumerate(source) if c.isprintable() and not c.isspace()}
    assert visible <= set(seen)


def test_a_first_line_that_would_cut_a_word_in_two_is_no_subhead() -> None:
    found = paragraphs(
        "本报讯（记者 闻川）石板巷的老街坊盼\n着楼里装上扶手，盼了三年。今年街道\n"
        "把这件事列进了清单，社区逐户登记。\n\n"
        "为了让上了年纪的人走得稳一点扶\n手装在左右两边，当中留了一个空\n每一处转角都包了软边，夜里也看得清\n"
        "楚，孩子们跑上跑下也碰不着磕不着它\n们，工人说这样的活儿要慢慢做才做得\n好，急不得也催不得。\n\n"
        "扶手装好那天，楼上楼下的人都出来看，\n有人当场就来来回回地走了两趟。\n"
    )
    assert [p.kind for p in found] == ["body", "body", "body"]
