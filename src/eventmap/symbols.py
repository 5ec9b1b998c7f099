"""Shape and colour of every event type: the one place that decides them.

The map's scripts, its legend and the charts all draw from here. Seven hues, after Okabe and
Ito's set for colour-blind eyes, tell families of events apart; the shape alone tells the type,
so that nothing is lost in print or to an eye that sees no colour. The hues carry no party's
colours. Diamonds and circles with a number are free: the map uses them for places of the
diplomatic timeline and for clusters.
"""

from dataclasses import dataclass

from eventmap.schema import EventType


@dataclass(frozen=True)
class Symbol:
    """How one event type is drawn and called.

    Parameters
    ----------
    shape
        A key of `SHAPES`.
    colour_light, colour_dark
        Hexadecimal sRGB on the light and on the dark theme.
    label
        One such event, in plain words, as a heading.
    plural
        Several such events inside a sentence: "412 events, mostly …".
    """

    shape: str
    colour_light: str
    colour_dark: str
    label: str
    plural: str

    def colour(self, *, dark: bool) -> str:
        """Return the colour on the dark or the light theme."""
        return self.colour_dark if dark else self.colour_light


SHAPES: dict[str, str] = {
    "arrow": "M-1,-0.9L1,0L-1,0.9L-0.5,0Z",
    "bar": "M-1,-0.5H1V0.5H-1Z",
    "arch": "M-1,0.85V0A1,1,0,0,1,1,0V0.85H0.45V0.1A0.45,0.45,0,0,0,-0.45,0.1V0.85Z",
    "burst": (
        "M0,-1L0.28,-0.5L0.87,-0.5L0.57,0L0.87,0.5L0.28,0.5L0,1L-0.28,0.5L-0.87,0.5"
        "L-0.57,0L-0.87,-0.5L-0.28,-0.5Z"
    ),
    "circle": "M0,-0.85A0.85,0.85,0,1,1,0,0.85A0.85,0.85,0,1,1,0,-0.85Z",
    "cross": "M-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0L-1,-0.7Z",
    "dome": "M-1,0.55A1,1.2,0,0,1,1,0.55Z",
    "hexagon": "M-0.95,0L-0.48,-0.85H0.48L0.95,0L0.48,0.85H-0.48Z",
    "hourglass": "M-0.85,-0.9H0.85L0.25,0L0.85,0.9H-0.85L-0.25,0Z",
    "house": "M0,-1L0.85,-0.2V0.85H-0.85V-0.2Z",
    "plus": "M-0.32,-1H0.32V-0.32H1V0.32H0.32V1H-0.32V0.32H-1V-0.32H-0.32Z",
    "ring": (
        "M0,-0.9A0.9,0.9,0,1,1,0,0.9A0.9,0.9,0,1,1,0,-0.9Z"
        "M0,-0.4A0.4,0.4,0,1,0,0,0.4A0.4,0.4,0,1,0,0,-0.4Z"
    ),
    "square": "M-0.8,-0.8H0.8V0.8H-0.8Z",
    "star": (
        "M0,-1L0.25,-0.34L0.95,-0.31L0.4,0.13L0.59,0.81L0,0.42L-0.59,0.81L-0.4,0.13"
        "L-0.95,-0.31L-0.25,-0.34Z"
    ),
    "triangle-down": "M-1,-0.75H1L0,0.95Z",
    "triangle-up": "M0,-0.95L1,0.75H-1Z",
}
"""Outlines as SVG paths in the square from -1 to 1, y downwards, as Vega's shapes are."""

DISTRICT_M = 25_000
"""Radius of the ring around a place that is known to the district only.

UCDP codes such places as "within a 25 km radius around a known point" (where_prec 2).
"""

_FIRE = ("#D55E00", "#F0712A")
_AIR = ("#0072B2", "#4FB0E8")
_DEFENCE = ("#00805E", "#1FB58C")
_GROUND = ("#4B2A8C", "#9C84F5")
_CIVILIANS = ("#C4559C", "#F29BD0")
_SERVICES = ("#6E5200", "#F2CC4A")
_NEUTRAL = ("#4A525C", "#C9D1DA")

SYMBOLS: dict[EventType, Symbol] = {
    EventType.SHELLING: Symbol("circle", *_FIRE, "Shelling", "shelling"),
    EventType.MISSILE: Symbol("triangle-up", *_FIRE, "Missile", "missiles"),
    EventType.DRONE: Symbol("cross", *_AIR, "Drone", "drones"),
    EventType.GLIDE_BOMB: Symbol("triangle-down", *_AIR, "Glide bomb", "glide bombs"),
    EventType.AIR_STRIKE: Symbol("arrow", *_AIR, "Air strike", "air strikes"),
    EventType.AIR_DEFENCE: Symbol("dome", *_DEFENCE, "Air defence", "air defence"),
    EventType.GROUND_COMBAT: Symbol("plus", *_GROUND, "Ground combat", "ground combat"),
    EventType.TERRITORIAL_CLAIM: Symbol(
        "square", *_GROUND, "Territorial claim", "territorial claims"
    ),
    EventType.EXPLOSION: Symbol("burst", *_FIRE, "Explosion", "explosions"),
    EventType.VIOLENCE_AGAINST_CIVILIANS: Symbol(
        "hexagon", *_CIVILIANS, "Violence against civilians", "violence against civilians"
    ),
    EventType.INFRASTRUCTURE: Symbol(
        "house", *_SERVICES, "Infrastructure", "damage to infrastructure"
    ),
    EventType.TRANSPORT_DISRUPTION: Symbol(
        "bar", *_SERVICES, "Transport disruption", "transport disruptions"
    ),
    EventType.PROTEST: Symbol("star", *_NEUTRAL, "Protest", "protests"),
    EventType.ARMED_CONFLICT: Symbol("hourglass", *_GROUND, "Armed conflict", "armed conflict"),
    EventType.ALERT: Symbol("arch", *_DEFENCE, "Air raid alert", "air raid alerts"),
    EventType.OTHER: Symbol("ring", *_NEUTRAL, "Other", "of other types"),
}
"""The symbol of each event type, in the order in which legends list them."""
