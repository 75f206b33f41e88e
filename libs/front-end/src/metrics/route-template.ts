/** What every label value is that would otherwise be whatever a client sent. */
export const other = 'other';

/** The addresses of the API that this origin hands on, as its own document names them. */
export const apiRoutes = [
  '/api/v1/activity',
  '/api/v1/app-passwords',
  '/api/v1/app-passwords/{id}',
  '/api/v1/assistant',
  '/api/v1/calendar-feeds',
  '/api/v1/calendar-feeds/{id}',
  '/api/v1/calendar-feeds/{id}/rotate',
  '/api/v1/changes',
  '/api/v1/changes/{id}/undo',
  '/api/v1/channels',
  '/api/v1/channels/{id}',
  '/api/v1/channels/{id}/deliveries',
  '/api/v1/channels/{id}/test',
  '/api/v1/channels/{id}/verification',
  '/api/v1/chat',
  '/api/v1/chat/{id}/stream',
  '/api/v1/comments/{id}',
  '/api/v1/conversations',
  '/api/v1/conversations/{id}',
  '/api/v1/conversations/{id}/stop',
  '/api/v1/deleted-spaces',
  '/api/v1/deleted-spaces/{id}/restore',
  '/api/v1/events',
  '/api/v1/exports',
  '/api/v1/exports/formats',
  '/api/v1/imports',
  '/api/v1/invitations/accept',
  '/api/v1/parse',
  '/api/v1/plans/{id}/apply',
  '/api/v1/projects',
  '/api/v1/projects/{id}',
  '/api/v1/projects/{id}/sections',
  '/api/v1/reading-settings',
  '/api/v1/relations/{id}',
  '/api/v1/reminder-settings',
  '/api/v1/reminders/{id}',
  '/api/v1/sections/{id}',
  '/api/v1/spaces',
  '/api/v1/spaces/{id}',
  '/api/v1/spaces/{id}/history/{sequence}',
  '/api/v1/spaces/{id}/invitations',
  '/api/v1/spaces/{id}/invitations/{invitationId}',
  '/api/v1/spaces/{id}/members',
  '/api/v1/spaces/{id}/members/{memberId}',
  '/api/v1/sync',
  '/api/v1/tasks',
  '/api/v1/tasks/bulk',
  '/api/v1/tasks/summary',
  '/api/v1/tasks/{id}',
  '/api/v1/tasks/{id}/comments',
  '/api/v1/tasks/{id}/move',
  '/api/v1/tasks/{id}/place',
  '/api/v1/tasks/{id}/recurrence/pause',
  '/api/v1/tasks/{id}/recurrence/resume',
  '/api/v1/tasks/{id}/recurrence/skip',
  '/api/v1/tasks/{id}/recurrence/split',
  '/api/v1/tasks/{id}/relations',
  '/api/v1/tasks/{id}/reminders',
  '/api/v1/tokens',
  '/api/v1/tokens/{id}',
  '/api/v1/trash',
  '/api/v1/trash/{id}/restore',
  '/api/v1/views',
  '/api/v1/views/{id}',
] as const;

/** The pages of all front ends; one that an app does not have is its "not found". */
export const pageRoutes = [
  '/',
  '/account',
  '/activity',
  '/connect',
  '/forgot-password',
  '/import',
  '/join',
  '/reset-password',
  '/settings',
  '/sign-in',
  '/sign-up',
  '/spaces',
  '/tasks',
  '/tokens',
] as const;

/** What is asked about accounts under /api/auth. */
export const accountRoutes = [
  '/api/auth/callback/oidc',
  '/api/auth/change-password',
  '/api/auth/connections/end',
  '/api/auth/connections/end-all',
  '/api/auth/devices/sign-out',
  '/api/auth/devices/sign-out-others',
  '/api/auth/invitations/create',
  '/api/auth/invitations/revoke',
  '/api/auth/jwks',
  '/api/auth/oauth2/authorize',
  '/api/auth/oauth2/consent',
  '/api/auth/oauth2/register',
  '/api/auth/oauth2/revoke',
  '/api/auth/oauth2/token',
  '/api/auth/oidc/connect',
  '/api/auth/oidc/sign-in',
  '/api/auth/request-password-reset',
  '/api/auth/reset-password',
  '/api/auth/sign-in/email',
  '/api/auth/sign-out',
  '/api/auth/sign-up/email',
] as const;

/** What only programs ask of the API, with their own token, an app password or a secret address. */
export const programRoutes = [
  '/.well-known/caldav',
  '/.well-known/oauth-protected-resource/mcp',
  '/api/{user}/chat',
  '/api/{user}/tasks',
  '/api/{user}/tasks/{id}',
  '/api/{user}/tasks/{id}/complete',
  '/dav',
  '/dav/{path}',
  '/feeds/{feed}',
  '/mcp',
] as const;

/** What is answered without a page and without the API. */
const fixedRoutes = ['/.well-known/oauth-authorization-server', '/health', '/ready'] as const;

/** Addresses of any number of parts below one. */
const prefixes = new Map([
  ['/_next/', '/_next/{file}'],
  ['/dav/', '/dav/{path}'],
]);

const isParameter = (segment: string) => segment.startsWith('{');
const allRoutes: readonly string[] = [
  ...apiRoutes,
  ...accountRoutes,
  ...programRoutes,
  ...fixedRoutes,
  ...pageRoutes,
];
const fixed = new Set(allRoutes.filter((route) => !route.includes('{')));
const templates = allRoutes
  .filter((route) => route.includes('{'))
  .map((route) => ({ route, segments: route.split('/') }));

/**
 * The template of a request's address, without what it names: ids and what people type have no end of
 * different values, and are nobody else's business. `target` is as the request line has it.
 */
export function routeTemplate(target: string): string {
  const [path = ''] = target.split('?', 1);
  if (fixed.has(path)) return path;
  for (const [prefix, route] of prefixes) if (path.startsWith(prefix)) return route;
  const asked = path.split('/');
  const found = templates.find(
    ({ segments }) =>
      segments.length === asked.length &&
      segments.every((segment, index) => isParameter(segment) || segment === asked[index]),
  );
  return found?.route ?? other;
}
