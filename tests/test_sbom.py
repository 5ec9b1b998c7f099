"""`make sbom` lists what an installation brings: each library with its version and its hashes."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).parents[1]


def test_the_list_is_that_of_the_pinned_libraries(tmp_path: Path) -> None:
    recipe = (REPO / "Makefile").read_text("utf-8").split("\nsbom:")[1].split("\n\n")[0]
    line = re.sub(r"\\\n\s*", "", recipe)
    (words,) = re.findall(r"\$\(BIN\)/python (-m cyclonedx_py .*) -o build/sbom\.json", line)
    target = tmp_path / "sbom.json"
    # It warns that requirements do not say which library asked for which.
    command = [sys.executable, "-W", "ignore", *shlex.split(words), "-o", str(target)]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)
    listed = json.loads(target.read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    assert listed["metadata"]["component"]["name"] == "eventmap"
    found = {
        (each["name"], each["version"]): {
            one["content"] for where in each["externalReferences"] for one in where["hashes"]
        }
        for each in listed["components"]
    }
    text = (REPO / "requirements" / "run.txt").read_text("utf-8")
    pinned = {
        (name, version): set(re.findall("sha256:([0-9a-f]{64})", hashes))
        for name, version, hashes in re.findall(
            r"(?m)^([a-z][\w.-]*)==([^\s;]+)(.*(?:\n .*)*)", text
        )
    }
    assert found == pinned
    assert len(pinned) > 50
