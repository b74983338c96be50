"""Colours stay apart for every reader's eyes, and text on them can be read."""

import itertools
from math import dist

import numpy as np
import pytest

from mapping.draw.palette import BLACK, GROUPS, OTHERS, SCALE, UNKNOWN, WHITE, colours, contrast, group_order, ink_on
from mapping.draw.style import INK, SCREEN_INK

# Full colour blindness, for linear RGB: Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, table 1.
SIGHTS = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# sRGB to CIE XYZ and its white (IEC 61966-2-1).
XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
D65 = [0.95047, 1.0, 1.08883]
# CIE76: 2.3 is just noticeable; small marks of a legend want several times as much.
APART = 15.0


def lab(colour: str, sight: str) -> tuple[float, ...]:
    """CIELAB of a colour as it is seen."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    relative = np.array(XYZ) @ np.clip(np.array(SIGHTS[sight]) @ linear, 0, 1) / np.array(D65)
    x, y, z = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return float(116 * y - 16), float(500 * (x - y)), float(200 * (y - z))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("group", [*GROUPS, "others", "scale"])
def test_every_two_colours_of_a_group_stay_apart(group: str, sight: str) -> None:
    of_group = GROUPS[group].values() if group in GROUPS else (UNKNOWN, *{"others": OTHERS, "scale": SCALE}[group])
    for one, other in itertools.combinations(of_group, 2):
        assert dist(lab(one, sight), lab(other, sight)) >= APART, (one, other)


def test_the_measure_sees_what_a_colour_blind_reader_does_not() -> None:
    red, green = "#C8321E", "#6E7A12"
    assert dist(lab(red, "normal"), lab(green, "normal")) > 70
    assert dist(lab(red, "deuteranopia"), lab(green, "deuteranopia")) < 15


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [(BLACK, WHITE, 21.0), ("#777777", WHITE, 4.48), (WHITE, WHITE, 1.0)]
)
def test_contrast_as_the_guidelines_give_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", sorted({c for group in GROUPS.values() for c in group.values()} | {*OTHERS, *SCALE}))
def test_text_on_a_colour_can_be_read(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground", "least"), [(INK, WHITE, 7.0), (SCREEN_INK, WHITE, 4.5), (SCREEN_INK, "#111111", 4.0)]
)
def test_text_beside_the_figure_can_be_read(ink: str, ground: str, least: float) -> None:
    assert contrast(ink, ground) >= least


@pytest.mark.parametrize("group", [name for name in GROUPS if "unknown" in GROUPS[name]])
def test_what_nobody_knows_is_grey_in_every_group(group: str) -> None:
    assert GROUPS[group]["unknown"] == UNKNOWN


@pytest.mark.parametrize("code", ["state", "nonprofit", "party", "unknown"])
def test_a_code_has_one_colour_wherever_it_stands(code: str) -> None:
    known = {group[code] for group in GROUPS.values() if code in group}
    assert len(known) == 1


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["tv", "radio"], [GROUPS["media"]["tv"], GROUPS["media"]["radio"]]),
        (["b", "unknown", "a"], [OTHERS[0], UNKNOWN, OTHERS[1]]),
        ([str(i) for i in range(len(OTHERS) + 1)], [*OTHERS, UNKNOWN]),
    ],
)
def test_colours_of_codes(codes: list[str], found: list[str]) -> None:
    assert list(colours(codes).values()) == found


@pytest.mark.parametrize(
    ("codes", "order"),
    [
        (["unknown", "private", "state"], ["state", "private", "unknown"]),
        (["UZ", "KZ"], ["KZ", "UZ"]),
        (["z", "unknown", "a"], ["z", "a", "unknown"]),
    ],
)
def test_order_of_codes(codes: list[str], order: list[str]) -> None:
    assert group_order(codes) == order
