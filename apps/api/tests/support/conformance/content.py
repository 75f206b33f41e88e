"""Content of every kind, as the suite knows it."""

import base64
import struct
import zlib

from mcp_types import (
    AudioContent,
    BlobResourceContents,
    ContentBlock,
    EmbeddedResource,
    ImageContent,
    TextContent,
    TextResourceContents,
)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _one_red_pixel() -> str:
    """A PNG of one pixel, as base64."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\x00\x00")
    parts = [_chunk(b"IHDR", header), _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")]
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(parts)).decode()


def _silence() -> str:
    """A WAV file without a sample, as base64."""
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    parts = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", 0)
    return base64.b64encode(b"RIFF" + struct.pack("<I", len(parts)) + parts).decode()


PNG = _one_red_pixel()
STATIC_TEXT = "test://static-text"
STATIC_BINARY = "test://static-binary"
WATCHED = "test://watched-resource"

IMAGE = ImageContent(data=PNG, mime_type="image/png")
AUDIO = AudioContent(data=_silence(), mime_type="audio/wav")
MIXED: list[ContentBlock] = [
    TextContent(text="Multiple content types test:"),
    IMAGE,
    EmbeddedResource(
        resource=TextResourceContents(
            uri="test://mixed-content-resource",
            mime_type="application/json",
            text='{"test":"data","value":123}',
        )
    ),
]


def embedded(uri: str, text: str) -> EmbeddedResource:
    """A resource of text inside of other content."""
    return EmbeddedResource(
        resource=TextResourceContents(uri=uri, mime_type="text/plain", text=text)
    )


def static_resource(uri: str) -> TextResourceContents | BlobResourceContents | None:
    """A resource that is always the same; None for another address."""
    if uri == STATIC_BINARY:
        return BlobResourceContents(uri=uri, mime_type="image/png", blob=PNG)
    if uri in {STATIC_TEXT, WATCHED}:
        text = "This is the content of the static text resource."
        return TextResourceContents(uri=uri, mime_type="text/plain", text=text)
    return None
