import { describe, expect, it } from '@jest/globals';
import { createAccountEndpoints, type AccountEndpointsOptions } from '../auth/account-endpoints.ts';
import { openPaths } from '../auth/auth-routes.ts';
import { oidcPaths } from '../auth/oidc-routes.ts';
import {
  accountRoutes,
  other,
  pageRoutes,
  programRoutes,
  routeTemplate,
} from '../metrics/route-template.ts';
import { programPath } from '../proxy/api-proxy.ts';

describe('the templates of addresses (K9)', () => {
  it('have all that is answered about accounts, and no more', () => {
    // The endpoints are named and not called.
    const endpoints = createAccountEndpoints({} as AccountEndpointsOptions);
    const answered = [...openPaths.keys(), ...oidcPaths.keys(), ...endpoints.keys()];
    const paths = answered.map((path) => `/api/auth${path}`);
    expect([...accountRoutes].toSorted()).toEqual(paths.toSorted());
  });

  it('have all that programs ask, and no more', () => {
    const parts = [
      '',
      '/chat',
      '/tasks',
      '/tasks/1',
      '/tasks/1/complete',
      '/tasks/1/other',
      '/other',
    ];
    const metadata = '/.well-known/oauth-protected-resource/mcp';
    const asked = [
      ...parts.map((part) => `/api/ada${part}`),
      ...['/mcp', '/mcp/more', metadata, `${metadata}/more`],
      ...pageRoutes,
    ];
    const handedOn = asked.filter((path) => programPath.test(path));
    expect(handedOn.map(routeTemplate).toSorted()).toEqual([...programRoutes].toSorted());
    const refused = asked.filter((path) => path.startsWith('/api/') && !programPath.test(path));
    expect(new Set(refused.map(routeTemplate))).toEqual(new Set([other]));
  });
});
