import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { startApiServer } from './testing/api-server.ts';
import { secondHttpClient } from './testing/clients.ts';
import { content } from './testing/cluster-content.ts';
import { startHttpServer } from './testing/http-server.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const file = join(import.meta.dirname, '../chart/templates/access.yaml');
/** The rules of the chart; with every condition true, because the lines that name them are left out. */
const rules = parseAllDocuments(
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !line.includes('{{'))
    .join('\n'),
).flatMap((document) => {
  const object = document.toJS() as { readonly kind: string; readonly rules?: readonly Rule[] };
  return object.kind === 'Role' ? (object.rules ?? []) : [];
});

/** `GET /apis/apps/v1/namespaces/taskora/deployments?limit=1` as the API server sees it. */
function accessOf(line: string) {
  const [, group = '', resource = '', name, subresource] =
    /^GET \/(?:api|apis\/([^/]+))\/v[^/]+\/namespaces\/taskora\/([^/?]+)(?:\/([^/?]+)(?:\/([^/?]+))?)?/.exec(
      line,
    ) ?? [];
  return {
    group,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    verb: name === undefined ? 'list' : 'get',
  };
}

it('the chart’s Role has the rights that the tools of the pod use, and no others (K5, O1)', async () => {
  const apiServer = await startApiServer(content);
  const server = await startHttpServer({ ...apiServer.environment, OPS_RELEASE_SECRETS: 'true' });
  try {
    const client = await secondHttpClient(`${server.url}/mcp`);
    for (const { name } of await client.list()) {
      const { isError } = await client.call(name, name === 'ops_logs' ? { release: 'api' } : {});
      expect([name, isError ?? false]).toEqual([name, false]);
    }
    await client.close();
    await fetch(`${server.url}/ready`);
  } finally {
    await server.stop();
    await apiServer.stop();
  }
  const used = [...new Set(apiServer.asked)].map(accessOf);
  expect(used.length).toBeGreaterThan(12);
  const missing = used.filter(
    ({ group, resource, verb }) =>
      !rules.some(
        ({ apiGroups, resources, verbs }) =>
          apiGroups.includes(group) && resources.includes(resource) && verbs.includes(verb),
      ),
  );
  expect(missing).toEqual([]);
  const given = rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb }))),
    ),
  );
  const title = ({ group, resource, verb }: (typeof used)[number]): string =>
    `${verb} ${resource} of ${group}`;
  expect(given.map(title).toSorted()).toEqual([...new Set(used.map(title))].toSorted());
});
