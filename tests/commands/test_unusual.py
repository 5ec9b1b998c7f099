from pathlib import Path

from click.testing import CliRunner
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.cli import main
from eventmap.store import VersionedStore


def test_a_week_names_no_month_and_says_why(tmp_path: Path) -> None:
    root = str(tmp_path / "store")
    VersionedStore(root).write(make_dataset(WEEK, WEEK_CLAIMS))
    result = CliRunner().invoke(main, ["unusual", "test", "--store", root])
    assert result.exit_code == 0, result.output
    heading, reason, rule = result.output.splitlines()
    assert heading == "Unusual months: cannot be said."
    assert reason.endswith("before none of its months a whole year.")
    assert "at least 100 were killed by best estimates" in rule
