import { batchExecutor } from '../batch.ts';
import { reportHeld, summarise } from './summary.ts';
import { helmDeploy } from './work.ts';

export default batchExecutor({ start: helmDeploy, onHeld: reportHeld, onEnd: summarise });
