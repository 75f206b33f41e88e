import { lazyBatch } from '../lazy-batch.ts';
import type { ImageLoadOptions } from './deliver-image.ts';

export default lazyBatch<ImageLoadOptions>(() => import('./batch-work.ts'));
