import { executorOfAny } from '../report.ts';
import { rollout } from './rollout.ts';

/** What was asked for is looked at by the steps themselves, in a batch as well as here. */
export default executorOfAny(rollout());
