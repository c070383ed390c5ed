import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.contents import Content
from kg.ingest.office.docx import read_docx
from kg.ingest.office.styles import style_of
from kg.rows import rows
from tests.ingest.office.files import W, document, packed, paragraph, styles, table, word_file

BODY = "3月6日，青澜区石板巷的十二盏路灯通电，街坊们晚上敢出门了。"
MORE = "望澜街道办事处主任佘墨介绍，六月底完工。"


def content(data: bytes) -> Content:
    (found,) = read_docx(data)
    assert isinstance(found, Content)
    return found


def fields(data: bytes) -> list[tuple[int, str, str]]:
    found = content(data)
    return [(s.article, s.kind, found.text[s.start : s.end]) for s in found.sections]


@pytest.mark.parametrize("row", rows("lexicon/word_styles.tsv"), ids=lambda row: row["id"])
def test_a_style_is_known_by_its_name(row: dict[str, str]) -> None:
    assert style_of(row["example"]).role == row["role"]


def test_the_figure_in_the_name_of_a_heading_is_its_level() -> None:
    assert (style_of("heading 1").level, style_of("Heading 3").level, style_of("Normal").level) == (1, 3, 0)


def test_headings_part_a_file_into_articles() -> None:
    data = word_file(
        paragraph("青澜报要闻", "T"),
        paragraph("灯亮了", "1"),
        paragraph("十二盏路灯通电", "S"),
        paragraph("记者 乐正清"),
        paragraph(BODY),
        paragraph("怎么亮起来", "2"),
        paragraph(MORE),
        paragraph("门开了", "1"),
        paragraph(BODY),
        paragraph("图为新装的路灯。", "C"),
    )
    assert fields(data) == [
        (0, "headline", "灯亮了"),
        (0, "subtitle", "十二盏路灯通电"),
        (0, "byline", "记者 乐正清"),
        (0, "body", BODY),
        (0, "subhead", "怎么亮起来"),
        (0, "body", MORE),
        (1, "headline", "门开了"),
        (1, "body", BODY),
        (1, "caption", "图为新装的路灯。"),
    ]


def test_a_title_with_text_below_it_is_the_headline_and_headings_are_subheads() -> None:
    data = word_file(paragraph("灯亮了", "T"), paragraph(BODY), paragraph("怎么亮起来", "1"), paragraph(MORE))
    assert [kind for _, kind, _ in fields(data)] == ["headline", "body", "subhead", "body"]


def test_text_above_the_first_heading_is_an_article_of_its_own_and_a_masthead_is_none() -> None:
    assert fields(word_file(paragraph(BODY), paragraph("门开了", "1"), paragraph(MORE)))[0] == (0, "body", BODY)
    assert fields(word_file(paragraph("青澜报"), paragraph("门开了", "1"), paragraph(MORE)))[0] == (
        0,
        "headline",
        "门开了",
    )


def test_without_styles_lines_that_look_like_the_first_one_are_headlines() -> None:
    def article(headline: str) -> tuple[str, ...]:
        return (
            paragraph("走进小巷", centred=True, bold=True, size=24),
            paragraph(headline, centred=True, bold=True, size=44),
            paragraph("——十二盏路灯", centred=True, bold=True, size=24),
            paragraph(BODY, size=24),
            paragraph("小标题", centred=True, bold=True, size=24),
            paragraph(MORE, size=24),
        )

    kinds = ["kicker", "headline", "subtitle", "body", "body", "body"]
    found = fields(word_file(*article("灯亮了"), *article("门开了")))
    assert [(article, kind) for article, kind, _ in found] == [(n, kind) for n in (0, 1) for kind in kinds]


def test_a_file_that_shows_no_headline_is_left_to_the_text() -> None:
    found = content(word_file(paragraph("灯亮了"), paragraph(), paragraph(BODY), paragraph(MORE)))
    assert (found.text, found.sections) == (f"灯亮了\n\n{BODY}\n{MORE}", ())


def test_an_outline_level_makes_a_heading_and_a_style_takes_over_from_another() -> None:
    own = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="a"><w:name w:val="报纸标题"/><w:pPr>
        <w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="大标题"/>
        <w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="c"/></w:style>
        </w:styles>"""
    data = word_file(
        paragraph("灯亮了", "a"), paragraph(BODY, "c"), paragraph("门开了", "b"), paragraph(BODY), styles=own
    )
    assert [kind for _, kind, _ in fields(data)] == ["headline", "body", "headline", "body"]


def test_the_rows_of_a_table_are_lines_and_the_columns_of_a_layout_are_paragraphs() -> None:
    cells = table((paragraph("小巷"), paragraph("路灯")), (paragraph("石板巷"), paragraph("12盏")))
    layout = table((paragraph(BODY) + paragraph(MORE), paragraph(MORE)))
    nested = table((paragraph("甲") + table((paragraph("乙"), paragraph("丙"))),))
    found = content(word_file(cells, layout, nested))
    assert found.text.split("\n") == ["小巷 路灯", "石板巷 12盏", BODY, MORE, MORE, "甲", "乙 丙"]


def test_deleted_text_field_codes_and_second_forms_of_a_text_box_are_left() -> None:
    box = f"<w:txbxContent>{paragraph('框里的字。')}</w:txbxContent>"
    inside = f"""<w:p><w:r><w:t>灯</w:t></w:r><w:del><w:r><w:delText>灭</w:delText><w:t>灭</w:t></w:r></w:del>
        <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>亮</w:t><w:br/><w:t>了</w:t></w:r>
        <w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
        <mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    assert content(word_file(inside)).text == "灯 亮\n了\n框里的字。"


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "灯亮了。"}">' for n in range(9))
OUTSIDE = '<!ENTITY a8 SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("entities", [BOMB, OUTSIDE])
@pytest.mark.parametrize("part", ["document", "styles"])
def test_entities_do_nothing(entities: str, part: str) -> None:
    text = document(paragraph("灯亮了。").replace("灯亮了。", "&a8;"))
    own = text if part == "document" else styles().replace("Title", "&a8;")
    with pytest.raises(InputError, match="holds a document type declaration"):
        content(word_file(paragraph(BODY), **{part: own.replace("<w:", f"<!DOCTYPE w [{entities}]><w:", 1)}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word_file(), "is a Word file without text"),
        (word_file(paragraph("  ")), "is a Word file without text"),
        (word_file(document="<w:document"), "is a damaged Word file"),
        (word_file(document=b"\xff\xfe\x00"), "is a damaged Word file"),
        (word_file(document=document("<w:p>" * 100_000)), "is a damaged Word file"),
        (packed({"[Content_Types].xml": "", "word/styles.xml": styles()}), "is a Word file without its text"),
        (word_file(paragraph(BODY))[:-30], "is no sound archive or Word file"),
        (word_file(paragraph(BODY)).replace(b"PK\x05\x06", b"PK\x05\x07"), "is no sound archive or Word file"),
        (word_file(document=document(" " * 30_000_000)), "unpacks to more than 200 times its size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_used_says_why_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as error:
        content(data)
    assert words in str(error.value)
    assert len(str(error.value).splitlines()) == 1


TEXT = st.text("灯亮了，。《》 甲乙丙&<>", min_size=1, max_size=20)
PARAGRAPH = st.builds(
    paragraph,
    TEXT,
    st.sampled_from(["", "", "1", "2", "T", "S", "C", "M", "none"]),
    centred=st.booleans(),
    bold=st.booleans(),
)


@given(
    st.lists(
        st.one_of(PARAGRAPH, st.lists(st.tuples(PARAGRAPH, PARAGRAPH), max_size=2).map(lambda r: table(*r))), max_size=8
    )
)
def test_sections_lie_in_the_text_and_do_not_overlap(inside: list[str]) -> None:
    try:
        found = content(word_file(*inside))
    except InputError:
        return
    end = 0
    for section in found.sections:
        assert end <= section.start < section.end <= len(found.text)
        assert found.text[section.start : section.end].strip()
        end = section.end


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(word_file(paragraph("灯亮了", "1"), paragraph(BODY)))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        content(bytes(whole))
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - it may also be read
