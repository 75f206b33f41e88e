import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApiServer } from './testing/api-server.ts';
import { secondHttpClient } from './testing/clients.ts';
import { content } from './testing/cluster-content.ts';
import { startHttpServer } from './testing/http-server.ts';

const program = fileURLToPath(new URL('../bundle.ts', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ops-bundle-'));
  execFileSync(process.execPath, [program, folder], { stdio: 'pipe' });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the image of the operations server carries (I1, O1)', () => {
  it('is two files of a few megabytes, without packages beside them', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['healthcheck.mjs', 'server.mjs']);
    expect(statSync(join(folder, 'server.mjs')).size).toBeLessThan(4e6);
  });

  it('answers as the sources do, and finds itself healthy', async () => {
    const apiServer = await startApiServer(content);
    const server = await startHttpServer(apiServer.environment, join(folder, 'server.mjs'));
    try {
      const client = await secondHttpClient(`${server.url}/mcp`);
      const { structuredContent } = await client.call('ops_releases');
      expect(structuredContent).toMatchObject({
        releases: [{ release: 'api' }, { release: 'web' }],
      });
      await client.close();
      const { port } = new URL(server.url);
      const check = [join(folder, 'healthcheck.mjs')];
      execFileSync(process.execPath, check, { env: { PORT: port } });
    } finally {
      await server.stop();
      await apiServer.stop();
    }
  });

  it('is unhealthy where nothing listens', () => {
    const check = [join(folder, 'healthcheck.mjs')];
    expect(() => execFileSync(process.execPath, check, { env: { PORT: '1' } })).toThrow();
  });
});
