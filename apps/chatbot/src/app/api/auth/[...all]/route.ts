import { frontEnd } from '../../../../server/front-end.ts';

export const { GET, POST } = frontEnd.authRoutes;
