from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.rows import DATA

LINES = (
    "三岔口社区点亮回家路",
    "本报讯（记者 向小满）3月5日傍晚，三岔口社区的路灯一盏接一盏亮了起来。",
    "社区党委书记聂远山说，灯亮了，街坊们晚上敢出门了。",
    "据了解，改造由区城市管理局牵头，涉及12条背街小巷。",
    "“以前走这条巷子要打手电筒。”居民尹秀兰说。",
    "下一步，街道还将在枣子岚垭、通远门两处增设灯杆。",
)
TEXT = "\n".join(LINES) + "\n"
TRADITIONAL = (
    "三岔口社區點亮回家路\n社區黨委書記聶遠山說，燈亮了，街坊們晚上敢出門了。\n據了解，改造由區城市管理局牽頭，"
    "涉及12條背街小巷。\n下一步，街道還將在通遠門等兩處增設燈桿。\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]
)
@pytest.mark.parametrize(
    "text", [TEXT, "第12版\n", TEXT.replace("\n", "\r\n"), "Tel 023-12345678 陈静 Mon. 2023-01-09\n"]
)
def test_simplified_text_is_read_in_the_encoding_it_is_in(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.notes) == (text, ())


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs", "gb18030", "utf-8", "utf-16-le", "utf-16-be"])
def test_traditional_text_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    decoded = decode(TRADITIONAL.encode(encoding))
    assert (decoded.text, decoded.notes) == (TRADITIONAL, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL + "上午9時～11時，奧利佛‧林說。", "cp950"),
        (TRADITIONAL + "衞生署深水埗及鰂魚涌，喺邊度", "big5hkscs"),
    ],
)
def test_kinds_of_big5_are_told_apart_by_what_only_they_have(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


HAN = st.text(st.sampled_from("三岔口社区的路灯亮了街坊们晚上敢出门安老巷子里人来往，。“”\n"), min_size=20)


@given(HAN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"]))
def test_encodings_round_trip(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_pieces_of_the_samples_are_read_right_in_every_encoding() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((DATA / "samples").glob("*.txt"))]
    pieces = [text[n : n + 50] for text in texts for n in range(0, len(text) - 50, 50)]
    wrong = [
        (piece, encoding)
        for piece, encoding in product(pieces, ("gb18030", "utf-8", "utf-16-le", "utf-16-be"))
        if decode(piece.encode(encoding)).text != piece
    ]
    assert len(pieces) > 100
    assert len(wrong) < 0.01 * 4 * len(pieces)


@pytest.mark.parametrize("name", ["gbk", "gb2312", "GB_2312-80", "gb18030"])
def test_older_names_of_gb18030_mean_it(name: str) -> None:
    text = "街道党工委书记喆琦、镕㮾\n"  # characters that GB 2312 lacks, and one that GBK lacks
    assert decode(text.encode("gb18030"), name).text == text


def test_encoding_given_wins_over_what_looks_likelier() -> None:
    data = TEXT.encode("gb18030")
    assert decode(data, "latin-1").text == data.decode("latin-1")


@pytest.mark.parametrize("name", ["no-such", "undefined", "hex"])
def test_an_encoding_that_is_none_is_said_in_one_line(name: str) -> None:
    with pytest.raises(InputError, match="is "):
        decode(TEXT.encode(), name)


def test_encoding_given_that_does_not_fit_names_the_byte() -> None:
    with pytest.raises(InputError, match=r"is not in utf-8 at byte 0"):
        decode(TEXT.encode("gbk"), "utf-8")


def mixed(main: str, other: str, *numbers: int) -> bytes:
    """LINES three times over in one encoding, but the lines of these numbers in the other."""
    lines = enumerate(LINES * 3, 1)
    return b"".join((line + "\n").encode(other if n in numbers else main) for n, line in lines)


@pytest.mark.parametrize(
    ("main", "other", "numbers", "note"),
    [
        ("utf-8", "gb18030", (3,), "line 3 is in GB18030, the rest in UTF-8"),
        ("utf-8", "gb18030", (2, 12, 13, 14), "lines 2, 12–14 are in GB18030, the rest in UTF-8"),
        ("gb18030", "utf-8", (5, 6), "lines 5–6 are in UTF-8, the rest in GB18030"),
        ("gb18030", "utf-8", (1,), "line 1 is in UTF-8, the rest in GB18030"),
        ("utf-8", "gb18030", (1, 3, 5, 7, 9, 11, 13), "lines 1, 3, 5, 7, 9, … are in GB18030, the rest in UTF-8"),
    ],
)
def test_lines_in_two_encodings_are_each_read_in_their_own(
    main: str, other: str, numbers: tuple[int, ...], note: str
) -> None:
    decoded = decode(mixed(main, other, *numbers))
    assert decoded.text == TEXT * 3
    assert (decoded.encoding, decoded.notes) == (main, (note,))


def test_lines_in_big5_among_lines_in_utf_8_are_read() -> None:
    first, rest = TRADITIONAL.split("\n", 1)
    decoded = decode(first.encode("big5") + b"\n" + rest.encode())
    assert decoded.text == TRADITIONAL
    assert decoded.notes == ("line 1 is in CP950, the rest in UTF-8",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16"])
def test_half_a_character_at_the_end_is_left_out(encoding: str) -> None:
    decoded = decode((TEXT + "完").encode(encoding)[:-1])
    assert decoded.text == TEXT
    assert decoded.notes == ("ends in the middle of a character, which is left out",)


def test_half_a_character_at_the_end_is_left_out_in_an_encoding_given() -> None:
    assert decode((TEXT + "完").encode("gbk")[:-1], "gbk").text == TEXT


def test_a_spoilt_byte_costs_one_character_and_no_more() -> None:
    data = bytearray((TEXT * 2).encode())
    data[data.index("聂".encode()) + 1] = 0x20
    decoded = decode(bytes(data))
    assert decoded.text.replace("\ufffd \ufffd", "聂") == TEXT * 2
    assert decoded.notes == ("holds 2 characters that are lost and shown as �, the first in line 3",)


def test_half_of_a_pair_is_one_lost_character_that_can_be_written() -> None:
    data = TEXT[:10].encode("utf-16-le") + b"\x00\xd8" + TEXT[10:].encode("utf-16-le")
    decoded = decode(b"\xff\xfe" + data)
    assert decoded.text == f"{TEXT[:10]}\ufffd{TEXT[10:]}"
    assert decoded.text.encode()
    assert decoded.notes == ("holds a character that is lost and shown as �, in line 1",)


@pytest.mark.parametrize(
    ("strange", "note"),
    [
        ("\0", "holds a NUL byte, in line 3"),
        ("\0\0\0", "holds 3 NUL bytes, the first in line 3"),
        ("\x01\x7f", "holds 2 control characters, the first in line 3"),
        ("\u202e", "holds a mark of writing direction, in line 3"),
        ("\u200b\ufeff\u00ad", "holds 3 characters without width, the first in line 3"),
        ("\ue863", "holds a character of private use, in line 3"),
        ("\U0003fffd", "holds a code point that stands for no character, in line 3"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-be"])
def test_strange_characters_stay_where_they_are_and_are_noted(strange: str, note: str, encoding: str) -> None:
    text = TEXT.replace("聂远山", f"聂{strange}远山")
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.notes) == (text, (note,))


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01\0\0\0\0" + bytes(500),
        (TEXT + "\0" * 40).encode(),
        b"\x89PNG\r\n\x1a\n....",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="text"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Déjà vu, très bien, à bientôt, señor. " * 20, "latin-1"),
        ("Привет, как дела? Всё хорошо. " * 20, "cp1251"),
        ("こんにちは、東京都の天気は晴れです。" * 20, "shift-jis"),
        ("안녕하세요 서울의 날씨입니다. " * 20, "euc-kr"),
    ],
)
def test_text_of_other_languages_is_not_taken_for_chinese(text: str, encoding: str) -> None:
    with pytest.raises(InputError, match="is in no encoding known here"):
        decode(text.encode(encoding))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        lines = decode(data).notes
        decode(data).text.encode()
    except InputError as error:
        lines = (str(error),)
    assert [line for line in lines if "\n" in line] == []
