import { strict as assert } from 'node:assert';
import { z } from 'zod';
import { clearNamespace, frontEnds, removeNamespace } from '../checks/beside.ts';
import { Person } from '../operations/person.ts';
import { waitUntil } from '../wait.ts';
import { nodePorts, outside, product } from './place.ts';
import { deployProduct, killPod, receiverUrl } from './product.ts';
import { isSigned, readReceived, startReceiver, type Received } from './receiver.ts';

const reminders = 12;
/** Time enough to set all of them before they are due. */
const dueInSeconds = 20;
/** A claim of a killed pod ends after 60 s, and what then fails is repeated after up to 20. */
const patienceSeconds = 180;

const channelSchema = z.object({ id: z.string(), secret: z.string() });
const madeSchema = z.object({ id: z.string() });
const deliveriesSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      subjectId: z.string(),
      state: z.string(),
      attempts: z.number(),
      reason: z.string().nullable(),
    }),
  ),
});
type Delivery = z.infer<typeof deliveriesSchema>['items'][number];

const began = Date.now();
const shown = (what: string): void =>
  console.log(`${((Date.now() - began) / 1000).toFixed(0)} s: ${what}`);

/** Tasks with a reminder each, all due at the same moment; the ids of the reminders. */
async function setReminders(person: Person): Promise<Set<string>> {
  const remindAt = new Date(Date.now() + dueInSeconds * 1000).toISOString();
  const ids = new Set<string>();
  for (let number = 1; number <= reminders; number += 1) {
    const task = await person.make(madeSchema, '/api/v1/tasks', { title: `call ${number}` });
    const path = `/api/v1/tasks/${task.id}/reminders`;
    ids.add((await person.make(madeSchema, path, { remindAt })).id);
  }
  assert.ok(Date.now() < Date.parse(remindAt), 'the reminders were due before all were set');
  return ids;
}

/** Waits until something has come, and gives the first of it. */
async function firstReceived(): Promise<Received> {
  let received: readonly Received[] = [];
  await waitUntil(
    async () => {
      received = await readReceived();
      return received.length > 0;
    },
    { timeoutSeconds: dueInSeconds + 40 },
  );
  const [first] = received;
  assert.ok(first !== undefined, 'nothing was sent');
  return first;
}

const sendersOf = (received: readonly Received[], id: string): Set<string> =>
  new Set(received.filter((each) => each.id === id).map(({ sender }) => sender));

/** Every reminder was sent with one key of its own, and is noted as sent once. */
function checkDeliveries(
  ids: Set<string>,
  deliveries: readonly Delivery[],
  received: readonly Received[],
): void {
  assert.deepEqual(new Set(deliveries.map(({ subjectId }) => subjectId)), ids);
  assert.equal(deliveries.length, ids.size, 'a reminder has more than one delivery');
  for (const { id, state, reason } of deliveries) assert.equal(state, 'sent', `${id}: ${reason}`);
  const keys = new Set(received.map(({ id }) => id));
  assert.deepEqual(keys, new Set(deliveries.map(({ id }) => id)));
}

/**
 * Two replicas remind by a webhook of a server in the cluster. One of them is killed after it has sent and before
 * it knows of that; nothing is lost, and what is sent again has the key that it had.
 */
export async function checkReminders(): Promise<number> {
  await Promise.all([clearNamespace(product), clearNamespace(outside)]);
  try {
    await startReceiver();
    await deployProduct();
    const person = new Person(await frontEnds(nodePorts));
    await person.signUp();
    const webhook = { kind: 'webhook', name: 'receiver', address: receiverUrl };
    const channel = await person.make(channelSchema, '/api/v1/channels', webhook);
    const ids = await setReminders(person);
    shown(`two replicas run, and ${ids.size} reminders are set for the same moment`);

    const { id, sender } = await firstReceived();
    shown(`the first has come; ended without a farewell: ${await killPod(sender)}`);

    let deliveries: readonly Delivery[] = [];
    const areOver = async (): Promise<boolean> => {
      const path = `/api/v1/channels/${channel.id}/deliveries`;
      deliveries = (await person.read(deliveriesSchema, path)).items;
      return deliveries.every(({ state }) => state === 'sent' || state === 'dead');
    };
    assert.ok(await waitUntil(areOver, { timeoutSeconds: patienceSeconds }), 'some wait for ever');
    const received = await readReceived();
    checkDeliveries(ids, deliveries, received);
    for (const each of received) assert.ok(isSigned(each, channel.secret), `${each.id}: unsigned`);
    assert.ok(sendersOf(received, id).size > 1, 'what the killed pod had sent was not sent again');
    shown(`${ids.size} reminders in ${received.length} messages, each with one key of its own`);
    return 0;
  } finally {
    await Promise.all([removeNamespace(product), removeNamespace(outside)]);
  }
}
