import { frontEnd } from '../../../server/front-end.ts';

/** Requests to it are answered in front of Next.js (libs/front-end, ADR 0011), except those that came too early. */
export const { GET, POST, PUT, PATCH, DELETE } = frontEnd.earlyRoutes;
