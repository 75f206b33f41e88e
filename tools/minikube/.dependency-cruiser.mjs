import { roomRules } from '../rooms/rules.mjs';

/** The rooms of the set-up and the arrows between them, from the floor up. */
export const rooms = {
  base: [],
  kubernetes: ['base'],
  host: ['base', 'kubernetes'],
  processes: ['base', 'host'],
  programs: ['base', 'host'],
  images: ['base', 'programs'],
  facts: ['base', 'kubernetes', 'host', 'processes', 'programs'],
  providers: ['base', 'kubernetes', 'host', 'processes', 'programs', 'images', 'facts'],
  commands: ['base', 'kubernetes', 'host', 'processes', 'programs', 'facts', 'providers'],
};

export default roomRules({
  rooms,

  entries: [
    '^src/cli[.]ts$',
    // As package.json exports it.
    '^src/images/other-image[.]ts$',
    '^src/programs/other-programs[.]ts$',
  ],
  exclude: ['/__fixtures__/'],
});
