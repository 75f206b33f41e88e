import { withMarkedPart } from '../marked-part.ts';
import { figuresIn, tableOf, withinTolerance, type Figures } from './table.ts';

export const DOCUMENT = 'docs/ARCHITECTURE.md';

/** What the workspace says of itself. */
export interface Facts {
  /** Mermaid's text by the name of the marked part. */
  readonly pictures: Readonly<Record<string, string>>;
  /** Undefined where this clone does not have the commit to compare with. */
  readonly before: Figures | undefined;
  readonly now: Figures;
}

/**
 * The document with its pictures and the measured table made anew. For a check, a figure of it that is
 * near what is counted stays: nearly every commit changes some by a few lines.
 */
export function withFacts(text: string, facts: Facts, isCheck: boolean): string {
  const shown = figuresIn(text);
  const now = isCheck ? withinTolerance(shown.now, facts.now) : facts.now;
  const parts = { ...facts.pictures, measured: tableOf(facts.before ?? shown.before, now) };
  let document = text;
  for (const [name, part] of Object.entries(parts)) {
    const marks = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`] as const;
    document = withMarkedPart(document, { file: DOCUMENT, marks }, `\n\n${part}\n\n`);
  }
  return document;
}
