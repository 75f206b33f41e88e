import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import { freePort } from '../ports.ts';
import { composeDown, projectOf, refuseOldData, refuseTakenPorts } from './compose.ts';
import { findCompose } from './engine.ts';
import { imageProjects } from './images.ts';
import { writeVariables } from './variables.ts';

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly mem_limit?: string;
  readonly shm_size?: string;
}

const text = readFileSync(join(workspaceRoot, 'docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
};
const folder = mkdtempSync(join(tmpdir(), 'compose-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

const image = (project: string) => ({
  reference: `docker.io/taskora/${project}:c-1`,
  tag: 'c-1',
  layers: [],
});
const images = Object.fromEntries(
  Object.entries(imageProjects).map(([name, project]) => [name, image(project)]),
);
const variables = (ports = { web: 3000, chatbot: 3001 }) => {
  const file = writeVariables(join(folder, 'compose'), images, ports);
  return { file, values: parseEnv(readFileSync(file, 'utf8')) };
};

describe('docker-compose.yml (K7)', () => {
  it('has every variable that it asks for', () => {
    const asked = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(10);
    const { values } = variables();
    for (const name of asked) expect(values).toHaveProperty(name, expect.stringMatching(/./));
  });

  it.each(['api', 'web', 'chatbot'])('gives %s the settings that its chart gives it', (service) => {
    const chart = parse(
      readFileSync(join(workspaceRoot, `apps/${service}/chart/values.yaml`), 'utf8'),
    ) as { readonly env: object; readonly secretEnv: object };
    const expected = Object.keys({ ...chart.env, ...chart.secretEnv }).toSorted();
    expect(Object.keys(services[service]?.environment ?? {}).toSorted()).toEqual(expected);
  });

  it('gives each container the memory that its chart gives it, and the database what its queries share', () => {
    const valuesOf = (chart: string): unknown =>
      parse(readFileSync(join(workspaceRoot, chart, 'values.yaml'), 'utf8'));
    const limits = z.object({ limits: z.object({ memory: z.string() }) });
    const inCompose = (quantity: string) => quantity.replace(/Mi$/, 'm');
    const { database } = z
      .object({ database: z.object({ resources: limits, sharedMemory: z.string() }) })
      .parse(valuesOf('infra/charts/platform'));
    expect(services['postgres']).toMatchObject({
      mem_limit: inCompose(database.resources.limits.memory),
      shm_size: inCompose(database.sharedMemory),
    });
    for (const name of ['api', 'web', 'chatbot']) {
      const { resources } = z.object({ resources: limits }).parse(valuesOf(`apps/${name}/chart`));
      expect(services[name]?.mem_limit).toBe(inCompose(resources.limits.memory));
    }
  });

  it('starts in the order in which each finds what it needs', () => {
    const order = Object.fromEntries(
      Object.entries(services).map(([name, { depends_on = {} }]) => [
        name,
        Object.fromEntries(
          Object.entries(depends_on).map(([on, { condition }]) => [on, condition]),
        ),
      ]),
    );
    const healthy = 'service_healthy';
    const done = 'service_completed_successfully';
    expect(order).toEqual({
      postgres: {},
      'api-migrate': { postgres: healthy },
      'web-migrate': { postgres: healthy },
      api: { postgres: healthy, 'api-migrate': done },
      web: { api: healthy, 'web-migrate': done },
      chatbot: { api: healthy, 'web-migrate': done },
    });
  });

  it('opens the front ends to this machine alone, and gives no container more than it needs', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(['web', 'chatbot']);
    for (const [, { ports = [] }] of open) expect(ports[0]).toMatch(/^127\.0\.0\.1:/);
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    }
  });
});

describe('its variables', () => {
  it('name the images by content and the addresses by port', () => {
    expect(variables({ web: 3100, chatbot: 3101 }).values).toMatchObject({
      TASKORA_API_IMAGE: 'docker.io/taskora/api:c-1',
      TASKORA_WEB_TAG: 'c-1',
      TASKORA_WEB_URL: 'http://localhost:3100',
      TASKORA_CHATBOT_PORT: '3101',
    });
  });

  it('hold secrets that are made once, for their owner alone', () => {
    const first = variables();
    const second = variables({ web: 4000, chatbot: 4001 });
    const secretsOf = (values: NodeJS.Dict<string>) =>
      Object.entries(values).filter(([name]) => /PASSWORD$|SECRET|KEY/.test(name));
    expect(secretsOf(first.values)).toHaveLength(5);
    expect(secretsOf(second.values)).toEqual(secretsOf(first.values));
    expect(statSync(join(folder, 'compose')).mode & 0o777).toBe(0o700);
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    const password = readFileSync(join(folder, 'compose/passwords/api-password'), 'utf8');
    expect(password).toBe(first.values['TASKORA_API_PASSWORD']);
  });
});

describe('dev:compose', () => {
  it('refuses a port that is taken, and says by whom', async () => {
    const [web, chatbot] = [await freePort(), await freePort()];
    await expect(refuseTakenPorts({ web, chatbot })).resolves.toBeUndefined();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(chatbot, '127.0.0.1', resolve));
    try {
      await expect(refuseTakenPorts({ web, chatbot })).rejects.toThrow(
        new RegExp(
          `^PORT_TAKEN: port ${chatbot}, at which chatbot .* taken by .*process ${process.pid}.* Do: .*--chatbot-port=`,
        ),
      );
    } finally {
      server.close();
    }
  });

  it('takes the first compose whose engine answers, and says what to install where none does', async () => {
    mkdirSync(join(folder, 'none'));
    const missing = { program: join(folder, 'none/docker'), args: ['compose'], engine: 'docker' };
    const there = { program: 'true', args: [], engine: 'true' };
    const failing = { program: 'false', args: [], engine: 'false' };
    expect(await findCompose([missing, failing, there])).toBe(there);
    await expect(findCompose([missing, failing])).rejects.toThrow(/^NO_COMPOSE: .* Do: install /);
  });
});

describe('what dev:compose has made', () => {
  /** An engine that writes down how it is called, with the variables that it is given, and knows one volume. */
  function recording(volume: string) {
    const place = mkdtempSync(join(folder, 'engine-'));
    const [program, calls] = [join(place, 'docker'), join(place, 'calls')];
    const script = `#!/bin/sh
printf '%s\\n' "$*" >> '${calls}'
for word do case $word in */env) cat "$word" >> '${calls}' ;; esac; done
case $1,$3 in volume,*) [ "$3" = '${volume}' ] ;; esac
`;
    writeFileSync(program, script, { mode: 0o755 });
    const compose = { program, args: ['compose'], engine: program };
    return { compose, calls: () => readFileSync(calls, 'utf8') };
  }
  const optionsOf = (name: string) => ({
    ports: { web: 1, chatbot: 2 },
    project: 'taskora-1',
    folder: join(folder, name),
  });

  it('is that of one checkout', () => {
    expect(projectOf('/a/taskora')).toMatch(/^taskora-[0-9a-f]{8}$/);
    expect(projectOf('/a/taskora')).toBe(projectOf('/a/taskora'));
    expect(projectOf('/a/taskora')).not.toBe(projectOf('/b/taskora'));
  });

  it('is ended also where its variables are gone, with its data if they are to go', async () => {
    const { compose, calls } = recording('none');
    await composeDown(optionsOf('gone'), true, [compose]);
    expect(calls()).toMatch(/^compose --project-name taskora-1 .* down --volumes$/m);
    for (const [, name = ''] of text.matchAll(/\$\{(\w+):\?/g)) {
      expect(calls()).toMatch(new RegExp(`^${name}=.`, 'm'));
    }
  });

  it('is not started with new secrets before data of old ones', async () => {
    const { compose } = recording('taskora-1_data');
    await expect(refuseOldData(compose, optionsOf('gone'))).rejects.toThrow(
      /^COMPOSE_SECRETS_LOST: the volume taskora-1_data .* Do: .*compose-down --data/,
    );
    const fresh = recording('another_data');
    await expect(refuseOldData(fresh.compose, optionsOf('gone'))).resolves.toBeUndefined();
    const known = optionsOf('known');
    writeVariables(known.folder, images, known.ports);
    await expect(refuseOldData(compose, known)).resolves.toBeUndefined();
  });
});
