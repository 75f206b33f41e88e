import type { ReactElement } from 'react';

import { describeAnswerer } from './assistant-name.ts';

/** Says above an answer, or where another one stepped in, who makes it. */
export function AnsweredBy({ data }: { data: unknown }): ReactElement | null {
  const name = describeAnswerer(data);
  return name === null ? null : <p className="text-xs wrap-anywhere text-muted">{name}</p>;
}
