import { parse } from 'yaml';

type Permissions = string | Readonly<Record<string, string>>;

interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

/** A workflow or an action of its own, as far as it is checked here. */
export interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Permissions;
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: boolean };
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly runs?: { readonly steps?: readonly Step[] };
}

export function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

export function stepsOf({ jobs = {}, runs }: Workflow): Step[] {
  return [...Object.values(jobs).flatMap(({ steps = [] }) => steps), ...(runs?.steps ?? [])];
}

/** Actions of others that are not named by the 40 digits of a commit, which nobody can move. */
export function unpinnedActions(workflow: Workflow): string[] {
  return stepsOf(workflow)
    .flatMap(({ uses }) => uses ?? [])
    .filter((uses) => !uses.startsWith('./') && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses));
}

/** Expressions in scripts: their text could become a command. Values go through `env`. */
export function expressionsInScripts(workflow: Workflow): string[] {
  const inline = stepsOf(workflow).flatMap((step) => step.with?.['script'] ?? []);
  return [...scriptsOf(workflow), ...inline.map(String)].flatMap(
    (script) => script.match(/\$\{\{[^}]*\}\}/g) ?? [],
  );
}

export function scriptsOf(workflow: Workflow): string[] {
  return stepsOf(workflow).flatMap(({ run }) => run ?? []);
}

/**
 * Steps that log in to a registry which a variable names, and could give it GitHub's own token: that
 * one is for ghcr.io, so an action compares the very host that it logs in to, and a script has it in
 * that branch alone.
 */
export function tokensForAnyRegistry(workflow: Workflow): string[] {
  return stepsOf(workflow).flatMap(({ uses = '', run = '', env = {}, with: given = {} }) => {
    const isToken = (value: unknown): boolean =>
      /\b(github\.token|secrets\.GITHUB_TOKEN)\b/.test(String(value));
    if (isToken(given['password'])) {
      const host = /^\$\{\{\s*([\w.]+)\s*\}\}$/.exec(String(given['registry']))?.[1];
      const guard = `\${{ ${host ?? ''} == 'ghcr.io' && github.token || `;
      const isGuarded =
        given['registry'] === 'ghcr.io' || String(given['password']).startsWith(guard);
      return isGuarded ? [] : [uses];
    }
    const names = Object.entries(env).flatMap(([name, value]) => (isToken(value) ? [name] : []));
    if (!/\blogin\b/.test(run) || names.length === 0) return [];
    const others = run.split('\n').filter((line) => !/^\s*ghcr\.io\)/.test(line));
    return others.filter((line) => names.some((name) => line.includes(`$${name}`)));
  });
}

/** What a workflow may do unless a job asks for more: to read at most. */
export function hasMinimalPermissions({ permissions }: Workflow): boolean {
  if (typeof permissions !== 'object') return false;
  return Object.entries(permissions).every(
    ([scope, may]) => scope === 'contents' && may === 'read',
  );
}

/** Every target that scripts name, as `project:target` or `*:target` for a run over many. */
export function namedTargets(workflow: Workflow): string[] {
  const lines = scriptsOf(workflow).flatMap((script) => script.split('\n'));
  return lines.flatMap((line) => {
    const parts = line.trim().split(/\s+/);
    const verb = parts[parts.indexOf('nx') + 1];
    if (!parts.includes('nx')) return [];
    if (verb === 'run') return parts[parts.indexOf('run') + 1] ?? [];
    const targets = valuesOf(parts, '-t');
    const projects = valuesOf(parts, '-p');
    return targets.flatMap((target) =>
      projects.length === 0 ? `*:${target}` : projects.map((project) => `${project}:${target}`),
    );
  });
}

function valuesOf(parts: readonly string[], flag: string): string[] {
  const start = parts.indexOf(flag);
  if (start < 0) return [];
  const rest = parts.slice(start + 1);
  const end = rest.findIndex((part) => part.startsWith('-'));
  return end < 0 ? rest : rest.slice(0, end);
}

/** `npm run x`, and what npm runs without that: `npm test`. */
export function namedNpmScripts(workflow: Workflow): string[] {
  return scriptsOf(workflow).flatMap((script) =>
    [...script.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start|stop|restart)\b)/g)].map(
      ([, named, short = '']) => named ?? short,
    ),
  );
}

/** Files of the workspace that scripts start with node. */
export function namedPrograms(workflow: Workflow): string[] {
  return scriptsOf(workflow).flatMap((script) =>
    [...script.matchAll(/\bnode ([\w./-]+\.(?:ts|mjs))/g)].map(([, path = '']) => path),
  );
}
