export { createFrontEnd } from './front-end.ts';
export type { FrontEnd, FrontEndOptions, Visitor } from './front-end.ts';
