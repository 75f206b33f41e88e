import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@taskora/base/errors';
import type { Span } from '@taskora/base/spans/span';
import { spanPicture } from '@taskora/base/spans/span-picture';
import { formatRunTime, runTime } from '@taskora/base/spans/span-table';
import { sendTrace } from '../../base/send-trace.ts';
import { tracesEndpoint } from '../../base/settings.ts';

/** In the workspace; it is there before the spans are. */
export const spansFolder = join('dist', 'watch');

/** As a table here, in files for programs and as a picture, and as a trace where a collector is named. */
export async function showSpans(
  root: string,
  title: string,
  spans: readonly Span[],
): Promise<void> {
  const time = runTime(spans);
  if (time === undefined) return;
  console.log(formatRunTime(time));
  const json = `${JSON.stringify({ title, ...time, spans }, undefined, 2)}\n`;
  await writeFile(join(root, spansFolder, 'spans.json'), json);
  await writeFile(join(root, spansFolder, 'spans.svg'), spanPicture([{ title, spans }]));
  console.log(`the same in ${join(spansFolder, 'spans.json')} and, as a picture, spans.svg`);
  const endpoint = tracesEndpoint();
  if (endpoint === undefined) return;
  // A collector that is away must not end the loop.
  await sendTrace(spans, { endpoint, service: 'nx-helm', name: title }).catch((error: unknown) =>
    console.warn(messageOf(error)),
  );
}
