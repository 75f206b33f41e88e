export { createApiProxy } from './api-proxy.ts';
export type { ApiProxyOptions, RouteHandler } from './api-proxy.ts';
export { createFrontEnd } from './front-end.ts';
export type { FrontEnd, FrontEndOptions, Session } from './front-end.ts';
