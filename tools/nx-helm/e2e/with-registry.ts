import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { environmentWithRegistry } from './environment.ts';
import { startRegistry } from './registry-server.ts';

/** `with-registry.ts PROGRAM ARGS...`: runs a program with a registry that exists only for it. */
const [, , program = '', ...args] = process.argv;
// Ctrl-C reaches the program too; this process stays to stop what it started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
const folder = await mkdtemp(join(tmpdir(), 'registry-'));
const registry = await startRegistry(folder);
try {
  const { exitCode } = await run(program, args, {
    directory: process.cwd(),
    environment: environmentWithRegistry(registry.host),
    inherit: true,
  });
  process.exitCode = exitCode;
} finally {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
}
