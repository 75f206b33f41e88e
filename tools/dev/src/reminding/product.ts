import { z } from 'zod';
import { deployBeside } from '../checks/beside.ts';
import { applyObjects, getObjects, kubectl } from '../cluster/kubectl.ts';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { again, nodePorts, product, receiverHost, receiverPort } from './place.ts';

export const receiverUrl = `http://${receiverHost}:${receiverPort}/`;

/** Two replicas that may send to the receiver, which stands inside, and to nothing else there. */
const webhooks = [
  '--set=api.replicas=2',
  '--set-string=api.env.DELIVERY_WEBHOOKS=true',
  `--set=api.env.DELIVERY_ALLOWED=${receiverHost}`,
  `--set=api.networkPolicy.outside={${receiverUrl}}`,
];

/** Deploys what was rendered last into a namespace of its own, with its data on a claim. */
export async function deployProduct(): Promise<void> {
  await applyObjects([namespaceObject(product)]);
  const failure = {
    code: 'REMINDERS_FAILED',
    fix: `kubectl -n ${product} get events; ${again}`,
  };
  await deployBeside({ namespace: product, nodePorts, failure }, ...webhooks);
}

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({ podIP: z.string().default('') }),
    }),
  ),
});

/** Ends the pod of an address without a farewell; a Deployment makes another. Its name. */
export async function killPod(address: string): Promise<string> {
  const selector = ['-l', 'app.kubernetes.io/name=api'];
  const { items } = await getObjects(podsSchema, ['pods', '-n', product, ...selector]);
  const found = items.find(({ status }) => status.podIP === address);
  if (found === undefined) throw new Error(`no pod of the API has the address ${address}`);
  const { name } = found.metadata;
  await kubectl(['-n', product, 'delete', 'pod', name, '--grace-period=0', '--force']);
  return name;
}
