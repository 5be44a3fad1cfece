"""SDMX 2.1 structures as XML: which code list a dimension has, and what its codes are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from agdb.files.gunzip import content, head
from agdb.files.recorded import RecordedFile
from agdb.sources.formats.xml import Element, parse_xml

_ROOT: Final = re.compile(rb"<(?:\w+:)?Structure\b")
_LANGUAGE: Final = "en"
_MOST: Final = 64 << 20  # bytes


@dataclass(frozen=True)
class Titles:
    """What dimensions and codes are called; dimensions by their id in small letters."""

    data_set: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def code_of(self, dimension: str) -> Mapping[str, str]:
        """The codes of a dimension by their labels, only where a label names one code."""
        known = self.codes.get(dimension.lower(), {})
        labels = Counter(known.values())
        return {label: code for code, label in known.items() if labels[label] == 1}


def is_structure(file: RecordedFile) -> bool:
    """Whether the file is an SDMX structure message."""
    begin = head(file).lstrip(b"\xef\xbb\xbf \r\n\t")
    return begin.startswith(b"<") and _ROOT.search(begin) is not None


def read_titles(files: Iterable[RecordedFile]) -> Titles:
    """Return the titles in all structure messages; raises `SourceError` if one is not XML."""
    lists: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    used: dict[str, str] = {}
    data_set = ""
    for file in files:
        root = parse_xml(content(file, most=_MOST), name=file.name)
        for item in root.all("Codelist"):
            id_ = item.attributes.get("id", "")
            lists[id_] = {
                code.attributes.get("id", ""): _name(code)
                for code in item.inside
                if code.name == "Code"
            }
            names[id_] = _name(item)
        for item in (*root.all("Dimension"), *root.all("TimeDimension")):
            list_ = _enumeration(item)
            if list_ is not None:
                used[item.attributes.get("id", "").lower()] = list_
        for item in root.all("Concept"):
            names.setdefault(item.attributes.get("id", "").lower(), _name(item))
        data_set = next((_name(item) for item in root.all("Dataflow")), data_set)
    for id_ in lists:  # a code list that comes alone is called after its dimension
        used.setdefault(id_.lower().removeprefix("cl_"), id_)
    return Titles(
        data_set=data_set,
        dimensions={
            dimension: names.get(dimension) or names.get(list_) or dimension
            for dimension, list_ in used.items()
        },
        codes={dimension: lists.get(list_, {}) for dimension, list_ in used.items()},
    )


def _name(item: Element) -> str:
    """The English name, else the first one."""
    found = [child for child in item.inside if child.name == "Name"]
    english = [child for child in found if child.attributes.get("lang") == _LANGUAGE]
    return next((child.text.strip() for child in (*english, *found)), "")


def _enumeration(item: Element) -> str | None:
    for enumeration in item.all("Enumeration"):
        for reference in enumeration.all("Ref"):
            return reference.attributes.get("id")
    return None
