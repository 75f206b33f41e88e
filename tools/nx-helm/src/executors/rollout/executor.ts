import { executor } from '../report.ts';
import { rollout } from './work.ts';

export default executor(rollout());
