import { createFrontEnd } from '@taskora/front-end/server';

/** Sessions, the proxy to the API, health and logs of this app. It reads nothing until it is used. */
export const frontEnd = createFrontEnd({ service: 'chatbot' });
