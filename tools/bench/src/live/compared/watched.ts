import type { EditCase } from '../cases.ts';
import { skaffoldImagePrefix } from '../../deployments/names.ts';

/** A folder of the sources whose files are sent into the container as they are. */
export interface SyncedFolder {
  readonly from: string;
  readonly to: string;
}

/** What others watch, build and sync of a service. */
export interface Watched {
  readonly image: string;
  /** In the workspace. */
  readonly dockerfile: string;
  readonly synced: readonly SyncedFolder[];
  /** Besides what is synced, what the image is made of: a change there makes another one. */
  readonly builtFrom: readonly string[];
  /** Where the container's program is started, if not where the image says. */
  readonly workingFolder?: string;
  /** In the place of those of the deployed service. */
  readonly variables: Readonly<Record<string, string>>;
}

export const imagesFolder = 'tools/bench/src/live/compared/images';

function frontEnd(name: string): Watched {
  return {
    image: `${skaffoldImagePrefix}/${name}-next`,
    dockerfile: `${imagesFolder}/next.Dockerfile`,
    synced: [`apps/${name}/src`, 'libs'].map((from) => ({ from, to: `/workspace/${from}` })),
    builtFrom: ['package-lock.json'],
    workingFolder: `/workspace/apps/${name}`,
    // The heap of the server that serves a build is too small for one that compiles. Without an id Next.js ends
    // at once, and with that of the deployed build a page would ask for that one's files.
    variables: { NODE_OPTIONS: '', NEXT_DEPLOYMENT_ID: 'dev' },
  };
}

const watched: Readonly<Record<EditCase['release'], Watched>> = {
  web: frontEnd('web'),
  chatbot: frontEnd('chatbot'),
  api: {
    image: `${skaffoldImagePrefix}/api-reloaded`,
    dockerfile: `${imagesFolder}/api.Dockerfile`,
    synced: [{ from: 'apps/api/src', to: '/app/src' }],
    builtFrom: ['apps/api/migrations', 'apps/api/pyproject.toml', 'apps/api/requirements.lock'],
    variables: {},
  },
};

export const watchedOf = ({ release }: EditCase): Watched => watched[release];
