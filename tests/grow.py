"""Grow a corpus of any size from the seeds: the same sentences with other numbers and other places.

The texts are for measuring time and memory, not for reading.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
PLACES = ["浙江", "沈阳", "重庆", "武冈", "陕西", "湖北", "威远", "广州", "四川", "宝鸡"]
OTHERS = ["云南", "贵阳", "天津", "韶山", "甘肃", "河南", "仁寿", "西安", "广西", "咸阳"]
DIGITS = re.compile(r"(?<![\d.])[2-9]\d{0,3}(?![\d年月日])")


def grow_text(text: str, chance: random.Random) -> str:
    """Return the text with every small number drawn anew and half of the places exchanged."""
    text = DIGITS.sub(lambda match: str(chance.randint(2, 10 ** len(match[0]))), text)
    for one, other in zip(PLACES, OTHERS, strict=True):
        if chance.random() < 0.5:
            text = text.replace(one, other)
    return text


def grow_texts(files: int, start: int = 1) -> Iterator[str]:
    """Yield texts, each grown from a seed or from a part of one, about 5 KB as UTF-8 on average."""
    seeds = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for number in range(files):
        chance = random.Random(start + number)
        text = seeds[number % len(seeds)]
        half = text.find("\n\n", len(text) // 2)
        part = (text[:half], text[half:])[number // len(seeds) % 2] if half > 0 else text
        yield grow_text(part, chance)


def grow_folder(folder: Path, megabytes: float) -> int:
    """Write texts of ``megabytes`` in all to ``folder``, 1,000 files a subfolder; return how many files."""
    written = number = 0
    for text in grow_texts(10**9):
        if written >= megabytes * 1e6:
            return number
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(data)
        written += len(data)
        number += 1
    return number
