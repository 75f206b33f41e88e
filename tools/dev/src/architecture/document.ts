import { withMarkedPart } from '../marked-part.ts';

/** Puts a text between the markers `<!-- NAME:begin -->` and `<!-- NAME:end -->` of a document. */
export function withPart(document: string, name: string, text: string): string {
  const marks = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`] as const;
  const changed = withMarkedPart(document, marks, `\n\n${text}\n\n`);
  if (changed === undefined) throw new Error(`the document has no part ${name}`);
  return changed;
}

export function mermaid(picture: string): string {
  return ['```mermaid', picture, '```'].join('\n');
}
