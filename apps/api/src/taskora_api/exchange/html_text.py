"""The text of notes that a program keeps as HTML."""

from html.parser import HTMLParser

_BREAKS = {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr"}
_HIDDEN = {"script", "style", "head"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def text_of_html(value: object) -> str:
    """Give the text of HTML, with a line for each paragraph and item; plain text stays as it is."""
    if not isinstance(value, str):
        return ""
    if "<" not in value:
        return value
    parser = _Text()
    parser.feed(value)
    parser.close()
    lines = "".join(parser.pieces).replace("\r", "").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
