import { formatPlan } from '../../release/plan-release.ts';
import { savedPlan } from '../../release/plan-file.ts';
import { executorOfAny, printAnswer } from '../report.ts';
import { incomplete } from './plan-environment.ts';
import { planEnvironments } from './plan-environments.ts';

export interface PlanOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** What a deploy of all releases would do, and why; asks the cluster and changes nothing. */
export default executorOfAny<PlanOptions>(async (options, context, project) => {
  const { out } = options;
  const { plans, failures } = await planEnvironments(options.environment, context, project);
  if (plans.length === 0) throw incomplete(failures, project);
  await printAnswer(options, context, savedPlan(plans), () => plans.map(formatPlan).join('\n\n'));
  for (const { message } of failures) console.error(message);
  if (out !== undefined) {
    for (const { environment } of plans) {
      const which = plans.length === 1 ? '' : ` -c ${environment}`;
      console.log(`Saved. Do: npx nx run-many -t helm-deploy${which} --plan=${out}`);
    }
  }
  if (failures.length > 0) throw incomplete(failures, project);
});
