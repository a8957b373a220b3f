from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn(text: str) -> SafeString:
    """A QR code as an inline SVG, kept nowhere: the text may be a secret."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=3, border=2, omitsize=True, svgclass="qr"))


@lru_cache(maxsize=512)
def qr_svg(url: str) -> SafeString:
    """A QR code of an address, for the printed page."""
    return drawn(url)
