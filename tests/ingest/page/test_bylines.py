import pytest

from kg.ingest.page.bylines import Piece, find_reporters
from kg.ingest.page.paragraph import ParagraphKind


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("body", "本报讯（记者 闻 川）会开了。", ("闻川",)),
        ("body", "本报讯（记者佟立秋 实习生那英俊）会开了。", ("佟立秋", "那英俊")),
        ("body", "（记者包 容）11月9日，会开了。", ("包容",)),
        ("body", "本报讯 (通讯员 缪可)会开了。", ("缪可",)),
        ("body", "会开了。（记者 郝 景 尤 佳）", ("郝景", "尤佳")),
        ("body", "会开了。（特约记者 范 蠡 贡布）", ("范蠡", "贡布")),
        ("body", "会开了。（记者 牟 然 实习生 晁安安）", ("牟然", "晁安安")),
        ("body", "会开了。（恩施日报全媒体记者覃 毅）", ("覃毅",)),
        ("body", "会开了。（记者 粘红霞 摄）", ("粘红霞",)),
        ("body", "会开了。（通讯员 古丽米热·阿不都）", ("古丽米热·阿不都",)),
        ("body", "会开了。（邹一禾 洪书远）", ("邹一禾", "洪书远")),
        ("body", "（根据录音整理，记者 妥新月）", ("妥新月",)),
        ("byline", "记者 司马云霞 文/图", ("司马云霞",)),
        ("byline", "○步云飞", ("步云飞",)),
        ("byline", "■本报记者 言午 通讯员 包容 文/图", ("言午", "包容")),
        ("byline", "记者　邢朵朵/文　马健/图", ("邢朵朵", "马健")),
        ("byline", "记者 季 风 通讯员 言 午", ("季风", "言午")),
        ("byline", "贵阳日报社南明记者站记者 花 蕾", ("花蕾",)),
        ("body", "会开了。（本报记者）", ()),
        ("body", "会开了。（本报综合整理）", ()),
        ("body", "记者在现场看到，会开了。", ()),
        ("body", "他读了《管理办法（试行）》", ()),
    ],
)
def test_byline_gives_its_names(kind: ParagraphKind, text: str, names: tuple[str, ...]) -> None:
    assert find_reporters([Piece(kind, text)]) == names
