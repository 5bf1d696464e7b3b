"""A further language is one more file of words: French with a handful of them is read."""

import json
import subprocess
import sys
from pathlib import Path

FRENCH = """
from northing.domain.lint.vocabulary.language import Language


def _forms(verb):
    stem = verb[:-2]
    yield verb
    yield from (f"{stem}{end}" for end in ("e", "ent", "ons", "é", "ée", "és", "ées"))


def _form(verb, form):
    return "base" if form == verb else "past" if "é" in form[-3:] else "s"


def _plurals(noun):
    yield from (noun, f"{noun}s")


LANGUAGE = Language(
    code="fr",
    common="le la les de des du et est sont pour nous notre avant",
    forms=_forms,
    form=_form,
    plurals=_plurals,
    change="diminuer augmenter",
    make="publier",
    do="organiser",
    be="est sont",
    states="est sont",
    measure="délai taux",
    thing="guide",
    event="atelier",
    down="diminuer",
    breaks="de à avant pour",
    determiners="le la les des",
    whole="tous toutes",
    begin="de",
    end="à",
    until="avant",
    months="juin",
    spelled={"trois": 3},
)
"""
ASK = """
import json, sys
from northing.domain.lint import vocabulary
vocabulary.__path__.append(sys.argv[1])
from northing.domain.lint.reading import read
found = []
for text in json.load(sys.stdin):
    one = read(text)
    figures = [one.baseline and one.baseline.text, one.target and one.target.text]
    found.append([one.language, one.kind, *figures, one.timeframe, one.direction])
json.dump(found, sys.stdout)
"""
SAID = {
    "Diminuer le délai de 12 à 4 jours avant juin": ["fr", "outcome", "12", "4", "avant juin", "down"],
    "Publier le guide pour tous": ["fr", "output", None, "tous", "", ""],
    "Organiser trois ateliers": ["fr", "activity", None, "trois", "", ""],
    "Le guide est publié": ["fr", "output", None, None, "", ""],
    "Lower the delay from 12 to 4 days by June": ["en", "outcome", "12 ", "4 days", "by June", "down"],
    "Wir senken die Kosten": ["de", "outcome", None, None, "", "down"],
}  # fmt: skip


def test_one_file_makes_a_language(tmp_path: Path) -> None:
    (tmp_path / "french.py").write_text(FRENCH, encoding="utf-8")
    answered = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)],
        input=json.dumps(list(SAID)), capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    found = dict(zip(SAID, json.loads(answered.stdout), strict=True))
    for text, wanted in SAID.items():
        assert [one and one.strip() for one in found[text]] == [
            one and one.strip() for one in wanted
        ], text
