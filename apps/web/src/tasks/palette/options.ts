import type { ListedView, Project, Space, Task } from '@taskora/api-client';
import type { IconName } from '@taskora/ui';

import { isMetBy, keyboardMap, type Doing, type Shown } from '../shortcuts/keyboard-map.ts';
import { viewIcons } from '../views/view-icons.ts';
import { calendarNow, plainViews, searchOf, viewNames, type View } from '../views/view.ts';
import { matching } from './match.ts';

/** What is done once the palette is closed. */
export type Chosen =
  | { kind: 'view'; view: View }
  | { kind: 'page'; href: string }
  | { kind: 'command'; does: Doing }
  | { kind: 'extra'; run: () => void }
  | { kind: 'task'; task: Task };

export interface Option {
  id: string;
  name: string;
  icon: IconName;
  /** What stands beside the name: a key, or where a task is. */
  hint?: string;
  chosen: Chosen;
}

export interface OptionGroup {
  title: string;
  options: readonly Option[];
}

/** A command of the page that has no key. */
export interface ExtraCommand {
  id: string;
  name: string;
  run: () => void;
}

export interface Places {
  projects: readonly Project[];
  saved: readonly ListedView[];
  /** Those that are shared with others. */
  spaces: readonly Space[];
  tags: readonly string[];
}

const pages: readonly { href: string; name: string; icon: IconName }[] = [
  { href: '/spaces', name: 'Share with others', icon: 'person' },
  { href: '/import', name: 'Import and export', icon: 'download' },
  { href: '/activity', name: 'Activity', icon: 'history' },
  { href: '/settings', name: 'Settings', icon: 'person' },
  { href: '/tokens', name: 'Access tokens', icon: 'folder' },
  { href: '/account', name: 'Account', icon: 'person' },
];

function atView(view: View, name: string): Option {
  const icon = viewIcons[view.kind];
  return { id: `view:${searchOf(view)}`, name, icon, chosen: { kind: 'view', view } };
}

/** Where one can go: what the navigation lists, the tags, and the other pages. */
export function placeOptions({ projects, saved, spaces, tags }: Places): Option[] {
  return [
    ...plainViews.map((kind) => atView({ kind }, viewNames[kind])),
    atView(calendarNow, viewNames.calendar),
    ...saved.map(({ id, name }) => atView({ kind: 'saved', id }, name)),
    ...projects
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name }) => atView({ kind: 'project', id }, name)),
    ...(spaces.length > 0 ? [atView({ kind: 'mine' }, viewNames.mine)] : []),
    ...spaces.map(({ id, name }) => atView({ kind: 'space', id }, name)),
    atView({ kind: 'trash' }, viewNames.trash),
    ...tags.map((tag) => atView({ kind: 'tag', tag }, `@${tag}`)),
    ...pages.map(({ href, name, icon }): Option => {
      return { id: `page:${href}`, name, icon, chosen: { kind: 'page', href } };
    }),
  ];
}

/** Each command of the keyboard map that means something now, once, and those that have no key. */
export function commandOptions(extras: readonly ExtraCommand[], shown: Shown): Option[] {
  const known = new Map<string, Option>();
  for (const { keys, commands } of keyboardMap.flatMap(({ shortcuts }) => shortcuts)) {
    for (const { id, name, does, only } of commands) {
      if (known.has(id) || (only && !isMetBy(shown, only))) continue;
      // The palette is open already.
      if (does.in === 'page' && does.command === 'palette') continue;
      const chosen = { kind: 'command', does } as const;
      known.set(id, { id: `command:${id}`, name, icon: 'prompt', hint: keys, chosen });
    }
  }
  const rest = extras.map(({ id, name, run }): Option => {
    return { id: `command:${id}`, name, icon: 'prompt', chosen: { kind: 'extra', run } };
  });
  return [...known.values(), ...rest];
}

export function taskOption(task: Task, projectNames: ReadonlyMap<string, string>): Option {
  const project = projectNames.get(task.projectId ?? '');
  const hint = [task.completedAt === null ? '' : 'done', project ?? ''].filter(Boolean).join(', ');
  return {
    id: `task:${task.id}`,
    name: task.title,
    icon: task.completedAt === null ? 'list' : 'check',
    ...(hint && { hint }),
    chosen: { kind: 'task', task },
  };
}

export interface Offered {
  typed: string;
  places: readonly Option[];
  commands: readonly Option[];
  /** What the server found. */
  found: readonly Option[];
  /** What was chosen lately, the last first. */
  recent: readonly Option[];
}

const placesMax = 6;
const commandsMax = 6;

/**
 * What is offered. Of what is typed, tasks come last: they arrive later, and nothing that one is about to
 * choose is moved by that.
 */
export function optionGroups({ typed, places, commands, found, recent }: Offered): OptionGroup[] {
  const isRecent = new Set(recent.map(({ id }) => id));
  const others = (options: readonly Option[]) => options.filter(({ id }) => !isRecent.has(id));
  const groups: OptionGroup[] =
    typed === ''
      ? [
          { title: 'Recent', options: recent },
          { title: 'Go to', options: others(places) },
          { title: 'Commands', options: others(commands) },
        ]
      : [
          { title: 'Go to', options: matching(places, typed).slice(0, placesMax) },
          { title: 'Commands', options: matching(commands, typed).slice(0, commandsMax) },
          { title: 'Tasks', options: found },
        ];
  return groups.filter(({ options }) => options.length > 0);
}
