export { createFrontEnd } from './front-end.ts';
export type { AccountView, FrontEnd, FrontEndOptions, Visitor } from './front-end.ts';
export type { Device } from './auth/devices.ts';
