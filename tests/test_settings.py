from pathlib import Path

import pytest

from kg.errors import OutputError, SettingError
from kg.records import Settings
from kg.settings import check_output, checked


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(date="2023-01-09", paper="江城报", home="渝州市江城区", encoding="GB18030"),
        Settings(base_iri="https://data.example.org/kg#"),
    ],
)
def test_good_settings_pass_unchanged(settings: Settings) -> None:
    assert checked(settings) is settings


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(date="2023-02-30"), "date '2023-02-30' is no date: write it as 2023-01-09"),
        (Settings(date="20230109"), "is no date"),
        (Settings(date="2023年1月9日"), "is no date"),
        (Settings(encoding="utf-99"), "encoding 'utf-99' is not known"),
        (Settings(encoding="base64"), "encoding 'base64' is not known"),
        (Settings(encoding="utf-8\x00"), "is not known"),
        (Settings(base_iri="example.org/kg/"), "base IRI 'example.org/kg/' cannot be used"),
        (Settings(base_iri="http://example.org/kg"), "a closing / or #"),
        (Settings(base_iri="http://example.org/> <x:/"), "cannot be used"),
        (Settings(base_iri="http:///"), "a host"),
        (Settings(paper=" "), "paper is empty"),
        (Settings(home=""), "home is empty"),
        (Settings(min_score=1.5), "min_score 1.5 is no share"),
        (Settings(min_score=float("nan")), "is no share"),
        (Settings(model="/nowhere"), "model '/nowhere' is not a folder"),
    ],
)
def test_a_bad_setting_is_refused_in_one_line(settings: Settings, message: str) -> None:
    with pytest.raises(SettingError) as raised:
        checked(settings)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_that_is_there_or_can_be_made_is_a_good_output(tmp_path: Path) -> None:
    check_output(tmp_path)
    check_output(tmp_path / "new" / "output")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_output_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file is a file"):
        check_output(tmp_path / "file" / "output")


def test_an_output_in_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may write anywhere, so the answer is staged
    with pytest.raises(OutputError, match="no permission"):
        check_output(tmp_path / "output")
