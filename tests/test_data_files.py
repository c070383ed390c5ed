"""What every data file of the package keeps to, whatever is in it. What the rows mean is tested beside their stage."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml

import kg
from kg.records import ROLES

PACKAGE = Path(kg.__file__).parent
DATA = PACKAGE / "data"
FILES = sorted(path for path in DATA.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
TABLES = [path for path in FILES if path.suffix == ".tsv"]
YAMLS = [path for path in FILES if path.suffix in (".yaml", ".yml")]
LEARNED = [path for path in TABLES if path.stem.endswith("_weights")]  # by a script, from annotated text
NETWORKS = [path for path in FILES if path.suffix == ".npz"]  # learned too, and no text
REVIEWED = [path for path in (*TABLES, *YAMLS) if path.parent.name in ("rules", "lexicon") and path not in LEARNED]


def name(path: Path) -> str:
    return str(path.relative_to(DATA))


def head(path: Path) -> str:
    """The comment lines at the top."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "\n".join(lines[:end])


def table(path: Path) -> tuple[list[str], list[list[str]]]:
    """Columns and rows. The columns are named by the last comment line or, where that has no tab, by the first row."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    last = (head(path).splitlines() or [""])[-1]
    return (last.removeprefix("#").strip().split("\t"), rows) if "\t" in last else (rows[0], rows[1:])


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from mappings(item)


@pytest.mark.parametrize("path", [path for path in FILES if path not in NETWORKS], ids=name)
def test_a_file_is_utf8_with_plain_line_ends(path: Path) -> None:
    content = path.read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("path", [*TABLES, *YAMLS], ids=name)
def test_a_comment_at_the_top_says_what_the_file_is(path: Path) -> None:
    assert len(head(path)) > 40


@pytest.mark.parametrize("path", [path for path in TABLES if path not in LEARNED], ids=name)
def test_every_column_is_defined_in_the_head(path: Path) -> None:
    columns, _ = table(path)
    defined = re.findall(r"\w+", head(path).lower().replace("-", "_"))
    plain = {"id", "code", "name"}
    missing = [column for column in columns if column not in plain and column not in defined]
    assert missing == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_row_fills_the_columns_and_no_more(path: Path) -> None:
    columns, rows = table(path)
    assert rows
    assert len(set(columns)) == len(columns)
    assert [row for row in rows if len(row) != len(columns)] == []


@pytest.mark.parametrize("path", [path for path in TABLES if path not in LEARNED], ids=name)
def test_no_cell_begins_or_ends_with_a_blank(path: Path) -> None:
    _, rows = table(path)
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []


@pytest.mark.parametrize("path", LEARNED, ids=name)
def test_learned_weights_are_numbers(path: Path) -> None:
    _, rows = table(path)
    assert all(abs(float(cell)) < 100 for row in rows for cell in row[1:] if cell)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_no_row_stands_twice(path: Path) -> None:
    columns, rows = table(path)
    key = columns.index("id") if "id" in columns else columns.index("code") if "code" in columns else None
    keys = Counter(tuple(row) if key is None else (row[key],) for row in rows)
    assert [k for k, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("path", [p for p in TABLES if p.parent.name == "gazetteer"], ids=name)
def test_a_gazetteer_is_sorted(path: Path) -> None:
    _, rows = table(path)
    keys = [row[0] for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("path", YAMLS, ids=name)
def test_yaml_ids_are_unique_and_keys_never_stand_twice(path: Path) -> None:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)
    ids = Counter(row["id"] for row in mappings(content) if isinstance(row.get("id"), str))
    assert [row for row, count in ids.items() if count > 1] == []


class StrictLoader(yaml.SafeLoader):
    """Refuses a mapping with one key twice, of which plain YAML keeps only the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # type: ignore[no-untyped-call]
        twice = [key for key, count in Counter(map(str, keys)).items() if count > 1]
        assert twice == [], f"line {node.start_mark.line + 1}"
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("path", [p for p in REVIEWED if p.suffix == ".tsv"], ids=name)
def test_every_row_of_a_reviewed_table_has_an_example(path: Path) -> None:
    columns, rows = table(path)
    abstract = columns.index("endings") if "endings" in columns else None  # a concept without a form has no example
    wanted = [row for row in rows if abstract is None or row[abstract] != "-"]
    assert [row for row in wanted if row[columns.index("example")] in ("", "-")] == []


@pytest.mark.parametrize("path", [p for p in REVIEWED if p.suffix != ".tsv"], ids=name)
def test_every_rule_in_yaml_has_an_example(path: Path) -> None:
    rules = [row for row in mappings(yaml.safe_load(path.read_text(encoding="utf-8"))) if "id" in row]
    # A word that helps another to its role shows none by itself, so there is nothing that an example could show.
    rules = [row for row in rules if "role" not in row or row["role"] in ROLES]
    assert [row["id"] for row in rules if not row.get("example") and not row.get("examples")] == []


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".toml"], ids=name)
def test_toml_parses(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".ttl"], ids=name)
def test_turtle_parses(path: Path) -> None:
    assert len(rdflib.Graph().parse(path, format="turtle"))


def test_every_data_file_is_read_by_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    asked_for = [path for path in FILES if path.parent.name not in ("samples", "queries")]
    assert [name(path) for path in asked_for if path.name not in code and f'"{path.stem}"' not in code] == []
