import { formatPlan } from '../../release/plan-release.ts';
import { incomplete } from '../plan/plan-environment.ts';
import { environmentsAsked, planEnvironments } from '../plan/plan-environments.ts';
import { executorOfAny, refuseUnconfirmedChange } from '../report.ts';
import { applyPlans } from './apply-plans.ts';

export interface DeployOptions {
  readonly environment?: string;
  readonly confirm?: string;
}

/** Plans all environments that were asked for, and then does exactly that, one environment after the other. */
export default executorOfAny<DeployOptions>(async (options, context, project) => {
  const asked = environmentsAsked(options.environment, context, project);
  for (const { environment } of asked) {
    const own = { ...options, ...(environment === undefined ? {} : { environment }) };
    await refuseUnconfirmedChange(own, context, project);
  }
  const { plans, failures } = await planEnvironments(options.environment, context, project);
  console.log(plans.map(formatPlan).join('\n\n'));
  for (const { message } of failures) console.error(message);
  if (failures.length > 0 || plans.length < asked.length) throw incomplete(failures, project);
  await applyPlans(context, { plans, asked, project });
});
