from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.composed import TextPiece, compose
from kg.records import SectionKind

KINDS: tuple[SectionKind, ...] = ("headline", "kicker", "subtitle", "subhead", "byline", "caption", "body", "text")
PIECES = st.lists(
    st.builds(
        TextPiece,
        st.none() | st.sampled_from(KINDS),
        st.text("灯亮了。 　\n\r\t", max_size=12),
        st.integers(0, 3),
    )
)


def test_pieces_stand_below_each_other_and_blank_ones_nowhere() -> None:
    pieces = [
        TextPiece(None, "青澜报"),
        TextPiece("headline", " 灯亮了\n"),
        TextPiece("body", "　　"),
        TextPiece("body", "好。"),
    ]
    text, sections = compose(pieces)
    assert text == "青澜报\n灯亮了\n好。"
    assert [(s.kind, text[s.start : s.end]) for s in sections] == [("headline", "灯亮了"), ("body", "好。")]


def test_a_whole_text_keeps_the_indent_of_its_first_line() -> None:
    text, (section,) = compose([TextPiece("text", "\n \n　　灯亮了。\n　　好。\n")])
    assert text[section.start : section.end] == "　　灯亮了。\n　　好。"


@given(PIECES, st.sampled_from(["\n", "\n\n"]))
def test_each_section_holds_its_piece_and_they_do_not_overlap(pieces: list[TextPiece], gap: str) -> None:
    text, sections = compose(pieces, gap)
    kept = [piece for piece in pieces if piece.text.strip() and piece.kind]
    assert [(s.article, s.kind) for s in sections] == [(piece.article, piece.kind) for piece in kept]
    end = 0
    for section, piece in zip(sections, kept, strict=True):
        assert end <= section.start < section.end <= len(text)
        assert text[section.start : section.end].strip() == piece.text.strip()
        end = section.end
