"""What the host decides, read once from ``EVENTMAP_*`` variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT_DATA = _HERE.parents[1] / "data"


def bundled_data() -> Path:
    """Return the folder of bundled datasets: the checkout's, or the installed wheel's."""
    return _CHECKOUT_DATA if (_CHECKOUT_DATA / "boundaries").is_dir() else _HERE / "data"


@dataclass(frozen=True)
class Settings:
    """The host's choices.

    Parameters
    ----------
    data
        ``EVENTMAP_DATA``: a dataset folder, or a folder of dataset folders.
        ``None`` opens the bundled ones.
    cache
        ``EVENTMAP_CACHE``: where the tables of large datasets are kept between starts.
    """

    data: Path | None = None
    cache: Path = Path("~/.cache/eventmap")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings from `environ`."""
        data = environ.get("EVENTMAP_DATA", "").strip()
        base = environ.get("XDG_CACHE_HOME", "").strip() or "~/.cache"
        cache = environ.get("EVENTMAP_CACHE", "").strip() or f"{base}/eventmap"
        return cls(Path(data).expanduser() if data else None, Path(cache).expanduser())
