"""What browsers ask for by a fixed name, whatever the pages say."""

from pathlib import Path

from datasette.utils.asgi import AsgiFileDownload

STATIC = Path(__file__).parent / "static"


async def icon() -> AsgiFileDownload:
    """Send the icon for browsers that ask for `/favicon.ico`."""
    return AsgiFileDownload(str(STATIC / "favicon.ico"), content_type="image/vnd.microsoft.icon")
