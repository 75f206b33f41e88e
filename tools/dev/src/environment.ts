import { fileURLToPath } from 'node:url';

/** The checkout that this program belongs to. */
export const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The environment that child programs inherit, with additions. The only place here that reads it. */
export function childEnvironment(additions: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}

/** True when no person watches: progress is then printed as plain lines. */
export function isContinuousIntegration(): boolean {
  return process.env['CI'] !== undefined && process.env['CI'] !== 'false';
}
