import { roomRules } from '../rooms/rules.mjs';

export default roomRules({ exclude: ['/__fixtures__/'] });
