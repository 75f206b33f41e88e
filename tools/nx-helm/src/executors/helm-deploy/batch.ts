import { batchExecutor } from '../batch.ts';
import { helmDeploy } from './work.ts';

export default batchExecutor({ start: helmDeploy });
