/** Puts a text between the markers `<!-- NAME:begin -->` and `<!-- NAME:end -->` of a document. */
export function withPart(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`the document has no part ${name}`);
  return `${document.slice(0, start + begin.length)}\n\n${text}\n\n${document.slice(stop)}`;
}

export function mermaid(picture: string): string {
  return ['```mermaid', picture, '```'].join('\n');
}
