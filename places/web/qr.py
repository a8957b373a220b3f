from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=512)
def qr_svg(url: str) -> SafeString:
    """A QR code of an address as an inline SVG, for the printed page."""
    code = segno.make(url, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=3, border=2, omitsize=True, svgclass="qr"))
