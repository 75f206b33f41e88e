import type { WrittenContext } from '../src/context.ts';

/** A line, and the context in which it is typed. */
export type Asked = readonly [text: string, context: WrittenContext];

/** The labelled lines are said on a Saturday. */
const NOW = '2026-11-28T09:30';

export const asked = (text: string): Asked => [text, { now: NOW }];
