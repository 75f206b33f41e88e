import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';

/** What stands before the protobuf form of an object of Kubernetes. */
const magic = Buffer.from('k8s\0');

/** The fields of a message, of which only those with a length are of interest here. */
function fieldsOf(message: Buffer): (readonly [field: number, value: Buffer])[] {
  const fields: [number, Buffer][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    if ((tag & 7) === 0) {
      varint();
      continue;
    }
    if ((tag & 7) !== 2) throw new Error(`a field of wire type ${tag & 7}`);
    const length = varint();
    fields.push([tag >>> 3, message.subarray(at, at + length)]);
    at += length;
  }
  return fields;
}

const all = (message: Buffer, wanted: number): Buffer[] =>
  fieldsOf(message)
    .filter(([field]) => field === wanted)
    .map(([, value]) => value);

const first = (message: Buffer, wanted: number): Buffer =>
  all(message, wanted)[0] ?? Buffer.alloc(0);

const mapOf = (message: Buffer, field: number): (readonly [string, Buffer])[] =>
  all(message, field).map((entry) => [first(entry, 1).toString(), first(entry, 2)]);

/** A Secret as Helm's client writes it; numbers are those of Kubernetes' `generated.proto`. */
export function readSecret(body: Buffer): KubernetesObject {
  if (!body.subarray(0, magic.length).equals(magic)) {
    return JSON.parse(body.toString()) as KubernetesObject;
  }
  const secret = first(body.subarray(magic.length), 2);
  const metadata = first(secret, 1);
  const data = mapOf(secret, 2).map(([key, value]) => [key, value.toString('base64')]);
  const labels = mapOf(metadata, 11).map(([key, value]) => [key, value.toString()]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: first(metadata, 1).toString(), labels: Object.fromEntries(labels) },
    type: first(secret, 3).toString(),
    data: Object.fromEntries(data),
  };
}
