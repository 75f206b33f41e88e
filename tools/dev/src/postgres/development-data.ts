import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { isReachableByAll } from './binaries.ts';

/** Root's servers run as another user, who can reach this folder wherever the checkout lies. */
const rootFolder = '/var/lib/taskora-dev';

/**
 * Where the data of `npm run dev` lie: in the checkout, unless PostgreSQL's user cannot reach that
 * because it is in root's home; then outside it, under a name that stands for the checkout.
 */
export function developmentData(checkout = workspaceRoot, outside = rootFolder): string {
  const inside = join(checkout, '.taskora', 'dev', 'database');
  if (process.getuid?.() !== 0 || isReachableByAll(checkout)) return inside;
  const name = createHash('sha256').update(checkout).digest('hex').slice(0, 12);
  mkdirSync(outside, { recursive: true, mode: 0o755 });
  return join(outside, name);
}
