import { frontEnd } from '../../server/front-end.ts';

export const { GET } = frontEnd.healthRoutes;
export const dynamic = 'force-dynamic';
