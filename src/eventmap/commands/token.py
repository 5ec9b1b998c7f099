"""``token``: what scripts ask by, where one has to log in."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click

from eventmap.commands.asking import answer, fail, json_option, say
from eventmap.errors import EventmapError
from eventmap.settings import Settings
from eventmap.tokens import Token, Tokens


def _with_tokens(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the host's tokens, and end it in words where they cannot be had."""

    @wraps(command)
    def with_tokens(**values: Any) -> None:
        try:
            path = Settings.from_env().tokens
            if path is None:
                fail("A store at an address keeps no tokens; name a file in EVENTMAP_TOKENS.")
            command(tokens=Tokens(Path(path)), **values)
        except (EventmapError, ValueError) as error:
            fail(str(error))

    return with_tokens


@click.group("token")
def token_command() -> None:
    """Make, list and revoke what scripts ask by, where one has to log in."""


@token_command.command("create")
@click.argument("name")
@click.option("--group", "groups", metavar="GROUP", multiple=True, help="May be repeated.")
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help="How long it counts.",
)
@_with_tokens
def create_command(name: str, *, groups: tuple[str, ...], days: int, tokens: Tokens) -> None:
    """Make the token NAME, of somebody in these groups, and print it: this once."""
    expires = date.today() + timedelta(days=days)
    sent = tokens.create(name, groups, expires)
    say(f"It counts until {expires.isoformat()}, and is shown only now.", err=True)
    click.echo(sent)


@token_command.command("list")
@_with_tokens
@json_option
def list_command(*, tokens: Tokens, as_json: bool) -> None:
    """List the tokens, with the day on which each was last used."""
    today, kept = date.today(), tokens.listed()
    found = [
        {**asdict(each), "used": each.used or None, "counts": each.counts(today)} for each in kept
    ]
    for each in found:
        del each["digest"]
    lines = [_describe(each, today) for each in kept]
    answer(found, lines or ["There is no token."], as_json=as_json)


def _describe(token: Token, today: date) -> str:
    counts = "counts until" if token.counts(today) else "expired on"
    used = f"last used on {token.used}" if token.used else "never used"
    groups = ", ".join(token.groups) or "none"
    return f"{token.name}: groups {groups}; {counts} {token.expires}; {used}"


@token_command.command("revoke")
@click.argument("name")
@_with_tokens
def revoke_command(name: str, *, tokens: Tokens) -> None:
    """Let the token NAME count no more, from this moment on."""
    tokens.revoke(name)
    say(f"{name} is revoked.")
