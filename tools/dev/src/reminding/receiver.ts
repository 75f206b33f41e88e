import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { applyObjects, kubectl } from '../cluster/kubectl.ts';
import { nodeProgram, servedObjects } from '../cluster/node-program.ts';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { outside, receiverPort } from './place.ts';

/** Shorter than an attempt of the service may take, which is 15 s. */
const holdSeconds = 10;

/** Starts somebody else's server in the cluster, which the product is allowed to send to. */
export async function startReceiver(): Promise<void> {
  const program = join(import.meta.dirname, 'pods/receiver.mjs');
  const container = {
    ...nodeProgram(program, String(receiverPort), String(holdSeconds)),
    readinessProbe: { tcpSocket: { port: receiverPort }, periodSeconds: 1 },
  };
  await applyObjects([namespaceObject(outside)]);
  await applyObjects(
    servedObjects({ name: 'receiver', namespace: outside, port: receiverPort, container }),
  );
  await kubectl(['-n', outside, 'rollout', 'status', 'deployment/receiver', '--timeout=60s']);
}

const receivedSchema = z.object({
  id: z.string(),
  timestamp: z.string(),
  signature: z.string(),
  body: z.string(),
  /** Address of the pod. */
  sender: z.string(),
});
export type Received = z.infer<typeof receivedSchema>;

/** All that has come, in the order in which it came. */
export async function readReceived(): Promise<readonly Received[]> {
  const log = await kubectl(['-n', outside, 'logs', 'deployment/receiver', '--tail=-1']);
  return log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => receivedSchema.parse(JSON.parse(line)));
}

/** Whether it is signed with the secret of the channel, as Standard Webhooks 1.0 has it. */
export function isSigned({ id, timestamp, body, signature }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return signature.split(' ').includes(`v1,${signed}`);
}
