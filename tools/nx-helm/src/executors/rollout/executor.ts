import { executorOfAny } from '../report.ts';
import { rollout } from './rollout.ts';

/** The steps themselves check the options, in a batch as well as here. */
export default executorOfAny(rollout());
