import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from kg.ingest.articles import split_articles
from kg.ingest.lines import is_blank
from kg.ingest.view import reading_view, unescaped
from kg.records import Document
from kg.rows import DATA, rows

SAMPLES = {path.name: path.read_text(encoding="utf-8") for path in sorted((DATA / "samples").glob("*.txt"))}
SAME = rows("lexicon/same_characters.tsv")

PAIRS = [
    ("頭髮", "头发"),
    ("發展", "发展"),
    ("乾燥", "干燥"),
    ("乾隆路", "乾隆路"),
    ("乾元鎮", "乾元镇"),
    ("著名", "著名"),
    ("看著", "看着"),
    ("後來", "后来"),
    ("皇后", "皇后"),
    ("狼藉", "狼藉"),
    ("藉口", "借口"),
    ("瞭望", "瞭望"),
    ("瞭解", "了解"),
    ("什麼", "什么"),
    ("徵收", "征收"),
    ("心裡", "心里"),
    ("心裏", "心里"),
    ("衞生", "卫生"),
    ("背揹", "背背"),
    ("鄧明遠", "邓明远"),
    ("葉小舟", "叶小舟"),
    ("蕭一山", "萧一山"),
    ("范思遠", "范思远"),
    ("範圍", "范围"),
    ("鍾靈", "钟灵"),
    ("鐘樓", "钟楼"),
    ("於是", "于是"),
    ("于紅", "于红"),
    ("游一鳴", "游一鸣"),
    ("旅遊", "旅游"),
    ("余曉", "余晓"),
    ("餘杭", "余杭"),
    ("姜濤", "姜涛"),
    ("生薑", "生姜"),
    ("沈冬", "沈冬"),
    ("瀋陽", "沈阳"),
    ("雲南", "云南"),
    ("臺灣", "台湾"),
    ("台州", "台州"),
    ("穀雨", "谷雨"),
    ("谷城縣", "谷城县"),
    ("里弄", "里弄"),
    ("幹部", "干部"),
    ("干涉", "干涉"),
]


@pytest.mark.parametrize(("written", "read"), PAIRS)
@pytest.mark.parametrize("around", ["區領導到{}這處現場辦公。", "書記說，{}\n"])
def test_traditional_words_and_names_are_read_in_simplified_characters(written: str, read: str, around: str) -> None:
    view = reading_view(around.format(written))
    place = around.index("{")
    assert view[place : place + len(read)] == read
    assert len(view) == len(around.format(written))


@pytest.mark.parametrize(
    "text",
    [
        "乾隆年间的著作里写过瞭望台一片狼藉，宫商角徵羽样样齐全。",
        "书法家鄧遠的展览在区文化馆开幕，展出作品六十件。",
        "毕昇社区的杨堃、李喆走进乾元镇。",
        "2023-01-09 A02",
    ],
)
def test_simplified_text_with_old_characters_in_it_stays_as_it_is(text: str) -> None:
    assert reading_view(text) == text


def test_each_article_of_a_page_is_read_in_its_own_writing() -> None:
    simplified = "书法家鄧遠的展览在区文化馆开幕。\n展出作品六十件，都是为后来人写的。\n他说，乾隆年间的碑还在。\n"
    traditional = "社區點亮回家路。\n黨委書記說，燈亮了。\n街坊們晚上敢出門了。\n"
    view = reading_view(simplified + "\n" + traditional)
    assert view == simplified + "\n" + "社区点亮回家路。\n党委书记说，灯亮了。\n街坊们晚上敢出门了。\n"


def test_a_word_that_a_line_end_breaks_is_read_as_one() -> None:
    assert reading_view("區領導來到著\n名景區，乾\n　　燥的天氣") == "区领导来到著\n名景区，干\n　　燥的天气"


def test_quotes_and_titles_are_read_as_the_mainland_writes_them() -> None:
    text = "他說：「三岔口『回家路』計畫」刊於〈通知〉和《報〈節選〉》，『燈』亮了。"
    assert reading_view(text) == "他说：“三岔口‘回家路’计划”刊于《通知》和《报〈节选〉》，“灯”亮了。"


def test_angle_quotes_stay_in_simplified_text() -> None:
    assert reading_view("《关于转发〈办法〉的通知》和〈附件〉") == "《关于转发〈办法〉的通知》和〈附件〉"


def test_compatibility_forms_are_read_as_their_own_characters() -> None:
    assert reading_view("⼈⺠⻓⼤、\uf90a\U0002f81a︐﹁好﹂") == "人民长大、金冬，“好”"


def test_dots_are_middle_dots_only_between_chinese_characters() -> None:
    assert reading_view("麦合木提‧吐尔逊 • 1•2 A‧B") == "麦合木提·吐尔逊 • 1•2 A‧B"


@pytest.mark.parametrize("row", SAME, ids=lambda row: row["id"])
def test_row_is_read_in_its_example(row: dict[str, str]) -> None:
    example = unescaped(row["example"])
    text = f"這樣說來，{example}區裡" if row["kind"] == "traditional" else example
    assert any(c in example for c in unescaped(row["surface"]))
    view = reading_view(text)
    assert not any(c in view for c in unescaped(row["surface"]))
    marks = {"「": "“", "」": "”", "『": "“", "』": "”"}
    assert marks.get(unescaped(row["read_as"]), unescaped(row["read_as"])) in view


def test_no_character_is_read_as_two() -> None:
    surfaces = [c for row in SAME for c in unescaped(row["surface"])]
    assert len(set(surfaces)) == len(surfaces)
    assert all(len(unescaped(row["read_as"])) == 1 for row in SAME)


@given(st.text(st.one_of(st.characters(), st.sampled_from("裡著髮乾「」『』〈〉《》︒⻓‧\n 中国"))))
def test_view_is_as_long_as_the_text_and_breaks_lines_where_it_does(text: str) -> None:
    view = reading_view(text)
    assert len(view) == len(text)
    assert [is_blank(c) for c in view] == [is_blank(c) for c in text]
    assert [c in "\r\n" for c in view] == [c in "\r\n" for c in text]


@pytest.mark.parametrize("writing", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_set_in_traditional_characters_is_read_as_the_simplified_one(name: str, writing: str) -> None:
    text = SAMPLES[name]
    traditional = OpenCC(writing).convert(text)
    assert traditional != text
    view = reading_view(traditional.translate(str.maketrans("“”‘’", "「」『』")))
    other = [(found, wanted) for found, wanted in zip(view, reading_view(text), strict=True) if found != wanted]
    assert [pair for pair in other if pair != ("苔", "薹")] == []  # traditional writing has one character for the two


def test_offsets_of_articles_cut_from_the_view_point_into_the_text() -> None:
    text = SAMPLES["20230301-01.txt"]
    traditional = OpenCC("s2tw").convert(text)
    of_view = split_articles(Document("a.txt", reading_view(traditional), "", "utf-8"))
    of_text = split_articles(Document("a.txt", text, "", "utf-8"))
    assert [(a.text, a.offsets, a.headline, a.reporters) for a in of_view] == [
        (a.text, a.offsets, a.headline, a.reporters) for a in of_text
    ]
    assert any(a.reporters for a in of_view)
