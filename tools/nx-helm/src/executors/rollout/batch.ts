import { lazyBatch } from '../lazy-batch.ts';
import type { RolloutOptions } from './options.ts';

const batch = lazyBatch<RolloutOptions>(() => import('./batch-work.ts'));

export default batch;
