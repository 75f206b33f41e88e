import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse } from 'yaml';
import { z } from 'zod';

const plugin = z.object({
  plugin: z.literal('@taskora/nx-helm'),
  options: z.object({
    namespace: z.string().optional(),
    environment: z.string().optional(),
    environmentsDirectory: z.string(),
  }),
});
const workspaceFile = z.object({ plugins: z.array(z.unknown()) });
const environmentFile = z.object({
  nxHelm: z.object({ namespace: z.string().optional() }).nullish(),
});

/** The namespace of an environment: what its file says, and what nx.json says for all. */
export function namespaceOf(root: string, environment: string | undefined): string | undefined {
  const { plugins } = workspaceFile.parse(JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')));
  const options = plugins.map((one) => plugin.safeParse(one).data?.options).find(Boolean);
  if (options === undefined) return undefined;
  const name = environment ?? options.environment;
  const file = join(root, options.environmentsDirectory, `${name}.yaml`);
  return ownNamespace(file) ?? options.namespace;
}

/** Of an environment that is not there nx-helm says so itself. */
function ownNamespace(file: string): string | undefined {
  try {
    return environmentFile.safeParse(parse(readFileSync(file, 'utf8'))).data?.nxHelm?.namespace;
  } catch {
    return undefined;
  }
}

/** One answer must not be about two namespaces: what Nx compares is that of the environment. */
export function refuseOtherNamespace(asked: string, compared: string | undefined): void {
  if (compared === undefined || compared === asked) return;
  throw new UserError(
    'OPS_NAMESPACE_MISMATCH',
    `this server reads namespace ${asked}, and the environment that Nx compares is in ${compared}`,
    `set OPS_NAMESPACE=${compared}, or OPS_ENVIRONMENT to an environment in ${asked}`,
  );
}

/**
 * The variable by which kubectl and Helm find the files that they had before, with another current context:
 * the first file that names one decides.
 */
export async function kubeconfigWith(
  context: string,
  before: string | undefined,
  folder: string,
): Promise<string> {
  const file = join(folder, 'context.json');
  const content = { apiVersion: 'v1', kind: 'Config', 'current-context': context };
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  const files = before === undefined || before === '' ? join(homedir(), '.kube/config') : before;
  return `${file}${delimiter}${files}`;
}
