from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS

import kg.export
from kg.ontology import DEFAULT_BASE, KG, data_turtle, prefixes

TERMS = sorted(set(KG.__annotations__) - {"_NS", "_fail"})


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=data_turtle("ontology.ttl", DEFAULT_BASE), format="turtle")


def test_the_ontology_and_the_vocabulary_hold_the_same_terms(ontology: Graph) -> None:
    described = {str(term) for term in ontology.subjects(RDFS.isDefinedBy, KG._NS.ontology)}

    assert described == {str(KG[name]) for name in TERMS}
    assert len(TERMS) > 100


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError):
        _ = KG.Tenur


@pytest.mark.parametrize("name", TERMS)
def test_a_term_has_a_label_and_a_comment_in_both_languages(ontology: Graph, name: str) -> None:
    for property_ in (RDFS.label, RDFS.comment):
        texts = list(ontology.objects(KG[name], property_))

        assert sorted(str(text.language) for text in texts if isinstance(text, Literal)) == ["en", "zh-Hans"]
        assert all(str(text).strip() for text in texts)


def test_what_a_term_refers_to_is_there_or_in_a_standard_vocabulary(ontology: Graph) -> None:
    own = {object_ for object_ in ontology.objects() if str(object_).startswith(str(KG))}

    assert own <= set(ontology.subjects())


def test_every_kind_of_act_names_its_plain_property(ontology: Graph) -> None:
    kinds = set(ontology.subjects(RDFS.subClassOf, KG.Act))
    shortcuts = [property_ for kind in kinds for property_ in ontology.objects(kind, KG.shortcut)]

    assert len(kinds) == len(set(shortcuts)) == 10
    assert all((property_, RDF.type, OWL.ObjectProperty) in ontology for property_ in shortcuts)
    assert all(list(ontology.subjects(OWL.inverseOf, property_)) for property_ in shortcuts)


MODELS = {
    "Popolo": "https://www.popoloproject.com/specs/",
    "FollowTheMoney": "https://schema.followthemoney.tech/#",
    "Wikidata": "http://www.wikidata.org/entity/P",
}


@pytest.mark.parametrize("model", MODELS)
def test_posts_and_tenures_are_mapped_to_other_models_of_who_holds_what(ontology: Graph, model: str) -> None:
    mapped = {term for term, target in ontology.subject_objects() if str(target).startswith(MODELS[model])}

    assert {KG.Tenure, KG.post, KG.firstAttested, KG.lastAttested} <= mapped
    assert len(mapped) > 10


def test_a_match_is_of_an_own_term_with_one_of_another_model(ontology: Graph) -> None:
    for kind in (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch):
        pairs = set(ontology.subject_objects(kind))
        assert pairs
        assert {term for term, _ in pairs} <= {KG[name] for name in TERMS}
        assert all(str(target).startswith(tuple(MODELS.values())) for _, target in pairs)


def test_every_concept_is_in_a_scheme_of_the_ontology(ontology: Graph) -> None:
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        assert (ontology.value(concept, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in ontology


def test_the_writers_use_no_term_that_the_ontology_lacks() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(kg.export.__file__).parent.glob("rdf_*.py")]
    used = {term for source in sources for term in re.findall(r"\"kg:(\w+)\"", source)}

    assert len(used) > 80
    assert used <= set(TERMS)


@pytest.mark.parametrize("name", ["ontology.ttl", "shapes.ttl"])
@pytest.mark.parametrize("base", ["https://kg.example.cn/jb/", "http://example.org/x#"])
def test_data_of_another_base_has_the_own_terms_under_it(name: str, base: str) -> None:
    graph = Graph().parse(data=data_turtle(name, base), format="turtle")
    subjects = {str(subject) for subject in graph.subjects() if isinstance(subject, URIRef)}

    assert subjects
    assert all(subject.startswith(prefixes(base)["kg"]) for subject in subjects)
