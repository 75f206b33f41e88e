import { ownLocale } from '@taskora/ui';

import { onDemand } from '../on-demand.ts';

/** What reads lines, when somebody is about to write. */
export const lineReaderQuery = onDemand('line-reader', async () =>
  (await import('./line-reader.ts')).loadLineReader(ownLocale()),
);
