"""XML of requests and answers: no entities, no DTD, no network, and limits before it is walked."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from taskora_api.calendars.dav.names import HREF, PREFIXES
from taskora_api.text import storable

XML_BYTES_MAX = 1024 * 1024
DEPTH_MAX = 16
ELEMENTS_MAX = 20_000
CONTENT_TYPE = 'application/xml; charset="utf-8"'

# lxml comes without annotations.
Element = Any


class XmlError(Exception):
    """The body is no XML that is taken; the text of the exception says why."""


def read_xml(body: bytes) -> Element:
    """Read a body.

    A DTD is refused before anything is parsed: an entity in it could stand for a file, or for a
    text a million times as long. Raises `XmlError`.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise XmlError("The body is not UTF-8.") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise XmlError("The body has a document type, which is not taken.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise XmlError("The body is not well-formed XML.") from None
    _check_size(root)
    return root


def write_xml(root: Element) -> bytes:
    """Write a body."""
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def element(tag: str, /, *children: Element, text: str | None = None, **attributes: str) -> Element:
    """Make an element; characters that XML cannot hold are left out of its text."""
    made = etree.Element(tag, attributes, nsmap=PREFIXES)
    made.extend(children)
    if text is not None:
        made.text = _writable(text)
    return made


def href(target: str) -> Element:
    """Make a DAV:href."""
    return element(HREF, text=target)


def text_of(found: Element | None) -> str:
    """Give the text of an element, without the spaces around it."""
    return "" if found is None else ("".join(found.itertext())).strip()


def children_of(found: Element | None) -> Iterable[Element]:
    """Give the elements directly inside."""
    return [] if found is None else [each for each in found if isinstance(each.tag, str)]


def _check_size(root: Element) -> None:
    pending = [(root, 1)]
    elements = 0
    while pending:
        each, depth = pending.pop()
        elements += 1
        if depth > DEPTH_MAX or elements > ELEMENTS_MAX:
            raise XmlError("The body has too many elements, or they are nested too deep.")
        pending += [(child, depth + 1) for child in each]


def _writable(text: str) -> str:
    kept = storable(text)
    return "".join(
        each for each in kept if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff")
    )
