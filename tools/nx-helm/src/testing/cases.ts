import { environmentValue } from '../base/settings.ts';

const times = Number(environmentValue('NX_HELM_CASES_TIMES') ?? '1');

/** How many cases a property has that starts Helm for each: few, and `nx run nx-helm:test-many-cases` has 30 times as many. */
export const cases = (few: number): number => few * times;
