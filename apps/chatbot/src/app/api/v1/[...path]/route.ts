import { frontEnd } from '../../../../server/front-end.ts';

export const { GET, POST, PUT, PATCH, DELETE } = frontEnd.apiRoutes;
