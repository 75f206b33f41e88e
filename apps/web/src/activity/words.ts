import type { Activity, Actor, Entity } from '@taskora/api-client';

import type { DoneChange } from './changes-of.ts';

/** From where something was changed, as people say it. */
export const actorNames: Readonly<Record<Actor, string>> = {
  web: 'on this site',
  chat: 'by the assistant',
  mcp: 'by a program over MCP',
  api: 'by a program',
  caldav: 'by a calendar program',
  import: 'by an import',
};

const entityNames: Readonly<Record<Entity, { one: string; many: string }>> = {
  task: { one: 'task', many: 'tasks' },
  project: { one: 'project', many: 'projects' },
  section: { one: 'section', many: 'sections' },
  comment: { one: 'comment', many: 'comments' },
  relation: { one: 'link between tasks', many: 'links between tasks' },
  view: { one: 'view', many: 'views' },
  reminder: { one: 'reminder', many: 'reminders' },
  space: { one: 'space', many: 'spaces' },
  member: { one: 'member', many: 'members' },
};

const number = new Intl.NumberFormat('en-GB');

/** What the change did; an undo of an undo did it again. */
function verbOf({ kind, undoes }: Activity, changes: readonly DoneChange[]): string {
  if (kind !== 'undone') return kind;
  const undone = changes.find(({ id }) => id === undoes);
  return undone?.first.kind === 'undone' ? 'done again' : 'undone';
}

/** Characters that force a direction on what follows them, beyond the end of the title even. */
const overrides = /[\u202d\u202e]/gu;

/** What a change did, in short: “Buy milk” completed, or: 3 tasks deleted. */
export function changeText(change: DoneChange, changes: readonly DoneChange[] = []): string {
  const { first, entries, count } = change;
  const verb = verbOf(first, changes);
  if (entries.length > 1) {
    const entities = new Set(entries.map(({ entity }) => entity));
    const isKnown = entities.size === 1 && entries.length >= count;
    const name = isKnown ? entityNames[first.entity].many : 'things';
    return `${number.format(count)} ${name} ${verb}`;
  }
  const { one } = entityNames[first.entity];
  const others = count - 1;
  const beside =
    others === 0
      ? ''
      : `, with ${number.format(others)} other ${others === 1 ? 'thing' : 'things'}`;
  if (first.title === null) return `A ${one} ${verb}${beside}`;
  const title = `\u2068${first.title.replace(overrides, '')}\u2069`;
  return `${first.entity === 'task' ? '' : `The ${one} `}“${title}” ${verb}${beside}`;
}

/** What can be asked for, each with its value; the first is everything. */
export const actorFilters: readonly (readonly [Actor | '', string])[] = [
  ['', 'from wherever'],
  ...(Object.entries(actorNames) as [Actor, string][]),
];

export function isActor(text: string): text is Actor {
  return Object.hasOwn(actorNames, text);
}
