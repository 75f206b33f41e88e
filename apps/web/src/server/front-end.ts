import { createFrontEnd } from '@taskora/front-end/server';

/** Sessions, the way to the API, health and logs of this app. It reads nothing until it is used. */
export const frontEnd = createFrontEnd({ service: 'web' });
