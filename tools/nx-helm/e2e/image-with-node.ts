import { strict as assert } from 'node:assert';

/** An image of the product is on the node already, and has a Node.js. */
export async function imageWithNode(
  read: (args: readonly string[]) => Promise<string>,
): Promise<string> {
  const names = await read([
    'get',
    'nodes',
    '--output',
    'jsonpath={.items[*].status.images[*].names[*]}',
  ]);
  const image = names.split(/\s+/).find((name) => /\/(web|chatbot):c-[0-9a-f]{12}$/.test(name));
  assert.ok(image, `no image with Node.js is on the node, only ${names}`);
  return image;
}
