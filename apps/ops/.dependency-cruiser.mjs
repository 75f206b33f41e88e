import { roomRules } from '../../tools/rooms/rules.mjs';

/** The rooms and the arrows between them, from the floor up; the programs at the root put them together. */
export const rooms = {
  nx: [],
  tools: ['nx'],
  mcp: ['nx', 'tools'],
  http: ['mcp'],
};

export default roomRules({
  rooms,
  entries: [
    // As a client, Nx and the image start them.
    '^src/(?:healthcheck|http|stdio|tools)[.]ts$',
  ],
});
