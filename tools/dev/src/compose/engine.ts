import { UserError } from '@taskora/base/errors';
import { run } from '../run.ts';

/** A program that reads docker-compose.yml, and the engine whose images it takes. */
export interface Compose {
  readonly program: string;
  readonly args: readonly string[];
  readonly engine: string;
}

const candidates: readonly Compose[] = [
  { program: 'docker', args: ['compose'], engine: 'docker' },
  { program: 'docker-compose', args: [], engine: 'docker' },
  { program: 'podman-compose', args: [], engine: 'podman' },
];

/** The first that is there and whose engine answers. */
export async function findCompose(tried: readonly Compose[] = candidates): Promise<Compose> {
  for (const compose of tried) {
    const asked = [
      [compose.program, ...compose.args, 'version'],
      [compose.engine, 'info'],
    ] as const;
    const answers = await Promise.all(asked.map((command) => answersTo(command)));
    if (answers.every(Boolean)) return compose;
  }
  throw new UserError(
    'NO_COMPOSE',
    `none of ${tried.map(({ program, args }) => [program, ...args].join(' ')).join(', ')} is here with an engine that answers`,
    'install Docker with its compose plugin, or podman with podman-compose; or npm run dev, which needs neither',
  );
}

async function answersTo([program = '', ...args]: readonly string[]): Promise<boolean> {
  try {
    return (await run(program, args)).exitCode === 0;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
