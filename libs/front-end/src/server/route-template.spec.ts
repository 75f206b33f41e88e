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
import { oauthPaths } from '../oauth/oauth-routes.ts';
import { isProgramPath } from '../proxy/api-proxy.ts';

describe('the templates of addresses (K9)', () => {
  it('have all that is answered about accounts, and no more', () => {
    // The endpoints are named and not called.
    const endpoints = createAccountEndpoints({} as AccountEndpointsOptions);
    const answered = [openPaths, oidcPaths, oauthPaths, endpoints].flatMap((each) => [
      ...each.keys(),
    ]);
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
    const calendars = ['/.well-known/caldav', '/dav', '/dav/calendars/ada/x/', '/feeds/secret.ics'];
    const metadata = '/.well-known/oauth-protected-resource/mcp';
    const none = ['/.well-known/carddav', '/davx', '/feeds', '/feeds/a/b.ics', '/mcp/more'];
    const ofPeople = parts.map((part) => `/api/ada${part}`);
    const asked = [
      ...[...ofPeople, ...calendars, ...none],
      ...['/mcp', metadata, `${metadata}/more`],
      ...pageRoutes,
    ];
    const handedOn = asked.filter(isProgramPath);
    expect(handedOn.map(routeTemplate).toSorted()).toEqual([...programRoutes].toSorted());
    const refused = asked.filter((path) => path.startsWith('/api/') && !isProgramPath(path));
    expect(new Set(refused.map(routeTemplate))).toEqual(new Set([other]));
  });
});
