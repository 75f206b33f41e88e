import type { Address } from './address.ts';

/** A part of a line. What is no Markdown stays the text that it is, HTML with it. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'emphasis' | 'strong' | 'struck'; content: Inline[] }
  | { kind: 'link'; address: Address; content: Inline[] }
  /** An image of somewhere else: it is named, and never fetched. */
  | { kind: 'picture'; address: Address; content: Inline[] };
