"""The document of the API that is committed is the one that the code makes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.static

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "openapi.json"
REMEDY = ".venv/bin/northing openapi > docs/openapi.json"


def test_the_kept_document_is_the_one_that_the_code_makes(tmp_path: Path) -> None:
    made = subprocess.run(
        [str(Path(sys.executable).parent / "northing"), "openapi"],
        cwd=ROOT,
        env=os.environ | {"NORTHING_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert KEPT.exists(), f"docs/openapi.json is missing: {REMEDY}"
    same = json.loads(KEPT.read_text(encoding="utf-8")) == json.loads(made.stdout)
    assert same, f"The API changed; look at the difference, then: {REMEDY}"
