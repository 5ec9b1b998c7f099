import pytest
from support.broken_rows import ONE_EVENT, TOML


@pytest.fixture
def folder(tmp_path):
    def write(events=ONE_EVENT, claims=None, timeline=None, toml=TOML):
        files = {
            "dataset.toml": toml,
            "events.csv": events,
            "claims.csv": claims,
            "timeline.csv": timeline,
        }
        for name, content in files.items():
            if content is not None:
                (tmp_path / name).write_bytes(
                    content if isinstance(content, bytes) else content.encode()
                )
        return tmp_path

    return write
