import type { ParsedSpan, ParseResult } from '@taskora/api-client';

export interface Segment {
  text: string;
  start: number;
  kind: ParsedSpan['kind'] | 'plain';
}

/** The line cut at the places that have a meaning. */
export function segmentsOf(text: string, spans: readonly ParsedSpan[]): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < position || span.end > text.length) continue;
    if (span.start > position) {
      segments.push({ text: text.slice(position, span.start), start: position, kind: 'plain' });
    }
    segments.push({ text: text.slice(span.start, span.end), start: span.start, kind: span.kind });
    position = span.end;
  }
  if (position < text.length)
    segments.push({ text: text.slice(position), start: position, kind: 'plain' });
  return segments;
}

/** The part of a line that is read as the date. */
export interface Claim {
  text: string;
  /** Where it ends in the line, in UTF-16 units. */
  end: number;
  dueOn: string;
}

export function claimOf(line: string, parsed: ParseResult | null | undefined): Claim | null {
  if (!parsed?.dueOn) return null;
  const dates = segmentsOf(line, parsed.spans).filter((segment) => segment.kind === 'date');
  const last = dates.at(-1);
  if (!last) return null;
  return {
    text: dates.map((segment) => segment.text).join(' '),
    end: last.start + last.text.length,
    dueOn: parsed.dueOn,
  };
}

/** The line with its date kept as text: only what said "add this" is taken away. */
export function titleWithText(line: string, parsed: ParseResult): string {
  const kept = segmentsOf(line, parsed.spans).filter((segment) => segment.kind !== 'command');
  return kept
    .map((segment) => segment.text)
    .join('')
    .trim();
}
