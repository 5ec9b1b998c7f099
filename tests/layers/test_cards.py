from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Call = Callable[..., Any]

HEADING = "Who reports it"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("not an address", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(call: Call, address: str | None, is_link: bool) -> None:
    expression = "(({href, rel}) => [href ?? null, rel ?? null])(m.link(a, '<b>x</b>'))"
    href, rel = call("dom", expression, address)
    assert (href is not None) == is_link
    assert rel == ("noopener noreferrer" if is_link else None)


def test_a_popup_shows_markup_as_text(call: Call) -> None:
    title = "<img src=x onerror=alert(1)>"
    record = {
        "event": {"title": title, "when": "w", "where": "w", "status": "claimed"},
        "voices": [
            {
                "claimant": title,
                "statements": [title],
                "figures": [],
                "sources": [{"source": title, "url": title}],
            }
        ],
    }
    text, images = call(
        "popups",
        "((card) => [card.textContent, card.querySelectorAll('img').length])(m.eventContent(a))",
        record,
    )
    assert text.count(title) == 4
    assert images == 0


@pytest.mark.parametrize(("claimants", "headings"), [(0, []), (1, [HEADING]), (2, [HEADING])])
def test_a_popup_heads_its_claims_as_the_drawer_does(
    call: Call, claimants: int, headings: list[str]
) -> None:
    event = {"title": "t", "when": "w", "where": "w", "status": "claimed"}
    voice = {"claimant": "c", "statements": [], "figures": [], "sources": []}
    found = call(
        "popups",
        "[...m.eventContent(a).querySelectorAll('h3')].map((h) => h.textContent)",
        {"event": event, "voices": [voice] * claimants},
    )
    assert found == headings
