import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { apiRoutes, other, pageRoutes, programRoutes, routeTemplate } from './route-template.ts';

const workspaceRoot = fileURLToPath(new URL('../../../../', import.meta.url));

describe('the template of an address (K9)', () => {
  it.each([
    ['/', '/'],
    ['/tasks?search=secret', '/tasks'],
    ['/api/v1/tasks/3f0c', '/api/v1/tasks/{id}'],
    ['/api/v1/tasks/summary', '/api/v1/tasks/summary'],
    ['/api/v1/chat/3f0c/stream', '/api/v1/chat/{id}/stream'],
    ['/api/auth/sign-in/email', '/api/auth/sign-in/email'],
    ['/_next/static/chunks/a.js', '/_next/{file}'],
    ['/api/v1/tasks/a/b', other],
    ['/api/v1/elsewhere', other],
    ['/somebody@example.com', other],
    ['//evil.example/tasks', other],
    ['http://evil.example/tasks', other],
    ['*', other],
    ['', other],
  ])('of %s is %s', (target, template) => {
    expect(routeTemplate(target)).toBe(template);
  });

  it('is one of those that the API has, and of all of them', () => {
    const document: unknown = JSON.parse(
      readFileSync(join(workspaceRoot, 'apps/api/openapi.json'), 'utf8'),
    );
    const { paths } = document as { paths: Record<string, unknown> };
    const handedOn = Object.keys(paths).filter((path) => path.startsWith('/api/v1/'));
    expect([...apiRoutes].toSorted()).toEqual(handedOn.toSorted());
  });

  it('is one of the pages that some front end has, and of all of them', () => {
    const pages = ['web', 'chatbot'].flatMap((app) => {
      const folder = join(workspaceRoot, 'apps', app, 'src/app');
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('page.tsx'))
        .map((file) => `/${relative('.', dirname(file)).split(sep).join('/')}`);
    });
    expect([...pageRoutes].toSorted()).toEqual([...new Set(pages)].toSorted());
  });

  it('of what streams is what the alert for slow requests leaves out', () => {
    const monitoring = readFileSync(
      join(workspaceRoot, 'infra/monitoring/monitoring.yaml'),
      'utf8',
    );
    const [, leftOut = ''] = /_bucket\{route!~"(.*?)"/.exec(monitoring) ?? [];
    const routes = [...apiRoutes, ...programRoutes];
    const uncounted = routes.filter((route) => new RegExp(`^(?:${leftOut})$`).test(route));
    const streams = (route: string) => /\/(?:chat|events)(?:\/|$)/.test(route);
    expect(uncounted).toEqual(routes.filter(streams));
    expect(uncounted).toHaveLength(4);
  });
});
