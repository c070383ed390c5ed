"""Build mutated pages of every kind of input, and count what broke.

    python -m tests.benchmarks.fuzz [--cases 1000] [--seed 1] [--build]

Each case is one input of a known kind, with bytes changed, cut, doubled or put in. It may be read or refused in one
line; an exception or an internal error is a failure, and its seed is told. ``--build`` goes on through the trained
pipeline to all files, in batches of twenty; without it an input is read and cut into articles.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from kg import pipeline, samples
from kg.ingest.articles import split_articles
from kg.ingest.read import read_documents
from kg.records import Document, Settings
from tests.test_hardening import mutated

BATCH = 20


def inputs() -> dict[str, bytes]:
    """One good input of each kind."""
    text = (samples.folder() / "20230301-02.txt").read_text(encoding="utf-8")
    rows = [
        {"text": part, "headline": part[:12], "date": "2023-03-01"} for part in text.split("\n\n") if len(part) > 60
    ]
    html = "<html><head><title>青澜报</title></head><body><h1>{}</h1><div id=content>{}</div></body></html>"
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20230301-01.txt", text)
        archive.writestr("kg.toml", 'paper = "青澜报"\n')
    word = io.BytesIO()
    xml = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{xml}"><w:body>{lines}</w:body></w:document>')
    return {
        "page.txt": text.encode(),
        "page-gb18030.txt": text.encode("gb18030"),
        "page.html": html.format(text[:12], body).encode(),
        "rows.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(),
        "rows.csv": ("headline,text\n" + "".join(f'"{r["headline"]}","{r["text"]}"\n' for r in rows)).encode(),
        "pages.zip": packed.getvalue(),
        "page.docx": word.getvalue(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", action="store_true")
    wanted = parser.parse_args()
    good = inputs()
    told: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as made:
        batch: list[Path] = []
        for case in range(wanted.seed, wanted.seed + wanted.cases):
            name = list(good)[case % len(good)]
            path = Path(made, f"{case}-{name}")
            path.write_bytes(mutated(good[name], case))
            if wanted.build:
                batch.append(path)
                if len(batch) == BATCH or case == wanted.seed + wanted.cases - 1:
                    _build(batch, Path(made, "out"), told, failures)
                    batch = []
                continue
            try:
                for item in read_documents([str(path)], Settings()):
                    told["read" if isinstance(item, Document) else "refused"] += 1
                    if isinstance(item, Document):
                        split_articles(item)
            except Exception as error:  # whatever it is, it is what is looked for
                failures.append(f"{path.name}: {type(error).__name__}: {error}")
            path.unlink()
    print(f"{wanted.cases:,} cases: {dict(told)}; failures {len(failures)}")
    print("\n".join(failures[:20]))
    sys.exit(bool(failures))


def _build(batch: list[Path], output: Path, told: Counter[str], failures: list[str]) -> None:
    try:
        report = pipeline.build([str(path) for path in batch], Settings(), output)
    except Exception as error:  # whatever it is, it is what is looked for
        failures.append(f"{batch[0].name} to {batch[-1].name}: {type(error).__name__}: {error}")
        return
    told["refused"] += len(report.skipped)
    told["articles"] += report.counts.get("articles", 0)
    failures += [f"{item.doc}: {item.reason}" for item in report.skipped if "internal error" in item.reason]
    for path in batch:
        path.unlink()


if __name__ == "__main__":
    main()
