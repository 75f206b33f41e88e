import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './stamps.mjs';

const program = join(workspaceRoot, 'tools', 'minikube', 'preflight', 'main.mjs');

/** What a person types again after a refusal. */
export function commandOf(script) {
  return script === 'test' ? 'npm test' : `npm run ${script}`;
}

/**
 * Asks whether the machine has all that will be needed, in a program of its own: it says all that is
 * missing in one error, and changes nothing.
 *
 * @param {{ script: string, cluster: boolean, packaged?: boolean, registries: readonly string[] }} needs
 * @returns {Promise<boolean>}
 */
export function isMachineReady({ script, cluster, packaged = false, registries }) {
  const args = [
    ...(cluster ? ['--cluster'] : []),
    ...(packaged ? ['--packaged'] : []),
    ...['--registries', registries.join(), '--then', commandOf(script)],
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout
      .setEncoding('utf8')
      .on('data', (text) => console.log(`preflight: ${text.trimEnd()}`));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** The name of the npm script that runs this, or what stands for it when none does. */
export function scriptName(program) {
  const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8'));
  const found = Object.entries(scripts).find(
    ([, command]) => program !== undefined && command.endsWith(program),
  );
  return found?.[0] ?? 'setup';
}
