import { roomRules } from '../../tools/rooms/rules.mjs';

/** The rooms and the arrows between them, from the floor up. */
export const rooms = {
  text: [],
  cluster: [],
  release: ['text', 'cluster'],
  questions: ['text', 'cluster', 'release'],
};

export default roomRules({ rooms, entries: ['^src/index[.]ts$'] });
