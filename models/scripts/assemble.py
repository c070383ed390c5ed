"""Put segmenter and network together as a spaCy pipeline that ``spacy.load`` opens.

    python models/scripts/assemble.py BUILD TARGET [--name tagger]

The network is written as ONNX, its large tables in half precision, its products of matrices in eight bits; only the
head for our own labels goes along.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import spacy
import torch
from network import LABELS, TAGS, Tagger
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from vocabulary import sizes

from kg import __version__
from kg.ner.features import COLUMNS, load_vocabulary
from kg.ner.model import COMPONENTS


class HalfTable(nn.Module):
    """An embedding kept in half precision; what it gives is single."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight.detach().half())

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.embedding(x, self.weight).float()


class Scores(nn.Module):
    """Features to scores of tags: encoder and the head of our own labels."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.encoder = model.encoder
        self.encoder.bigram = HalfTable(self.encoder.bigram.weight)
        self.encoder.word = HalfTable(self.encoder.word.weight)
        self.score = model.heads["own"].score

    def forward(self, features: Tensor) -> Tensor:
        return self.score(self.encoder(features))


def write_network(model: Tagger, curves: dict[str, list[float]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    scores = Scores(model).eval()
    example = torch.ones(2, 16, len(COLUMNS), dtype=torch.long)
    torch.onnx.export(
        scores,
        (example,),
        str(folder / "model.onnx"),
        input_names=["features"],
        output_names=["scores"],
        dynamic_axes={"features": {0: "batch", 1: "length"}, "scores": {0: "batch", 1: "length"}},
        dynamo=False,
        opset_version=17,
    )
    network = onnx.load(str(folder / "model.onnx"))
    for node in network.graph.node:  # the exporter names nodes after source files and lines; they say nothing to users
        node.doc_string = ""
    onnx.save(network, str(folder / "model.onnx"))
    quantize_dynamic(
        folder / "model.onnx",
        folder / "model.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    head = model.heads["own"]
    np.savez(
        folder / "transitions.npz",
        tags=np.array(TAGS),
        step=head.transitions().detach().numpy(),
        first=head.first.numpy(),
        last=head.last.numpy(),
        labels=np.array(LABELS),
        curves=np.array([curves[label] for label in LABELS]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--name", default="tagger")
    args = parser.parse_args()
    vocabulary = load_vocabulary(args.build / "vocabulary.json")
    state = torch.load(args.build / f"{args.name}.pt", weights_only=True)
    families = tuple(dict.fromkeys(key.split(".")[1] for key in state if key.startswith("heads.")))
    width = state["encoder.project.weight"].shape[0]
    model = Tagger(sizes(vocabulary), families, width=width).eval()
    model.load_state_dict(state)

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    nlp.meta.update(
        name="kg_news",
        version=__version__,
        license="see README.md of the models folder",
        description="Names in Chinese local news: people, posts, streets, organisations, places, initiatives, events",
    )
    names = args.build / "names"
    curves = json.loads((args.build / "calibration.json").read_text(encoding="utf-8"))
    write_network(model, curves, names)
    shutil.copyfile(args.build / "vocabulary.json", names / "vocabulary.json")
    nlp.add_pipe("kg_words").load(args.build / "segmenter")
    nlp.add_pipe("kg_names").load(names)
    shutil.rmtree(args.target, ignore_errors=True)
    nlp.to_disk(args.target)
    again = spacy.load(args.target)
    assert COMPONENTS
    print(
        json.dumps(
            [(ent.text, ent.label_) for ent in again("石马河街道党工委书记易 川到区民政局调研").ents],
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
