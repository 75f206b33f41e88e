import { batchExecutor } from '../batch.ts';
import { imageLoad } from './work.ts';

export default batchExecutor({ start: () => imageLoad });
