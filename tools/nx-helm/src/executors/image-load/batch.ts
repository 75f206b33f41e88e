import { lazyBatch } from '../lazy-batch.ts';
import type { ImageLoadOptions } from './deliver-image.ts';

const batch = lazyBatch<ImageLoadOptions>(() => import('./batch-work.ts'));

export default batch;
