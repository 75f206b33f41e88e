import { lazyBatch } from '../lazy-batch.ts';
import type { HelmDeployOptions } from './work.ts';

const batch = lazyBatch<HelmDeployOptions>(() => import('./batch-work.ts'));

export default batch;
