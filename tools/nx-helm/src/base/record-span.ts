import { appendFileSync } from 'node:fs';
import { messageOf } from '@taskora/base/errors';
import type { Span, SpanName } from '@taskora/base/spans/span';
import { formatSpan } from '@taskora/base/spans/span';
import { spansFile } from './settings.ts';

/** Whether somebody reads where the time of this run goes. */
export function isRecording(): boolean {
  return spansFile() !== undefined;
}

/**
 * A line is appended whole, so processes of one run share the file. Where it cannot be written there is
 * no span: what was measured must not fail by it.
 */
export function recordSpans(spans: readonly Span[]): void {
  const file = spansFile();
  if (file === undefined) return;
  try {
    appendFileSync(file, spans.map(formatSpan).join(''));
  } catch (error) {
    console.warn(`the time of a step is not recorded: ${messageOf(error)}`);
  }
}

/** Records how long the work took, also where it failed. */
export async function spanned<Result>(
  name: SpanName,
  of: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const startMs = Date.now();
  try {
    return await work();
  } finally {
    recordSpans([{ name, of, startMs, endMs: Date.now() }]);
  }
}
