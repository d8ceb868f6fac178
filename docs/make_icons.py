"""Draw the icons and the picture that other sites show with a link, from `icoon.svg`: `python -m docs.make_icons`.

Needs a Chromium, as `make_screenshots` does.
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from docs.make_screenshots import browser_page

STATIC = Path(__file__).resolve().parent.parent / "tracker" / "publish" / "static"
PREVIEW = (1200, 630)
_LARGEST = 512
_FAVICON_SIZES = (16, 32, 48)

_ICON = """
<style>
body {{ margin: 0; background: {ground}; }}
svg {{ display: block; width: {inner}px; padding: {edge}px; }}
</style>
{svg}
"""

_PREVIEW = """
<style>
body {{ margin: 0; width: 1200px; height: 630px; background: #f3f6f8; color: #1c2430; border-top: 24px solid #0b4f6c;
    box-sizing: border-box; display: flex; align-items: center; gap: 64px; padding: 0 80px;
    font-family: "Noto Sans", "DejaVu Sans", "Liberation Sans", sans-serif; }}
svg {{ width: 300px; flex: none; }}
p {{ margin: 0; font-size: 44px; line-height: 1.35; }}
strong {{ display: block; font-size: 84px; letter-spacing: -2px; color: #0b4f6c; margin-bottom: 20px; }}
</style>
{svg}<p><strong>Beleidsvolger</strong>Wat zegt het beleid over de zeggenschap van bewoners?</p>
"""


def _drawn(page: Page, html: str, size: tuple[int, int], *, see_through: bool = False) -> Image.Image:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(html)
    return Image.open(io.BytesIO(page.screenshot(omit_background=see_through)))


def make(folder: Path = STATIC) -> list[Path]:
    """Write all pictures to a folder and return their paths.

    A telephone cuts the corners off its icon, so that has a ground and an edge; an icon in a browser has neither.
    """
    svg = (STATIC / "icoon.svg").read_text(encoding="utf-8")
    with browser_page(PREVIEW) as page:
        bare = _ICON.format(ground="transparent", inner=_LARGEST, edge=0, svg=svg)
        icon = _drawn(page, bare, (_LARGEST, _LARGEST), see_through=True)
        edge = _LARGEST // 8
        framed = _ICON.format(ground="#fff", inner=_LARGEST - 2 * edge, edge=edge, svg=svg)
        on_ground = _drawn(page, framed, (_LARGEST, _LARGEST)).convert("RGB")
        preview = _drawn(page, _PREVIEW.format(svg=svg), PREVIEW).convert("RGB")
    icon.save(folder / "favicon.ico", sizes=[(size, size) for size in _FAVICON_SIZES])
    made = [folder / "favicon.ico"]
    for name, picture in {
        "icoon-180.png": on_ground.resize((180, 180), Image.Resampling.LANCZOS),
        "icoon-192.png": on_ground.resize((192, 192), Image.Resampling.LANCZOS),
        "icoon-512.png": on_ground,
        "voorbeeldplaatje.png": preview,
    }.items():
        picture.quantize(128).save(folder / name, optimize=True)
        made.append(folder / name)
    return made


if __name__ == "__main__":
    for path in make():
        print(f"{path} ({path.stat().st_size // 1024} kB)")
