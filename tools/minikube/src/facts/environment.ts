import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asMap, type Yaml } from '../kubernetes/yaml.ts';

interface AskedEnvironments {
  /** The folder with a file for each, as `infra/environments`. */
  readonly folder: string;
  /** One name, or several with commas between them. */
  readonly names: string;
  readonly context: string;
}

/**
 * Says where the environments are that a run is for, if none of them is in a context; undefined where one
 * is, or may be. An unreadable file decides nothing: whoever deploys refuses it.
 */
export async function describeElsewhere(asked: AskedEnvironments): Promise<string | undefined> {
  const places: string[] = [];
  for (const name of asked.names.split(',')) {
    const contexts = await contextsOf(join(asked.folder, `${name}.yaml`));
    if (contexts.length === 0 || contexts.includes(asked.context)) return undefined;
    places.push(`${name} is in ${contexts.join(', ')}`);
  }
  return places.length === 0 ? undefined : places.join('; ');
}

async function contextsOf(file: string): Promise<readonly string[]> {
  if (!existsSync(file)) return [];
  const { parse } = await import('yaml');
  try {
    const content = parse(readFileSync(file, 'utf8'), { logLevel: 'error' }) as Yaml;
    const { contexts } = asMap(asMap(content)['nxHelm']);
    const names = typeof contexts === 'string' ? contexts.split(',') : contexts;
    return Array.isArray(names) ? names.map((name) => String(name).trim()) : [];
  } catch {
    return [];
  }
}
