export { createFrontEnd } from './front-end.ts';
export type { FrontEnd, FrontEndOptions } from './front-end.ts';
export type { AccountView, Visitor } from './server/page-accounts.ts';
export type { Device } from './auth/devices.ts';
export type { Connection } from './oauth/connections.ts';
export type { ConsentRequest } from './oauth/consent-request.ts';
export type { Invitation } from './auth/invitations.ts';
export type { SignUpState } from './auth/sign-up-policy.ts';
