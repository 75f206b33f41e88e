import { batchExecutor } from '../batch.ts';
import { reportHeld, summarise } from './summary.ts';
import { rollout } from './work.ts';

export default batchExecutor({ start: rollout, onHeld: reportHeld, onEnd: summarise });
