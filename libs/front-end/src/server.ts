export { createFrontEnd } from './front-end.ts';
export type { AccountView, FrontEnd, FrontEndOptions, Visitor } from './front-end.ts';
export type { Device } from './auth/devices.ts';
export type { Invitation } from './auth/invitations.ts';
export type { SignUpState } from './auth/sign-up-policy.ts';
