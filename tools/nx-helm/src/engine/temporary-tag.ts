import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { onInterruption } from '../process/interruption.ts';
import { isAlive } from '../temporary/liveness.mjs';
import type { Engine } from './engine.ts';

/**
 * The content tag is known only after the build, so an image first gets a name that no other run
 * uses: clones and machines may share an engine, and one must not take the image of the other. The
 * name goes when the work ends, however it ends; what a killed run left goes with the next.
 */
export async function withTemporaryTag(
  engine: Engine,
  repository: string,
  workspaceRoot: string,
  work: (reference: string) => Promise<void>,
): Promise<void> {
  const prefix = `${repository}:building-${checkoutId(workspaceRoot)}-`;
  const looking = engine.references(`${prefix}*`);
  const reference = `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`;
  const stopListening = onInterruption(() => engine.untagImage(reference));
  try {
    await work(reference);
  } finally {
    stopListening();
    await engine.untagImage(reference);
    // Only now: the build may have stood on the very layers that a killed run left.
    const left = (await looking).filter((name) => isAbandoned(name, prefix));
    for (const name of left) await engine.untagImage(name);
  }
}

/** Process numbers say something only on the machine that gave them out. */
function checkoutId(workspaceRoot: string): string {
  const place = JSON.stringify([hostname(), workspaceRoot]);
  return createHash('sha256').update(place).digest('hex').slice(0, 12);
}

function isAbandoned(reference: string, prefix: string): boolean {
  if (!reference.startsWith(prefix)) return false;
  return !isAlive(Number.parseInt(reference.slice(prefix.length), 10));
}
