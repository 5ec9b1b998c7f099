"""Files that were sound, with something broken in them; the same for the same seed."""

import io
import zipfile
from collections.abc import Callable
from random import Random

SPLINTERS = (
    b"\x00",
    b"\xff\xfe",
    b"\xf0\x28\x8c\x28",  # not UTF-8
    b'"',
    b'""""',
    b"\r\n\r\n",
    b";;;;;;",
    b"[[[[[[[[",
    b"{" * 300,
    b"]]>",
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b"99999999999999999999999999",
    b"-1e999",
    b"NaN",
    b"PK\x03\x04",
    b"'; DROP TABLE events; --",
)
"""What is put into a file, in one place or another."""

Mutation = Callable[[bytes, Random], bytes]


def flip_bits(body: bytes, random: Random) -> bytes:
    """Turn up to sixteen bits round."""
    changed = bytearray(body)
    for _ in range(random.randint(1, 16)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut_off(body: bytes, random: Random) -> bytes:
    """Leave out the end."""
    return body[: random.randrange(1, len(body))]


def cut_out(body: bytes, random: Random) -> bytes:
    """Leave out a part."""
    start, end = sorted(random.randrange(len(body)) for _ in range(2))
    return body[:start] + body[end:] or body[:1]


def repeat(body: bytes, random: Random) -> bytes:
    """Write a part several times over."""
    start, end = sorted(random.randrange(len(body)) for _ in range(2))
    return body[:end] + body[start:end] * random.randint(1, 20) + body[end:]


def put_in(body: bytes, random: Random) -> bytes:
    """Put some of `SPLINTERS` anywhere."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(body) + 1)
        body = body[:at] + random.choice(SPLINTERS) + body[at:]
    return body


MUTATIONS: tuple[Mutation, ...] = (flip_bits, cut_off, cut_out, repeat, put_in)


def mutate(body: bytes, random: Random) -> bytes:
    """Return `body` with one thing broken; of an archive, as often one of its members'."""
    if body.startswith(b"PK") and random.random() < 0.5:
        return _mutate_member(body, random)
    return random.choice(MUTATIONS)(body, random)


def _mutate_member(body: bytes, random: Random) -> bytes:
    """Break one member and pack the archive anew, so that its check sums are right again."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([name for name, content in members.items() if content])
    members[name] = random.choice(MUTATIONS)(members[name], random)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in members.items():
            archive.writestr(each, content)
    return packed.getvalue()
