import { lazyBatch } from '../lazy-batch.ts';
import type { HelmDeployOptions } from './work.ts';

export default lazyBatch<HelmDeployOptions>(() => import('./batch-work.ts'));
