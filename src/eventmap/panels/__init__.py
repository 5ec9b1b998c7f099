"""The panels of the page: for each, what it shows as plain data, and the script that draws it.

``headline.py`` gives the data that ``headline.js`` draws, and so on; ``prose.js`` draws the lines
below titles that `method`, `inspection` and `proposal` give. The scripts share
``dom.js`` and ``panel.css``; they put text on the page as text, never as markup.
"""

from hashlib import sha256
from pathlib import Path

PANEL_SCRIPTS = Path(__file__).parent
"""Where the scripts of the panels are, and the style that they share."""

PANELS_BUILD = sha256(
    b"".join(
        path.read_bytes()
        for path in sorted(PANEL_SCRIPTS.iterdir())
        if path.suffix in (".css", ".js")
    )
).hexdigest()[:8]
"""Digest of these: it stands in their address, so that they may be cached for good."""
