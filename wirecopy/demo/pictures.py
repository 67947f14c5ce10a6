"""What does a picture of the sample wire look like? A plain landscape, drawn from the name of its scene."""

from __future__ import annotations

import io
import random
import zlib
from functools import lru_cache

from PIL import Image, ImageDraw

WIDTH, HEIGHT, HORIZON = 960, 540, 330
SKIES = (  # top of the sky, and the sky above the sea
    ((38, 60, 92), (222, 176, 140)),
    ((96, 132, 156), (226, 230, 226)),
    ((18, 30, 54), (92, 120, 132)),
    ((140, 150, 158), (214, 204, 190)),
)
DARK = (24, 30, 38)


@lru_cache(maxsize=64)
def picture(name: str, scene: str) -> bytes:
    """A JPEG of 960 by 540, the same for the same name and scene."""
    dice = random.Random(zlib.crc32(name.encode()))
    top, low = SKIES[dice.randrange(len(SKIES))]
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    for y in range(HEIGHT):
        sea = y >= HORIZON
        share = (y - HORIZON) / (HEIGHT - HORIZON) if sea else y / HORIZON
        first, last = (low, top) if sea else (top, low)
        shade = 0.62 if sea else 1.0
        draw.line([(0, y), (WIDTH, y)], fill=tuple(int((a + (b - a) * share) * shade) for a, b in zip(first, last, strict=True)))
    sun = dice.randint(120, 840)
    draw.ellipse([sun - 26, HORIZON - 110, sun + 26, HORIZON - 58], fill=(246, 232, 206))
    for _ in range(26):
        x, y = dice.randint(-60, WIDTH), dice.randint(HORIZON + 12, HEIGHT)
        draw.line([(x, y), (x + dice.randint(30, 150), y)], fill=tuple(min(255, part + 12) for part in low), width=1)
    SCENES[scene](draw, dice)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _ship(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x, y = dice.randint(220, 480), HORIZON + dice.randint(20, 60)
    draw.polygon([(x, y - 40), (x + 330, y - 40), (x + 300, y + 22), (x + 34, y + 22)], fill=(122, 44, 38))
    draw.rectangle([x + 226, y - 108, x + 298, y - 40], fill=(232, 230, 222))
    draw.rectangle([x + 240, y - 96, x + 284, y - 82], fill=DARK)
    draw.line([(x + 90, y - 40), (x + 90, y - 150)], fill=DARK, width=5)
    draw.line([(x + 90, y - 146), (x + 190, y - 66)], fill=DARK, width=3)


def _hills(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    for shade in (86, 62, 40):
        points = [(0, HORIZON + 2)]
        for x in range(0, WIDTH + 80, 80):
            points.append((x, HORIZON - dice.randint(10, 30 + shade * 2)))
        draw.polygon([*points, (WIDTH, HORIZON + 2)], fill=(shade - 14, shade, shade + 8))


def _lighthouse(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x = dice.randint(240, 720)
    draw.polygon([(x - 190, HORIZON + 30), (x - 60, HORIZON - 26), (x + 70, HORIZON - 24), (x + 220, HORIZON + 30)], fill=(52, 54, 52))
    draw.polygon([(x - 26, HORIZON - 24), (x - 17, HORIZON - 210), (x + 17, HORIZON - 210), (x + 26, HORIZON - 24)], fill=(236, 232, 224))
    draw.rectangle([x - 23, HORIZON - 150, x + 23, HORIZON - 112], fill=(168, 48, 40))
    draw.rectangle([x - 14, HORIZON - 244, x + 14, HORIZON - 210], fill=(250, 226, 150))
    draw.polygon([(x - 20, HORIZON - 244), (x, HORIZON - 268), (x + 20, HORIZON - 244)], fill=DARK)


def _town(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    _hills(draw, dice)
    x = 60
    while x < 880:
        wide, high = dice.randint(54, 96), dice.randint(40, 92)
        colour = dice.choice([(150, 52, 42), (206, 176, 108), (218, 214, 204), (72, 96, 112)])
        draw.rectangle([x, HORIZON - high + 26, x + wide, HORIZON + 26], fill=colour)
        draw.polygon([(x - 4, HORIZON - high + 26), (x + wide // 2, HORIZON - high - 8), (x + wide + 4, HORIZON - high + 26)], fill=DARK)
        x += wide + dice.randint(6, 30)


def _plant(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    _hills(draw, dice)
    for x in range(dice.randint(120, 240), 800, 150):
        draw.rectangle([x, HORIZON - 84, x + 96, HORIZON + 10], fill=(196, 200, 200))
        draw.ellipse([x, HORIZON - 110, x + 96, HORIZON - 58], fill=(214, 216, 214))
    draw.rectangle([700, HORIZON - 220, 716, HORIZON + 10], fill=(140, 144, 146))


SCENES = {"ship": _ship, "hills": _hills, "lighthouse": _lighthouse, "town": _town, "plant": _plant}
