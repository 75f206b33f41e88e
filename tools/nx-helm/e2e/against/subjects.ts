import type { Person } from './person.ts';

/** An app that is run on this machine, and where a saved line of it is seen. */
export interface Subject {
  readonly app: 'api' | 'web';
  /** Says that it reaches what it needs. */
  readonly ready: { readonly path: string; readonly text: string };
  /** A text that the file has once, and what becomes of it. */
  readonly file: string;
  readonly text: string;
  readonly edited: string;
  /** Where the saved text is seen. */
  readonly path: string;
  /** By what a request is somebody's there. */
  readonly credentials: (person: Person) => Readonly<Record<string, string>>;
}

export const subjects: readonly Subject[] = [
  {
    app: 'api',
    ready: { path: '/ready', text: '"database":"ok"' },
    file: 'apps/api/src/taskora_api/http/probes.py',
    text: 'status: str = "ok"\n\n\nclass ReadinessChecks',
    edited: 'status: str = "edited here"\n\n\nclass ReadinessChecks',
    path: '/health',
    credentials: (person) => person.byToken,
  },
  {
    app: 'web',
    ready: { path: '/ready', text: '"api":"ok"' },
    file: 'apps/web/src/app/sign-in/page.tsx',
    text: 'Welcome back',
    edited: 'edited here',
    path: '/sign-in',
    credentials: (person) => person.bySession,
  },
];

/** What both show after the edit. */
export const shown = 'edited here';
