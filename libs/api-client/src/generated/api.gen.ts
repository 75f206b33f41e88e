/**
 * Generated from apps/api/openapi.json. Do: npm run generate -w @taskora/api-client
 */
import {
  useMutation,
  useQuery
} from '@tanstack/react-query';
import type {
  DataTag,
  DefinedInitialDataOptions,
  DefinedUseQueryResult,
  MutationFunction,
  QueryClient,
  QueryFunction,
  QueryKey,
  UndefinedInitialDataOptions,
  UseMutationOptions,
  UseMutationResult,
  UseQueryOptions,
  UseQueryResult
} from '@tanstack/react-query';

import { request } from '../request.ts';
/**
 * How much a task matters beside others.
 */
export type Priority = typeof Priority[keyof typeof Priority];


export const Priority = {
  none: 'none',
  low: 'low',
  medium: 'medium',
  high: 'high',
} as const;

/**
 * From which day the next one counts: the day it was due, or the day it was completed.
 *
 * No part of RFC 5545 says this, so it is not in the text of a rule and is stored beside it.
 */
export type Anchor = typeof Anchor[keyof typeof Anchor];


export const Anchor = {
  due: 'due',
  completion: 'completion',
} as const;

/**
 * How a task recurs; the rule counts from its due date.
 */
export interface NewRecurrence {
  /**
     * An RRULE as docs/recurrence.md has it.
     * @minLength 1
     * @maxLength 512
     */
  rule: string;
  /** From what the rule counts: `due`, or `completion`. */
  anchor?: Anchor;
  /** true: what was missed becomes due too, one after the other. */
  catchUp?: boolean;
}

/**
 * The fields to change; what is absent stays, and null takes the value away.
 */
export interface TaskChanges {
  /**
     * What is to be done, in one line of 1 to 1,024 characters.
     * @minLength 1
     * @maxLength 1024
     */
  title?: string;
  /**
     * Notes in Markdown, at most 32,768 characters.
     * @maxLength 32768
     */
  notes?: string;
  /** How much it matters: none, low, medium or high. */
  priority?: Priority;
  /** Its project, one of the same space; null for none. */
  projectId?: string | null;
  /** Its section, one of its project; null for none. */
  sectionId?: string | null;
  /** The task that it is a part of, in the same space; null for none. */
  parentId?: string | null;
  /**
     * Its tags, each once: at most 50, each of 1 to 100 characters.
     * @maxItems 50
     * @items.minLength 1
     * @items.maxLength 100
     */
  tags?: string[];
  /** From which day on it can be done, as YYYY-MM-DD; null for any. */
  startOn?: string | null;
  /** The day it is due, as YYYY-MM-DD; null for none. */
  dueOn?: string | null;
  /** The time of day it is due, to the minute; null is the whole day. */
  dueTime?: string | null;
  /** The IANA zone of `dueTime`; null with a time is that time wherever the reader is. */
  dueZone?: string | null;
  /** By which day it must be done, as YYYY-MM-DD; null for none. */
  deadlineOn?: string | null;
  /** How long it takes, in minutes, 1 to 525,600; null if nobody knows. */
  durationMinutes?: number | null;
  /** How it recurs; null for a task that does not. */
  recurrence?: NewRecurrence | null;
  /** The member of the space who does it; null for nobody. */
  assigneeId?: string | null;
  /** true completes the task; one that recurs becomes due again. */
  completed?: boolean;
  /**
     * With `completed` or `dueOn`: the `originalOn` of the recurrence that was seen. If that occurrence is over already, it is not completed again, and to move it is refused with 412.
     * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
     */
  occurrenceOn?: string;
  /**
     * With `completed`: in which zone it is which day. UTC by default.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
}

/**
 * Which tasks, by a filter or by their ids, and what becomes of all of them.
 *
 * Deleting goes with nothing else.
 */
export interface BulkChange {
  /**
     * An expression of the language of filters; empty for all.
     * @maxLength 1000
     */
  filter?: string;
  /**
     * Of those that are there; instead of a filter.
     * @maxItems 5000
     */
  taskIds?: string[];
  /** The space to search; null for all that the caller is a member of. */
  spaceId?: string | null;
  /**
     * The name of a zone of the IANA time zone database.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
  /**
     * The day on which weeks begin, from 0, a Monday, to 6.
     * @minimum 0
     * @maximum 6
     */
  weekStart?: number;
  /** Fields to change in each task that is found. */
  changes?: TaskChanges;
  /**
     * Tags to add to those of each task.
     * @maxItems 50
     * @items.minLength 1
     * @items.maxLength 100
     */
  addTags?: string[];
  /**
     * Tags to take from those of each task.
     * @maxItems 50
     * @items.minLength 1
     * @items.maxLength 100
     */
  removeTags?: string[];
  /** Whether each task goes to the trash. */
  delete?: boolean;
}

/**
 * An occurrence that is due on another date than its rule gives.
 */
export interface MovedOccurrence {
  /** The occurrence, by the day that the rule gives. */
  originalOn: string;
  /** The day it is due instead. */
  dueOn: string;
}

/**
 * Days on which nothing is due: up to the day before `resumed_on`, or without end.
 */
export interface PausedDays {
  /** The first day of the pause. */
  startOn: string;
  /** The first day after the pause; null while it lasts. */
  resumedOn: string | null;
}

/**
 * How a task recurs. The task itself is the one occurrence that is open.
 */
export interface Recurrence {
  /** The RRULE of RFC 5545 and RFC 7529, in its canonical form. */
  rule: string;
  /** From what the rule counts: `due`, or `completion`. */
  anchor: Anchor;
  /** Whether each occurrence that was missed becomes due, and not the next one alone. */
  catchUp: boolean;
  /** The day from which the rule counts. */
  startOn: string;
  /** The earliest date that the rule may give; null where that is the start. */
  firstOn: string | null;
  /** The occurrence, by the day that the rule gives. */
  originalOn: string;
  /** Occurrences that are left out. */
  skippedOn: string[];
  /** Occurrences that are due on another day than the rule gives. */
  moved: MovedOccurrence[];
  /** Times without occurrences. */
  pauses: PausedDays[];
}

/**
 * A task as every member of its space sees it.
 */
export interface Task {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** What is to be done, in one line of 1 to 1,024 characters. */
  title: string;
  /** Notes in Markdown, at most 32,768 characters. */
  notes: string;
  /** How much it matters: none, low, medium or high. */
  priority?: Priority;
  /** Its project, one of the same space; null for none. */
  projectId?: string | null;
  /** Its section, one of its project; null for none. */
  sectionId?: string | null;
  /** The task that it is a part of, in the same space; null for none. */
  parentId?: string | null;
  /** Its tags, each once: at most 50, each of 1 to 100 characters. */
  tags?: string[];
  /** Sorts a list by hand: compared as text, by code points. */
  position?: string;
  /** From which day on it can be done, as YYYY-MM-DD; null for any. */
  startOn?: string | null;
  /** The day it is due, as YYYY-MM-DD; null for none. */
  dueOn: string | null;
  /** The time of day it is due, to the minute; null is the whole day. */
  dueTime?: string | null;
  /** The IANA zone of `dueTime`; null with a time is that time wherever the reader is. */
  dueZone?: string | null;
  /** By which day it must be done, as YYYY-MM-DD; null for none. */
  deadlineOn?: string | null;
  /** How long it takes, in minutes, 1 to 525,600; null if nobody knows. */
  durationMinutes?: number | null;
  /** How it recurs; null for a task that does not. */
  recurrence?: Recurrence | null;
  /** The member of the space who does it; null for nobody. */
  assigneeId?: string | null;
  /** When it was completed, in UTC; null while it is open. */
  completedAt: string | null;
  /** The member who added it; empty where an older program did not say. */
  createdBy?: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** When it was changed last, in UTC. */
  updatedAt: string;
  /** Greater after each change but one of `position`; `If-Match` names one. */
  version: number;
}

/**
 * How many tasks were found, and the first of them as they are now, or as they were deleted.
 */
export interface BulkResult {
  /** How many there are of them. */
  count: number;
  /** What this page or list has, in its order. */
  items: Task[];
  /** The change that did it, by which it is undone; null where nothing was different. */
  changeId?: string | null;
}

/**
 * One thing wrong with what was sent.
 */
export interface ProblemField {
  /** The name of the field, with dots between. */
  path: string;
  /** What is wrong, in one sentence. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** A code that never changes. */
  code?: string | null;
  /** Where it begins, in characters from 0. */
  start?: number | null;
  /** Where it ends: the first character after it. */
  end?: number | null;
  /** What could stand there instead. */
  expected?: string[] | null;
}

/**
 * The envelope of every error.
 */
export interface Problem {
  /** By this the log names the request. */
  requestId: string;
  /** What is wrong, in a few characters. */
  title: string;
  /** What is wrong, and what to do. */
  detail: string;
  /** The status of the answer. */
  status: number;
  /** A code that never changes. */
  code?: string | null;
  /** The fields that are wrong. */
  fields: ProblemField[];
}

/**
 * Which tasks a list holds.
 */
export type TaskStatus = typeof TaskStatus[keyof typeof TaskStatus];


export const TaskStatus = {
  all: 'all',
  open: 'open',
  done: 'done',
} as const;

/**
 * One page of a list, and the cursor of the next one.
 */
export interface TaskPage {
  /** What this page or list has, in its order. */
  items: Task[];
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/**
 * A task to add; without a space it is the caller's own.
 */
export interface NewTask {
  /**
     * What is to be done, in one line of 1 to 1,024 characters.
     * @minLength 1
     * @maxLength 1024
     */
  title: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId?: string | null;
  /**
     * Notes in Markdown, at most 32,768 characters.
     * @maxLength 32768
     */
  notes?: string;
  /** How much it matters: none, low, medium or high. */
  priority?: Priority;
  /** Its project, one of the same space; null for none. */
  projectId?: string | null;
  /** Its section, one of its project; null for none. */
  sectionId?: string | null;
  /** The task that it is a part of, in the same space; null for none. */
  parentId?: string | null;
  /**
     * Its tags, each once: at most 50, each of 1 to 100 characters.
     * @maxItems 50
     * @items.minLength 1
     * @items.maxLength 100
     */
  tags?: string[];
  /** From which day on it can be done, as YYYY-MM-DD; null for any. */
  startOn?: string | null;
  /** The day it is due, as YYYY-MM-DD; null for none. */
  dueOn?: string | null;
  /** The time of day it is due, to the minute; null is the whole day. */
  dueTime?: string | null;
  /** The IANA zone of `dueTime`; null with a time is that time wherever the reader is. */
  dueZone?: string | null;
  /** By which day it must be done, as YYYY-MM-DD; null for none. */
  deadlineOn?: string | null;
  /** How long it takes, in minutes, 1 to 525,600; null if nobody knows. */
  durationMinutes?: number | null;
  /** How it recurs; null for a task that does not. */
  recurrence?: NewRecurrence | null;
  /** The member of the space who does it; null for nobody. */
  assigneeId?: string | null;
}

/**
 * How many tasks there are; the revision differs as soon as any of them has changed.
 */
export interface TaskSummary {
  /** How many tasks are open. */
  open: number;
  /** How many of them were due before today. */
  overdue: number;
  /** How many of them are due today. */
  dueToday: number;
  /** How many tasks are completed. */
  done: number;
  /** Another one as soon as any of the tasks has changed. */
  revision: string;
}

/**
 * Right after which task of the same list, or else right before which.
 */
export interface TaskPlace {
  /** The task that it comes right after; the first of a list has none. */
  afterId?: string | null;
  /** The task that it comes right before. */
  beforeId?: string | null;
}

/**
 * From where something was changed.
 */
export type Actor = typeof Actor[keyof typeof Actor];


export const Actor = {
  web: 'web',
  chat: 'chat',
  mcp: 'mcp',
  api: 'api',
  caldav: 'caldav',
  import: 'import',
} as const;

/**
 * What a change did, as people would say it.
 */
export type ChangeKind = typeof ChangeKind[keyof typeof ChangeKind];


export const ChangeKind = {
  added: 'added',
  changed: 'changed',
  completed: 'completed',
  reopened: 'reopened',
  deleted: 'deleted',
  moved: 'moved',
  undone: 'undone',
} as const;

/**
 * One batch of what a member did in one space; `titles` names the first few of its tasks.
 */
export interface Change {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** Who it is of: a member. */
  memberId: string;
  /** From where it was changed: web, chat, mcp, api, caldav or import. */
  actor: Actor;
  /** The operation or tool that did it; null where none was named. */
  tool: string | null;
  /** What was done: added, changed, completed and so on. */
  kind: ChangeKind;
  /** How many there are of them. */
  count: number;
  /** What the first of the changed things are called. */
  titles: string[];
  /** When it was made, in UTC. */
  createdAt: string;
  /** When it was taken back, in UTC; null while it counts. */
  undoneAt: string | null;
}

/**
 * Changes, the newest first, and the cursor of the page that comes after.
 */
export interface ChangePage {
  /** What this page or list has, in its order. */
  items: Change[];
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/**
 * What can be changed.
 */
export type Entity = typeof Entity[keyof typeof Entity];


export const Entity = {
  task: 'task',
  project: 'project',
  section: 'section',
  comment: 'comment',
  relation: 'relation',
  view: 'view',
  reminder: 'reminder',
  space: 'space',
  member: 'member',
} as const;

/**
 * A field that stays as it is, because it was changed since.
 */
export interface Conflict {
  /** Of which kind it is: task, project, section, comment and so on. */
  entity: Entity;
  /** The id of what it is about. */
  entityId: string;
  /** The field that stayed. */
  field: string;
}

/**
 * What an undo did. `kept` holds the tasks that were changed since, and so were left alone.
 *
 * A task of which some fields are as before, and others stay, is in `undone`; `conflicts` names
 * those that stay.
 */
export interface Undone {
  /** The change that did it, by which it is undone; null where nothing was different. */
  changeId: string;
  /** Tasks as they are again. */
  undone: Task[];
  /** The ids of tasks that had been added, and are gone now. */
  removed: string[];
  /** Tasks that were changed since, and were left alone. */
  kept: Task[];
  /** Fields that were changed since, and stayed as they are. */
  conflicts?: Conflict[];
}

/**
 * What the tool was asked for, without secrets; null where it was not kept.
 */
export type ActivityArguments = { [key: string]: unknown } | null;

/**
 * The fields that differ, as they were; null if it was not there, or erased.
 */
export type ActivityBefore = { [key: string]: unknown } | null;

/**
 * The fields that differ, as they became; null if it is gone, or erased.
 */
export type ActivityAfter = { [key: string]: unknown } | null;

/**
 * What one change did to one entity; `before` and `after` hold the fields that differ.
 *
 * Both are null where the content was erased. `title` is what the entity was called: after the
 * change, or before its end; null for what has no name. `sequence` and `hash` are its place in
 * the chain of the space, and null until the next change of the space seals it. `undoneBy` is the
 * change that took this one back, which is undone to do it again.
 */
export interface Activity {
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** Its place in the ledger of its space, from 1. */
  sequence: number | null;
  /** The hash of the entry in the chain, in hexadecimal; null until it is sealed. */
  hash: string | null;
  /** The change that did it, by which it is undone; null where nothing was different. */
  changeId: string;
  /** Alike for changes of several spaces that were made together, and are undone so. */
  actionId: string;
  /** How many things the whole change is about, in its space. */
  changeCount: number;
  /** What was done: added, changed, completed and so on. */
  kind: ChangeKind;
  /** The change that this one took back, if it is an undo. */
  undoes: string | null;
  /** Who it is of: a member. */
  memberId: string;
  /** From where it was changed: web, chat, mcp, api, caldav or import. */
  actor: Actor;
  /** The operation or tool that did it; null where none was named. */
  tool: string | null;
  /** What the tool was asked for, without secrets; null where it was not kept. */
  arguments: ActivityArguments;
  /** Of which kind it is: task, project, section, comment and so on. */
  entity: Entity;
  /** The id of what it is about. */
  entityId: string;
  /** What it was called: after the change, or before its end; null without one. */
  title: string | null;
  /** The fields that differ, as they were; null if it was not there, or erased. */
  before: ActivityBefore;
  /** The fields that differ, as they became; null if it is gone, or erased. */
  after: ActivityAfter;
  /** When it was made, in UTC. */
  createdAt: string;
  /** When it was taken back, in UTC; null while it counts. */
  undoneAt: string | null;
  /** The change that took it back; null while it counts. */
  undoneBy: string | null;
  /** When its content was erased, in UTC; null while it is there. */
  erasedAt: string | null;
}

/**
 * Entries, the newest first, and the cursor of the page that comes after.
 */
export interface ActivityPage {
  /** What this page or list has, in its order. */
  items: Activity[];
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

export type PastStateItemsItem = { [key: string]: unknown };

/**
 * Everything of one kind in a space, as it was right after an entry of its ledger.
 *
 * Where one entity was asked for, it alone, or nothing if it was not there; `at` is then when it
 * was changed last.
 */
export interface PastState {
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** Its place in the ledger of its space, from 1. */
  sequence: number;
  /** When it was changed last by then, in UTC; null where it was not. */
  at: string | null;
  /** Of which kind it is: task, project, section, comment and so on. */
  entity: Entity;
  /** What this page or list has, in its order. */
  items: PastStateItemsItem[];
}

/**
 * Whether a space is a person's own, which has one member for ever.
 */
export type SpaceKind = typeof SpaceKind[keyof typeof SpaceKind];


export const SpaceKind = {
  personal: 'personal',
  shared: 'shared',
} as const;

/**
 * What a member may do: a viewer sees, an editor changes, an owner decides on members.
 */
export type Role = typeof Role[keyof typeof Role];


export const Role = {
  owner: 'owner',
  editor: 'editor',
  viewer: 'viewer',
} as const;

/**
 * A space as one of its members sees it.
 */
export interface Space {
  /** Its id, a UUID. */
  id: string;
  /** Of which kind it is. */
  kind: SpaceKind;
  /** What people call it, in one line. */
  name: string;
  /** What a member may do: owner, editor, or viewer, who changes nothing. */
  role: Role;
  /** How many members it has. */
  memberCount: number;
  /** When it was made, in UTC. */
  createdAt: string | null;
}

/**
 * All spaces of a person, their own first.
 */
export interface SpaceList {
  /** What this page or list has, in its order. */
  items: Space[];
}

/**
 * A space to make, and how its first member is seen by the others.
 */
export interface NewSpace {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name: string;
  /**
     * What the other members call the caller.
     * @maxLength 100
     */
  memberName?: string;
}

/**
 * The new name of a space.
 */
export interface SpaceChanges {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name: string;
}

/**
 * Somebody who may see a space.
 */
export interface Member {
  /** Who it is of: a member. */
  memberId: string;
  /** What people call it, in one line. */
  name: string;
  /** What a member may do: owner, editor, or viewer, who changes nothing. */
  role: Role;
  /** Since when they are a member, in UTC. */
  joinedAt: string;
}

/**
 * All members of a space, in the order in which they joined.
 */
export interface MemberList {
  /** What this page or list has, in its order. */
  items: Member[];
}

/**
 * The new role of a member.
 */
export interface MemberChanges {
  /** What a member may do: owner, editor, or viewer, who changes nothing. */
  role: Role;
}

/**
 * A space that one of its owners can restore.
 */
export interface DeletedSpace {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The member who deleted it. */
  deletedBy: string;
  /** When it was deleted, in UTC. */
  deletedAt: string;
  /** Until when it can be restored, in UTC. */
  restorableUntil: string;
}

/**
 * All deleted spaces of which a person is an owner, the latest first.
 */
export interface DeletedSpaceList {
  /** What this page or list has, in its order. */
  items: DeletedSpace[];
}

/**
 * A link as the owners see it later; its secret is not kept.
 */
export interface Invitation {
  /** Its id, a UUID. */
  id: string;
  /** What a member may do: owner, editor, or viewer, who changes nothing. */
  role: Role;
  /** By how many more people it can be used. */
  usesLeft: number;
  /** When it was made, in UTC. */
  createdAt: string;
  /** Until when it can be used, in UTC; null without an end. */
  expiresAt: string;
}

/**
 * All links that still let somebody in, the newest first.
 */
export interface InvitationList {
  /** What this page or list has, in its order. */
  items: Invitation[];
}

/**
 * What a member may do: owner, editor, or viewer, who changes nothing.
 */
export type NewInvitationRole = typeof NewInvitationRole[keyof typeof NewInvitationRole];


export const NewInvitationRole = {
  editor: 'editor',
  viewer: 'viewer',
} as const;

/**
 * A link to make: for which role, how many people and how long.
 */
export interface NewInvitation {
  /** What a member may do: owner, editor, or viewer, who changes nothing. */
  role: NewInvitationRole;
  /**
     * By how many people it can be used.
     * @minimum 1
     * @maximum 100
     */
  uses?: number;
  /**
     * In how many days it ends.
     * @minimum 1
     * @maximum 90
     */
  expiresInDays?: number;
}

/**
 * A link that was made now; null in the answer to a request that is sent again.
 */
export interface CreatedInvitation {
  /** Its id, a UUID. */
  id: string;
  /** What a member may do: owner, editor, or viewer, who changes nothing. */
  role: Role;
  /** By how many more people it can be used. */
  usesLeft: number;
  /** When it was made, in UTC. */
  createdAt: string;
  /** Until when it can be used, in UTC; null without an end. */
  expiresAt: string;
  /** What opens it; it is shown once. */
  secret: string | null;
}

/**
 * The secret of the link, and how the other members shall see whoever joins.
 */
export interface Acceptance {
  /**
     * What opens it; it is shown once.
     * @minLength 20
     * @maxLength 100
     * @pattern ^tski_[A-Za-z0-9_-]+$
     */
  secret: string;
  /**
     * What the other members call the caller.
     * @maxLength 100
     */
  memberName?: string;
}

/**
 * Tasks of a space with one purpose.
 */
export interface Project {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** What people call it, in one line. */
  name: string;
  /** Sorts a list by hand: compared as text, by code points. */
  position: string;
  /** Since when it is archived, in UTC; null while it is not. */
  archivedAt: string | null;
  /** When it was made, in UTC. */
  createdAt: string;
}

/**
 * The projects of the caller's spaces, in the order of each space.
 */
export interface ProjectList {
  /** What this page or list has, in its order. */
  items: Project[];
}

/**
 * A project to add, as the last one; without a space to the caller's own.
 */
export interface NewProject {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId?: string | null;
}

/**
 * The fields to change of a project or a section; what is absent stays.
 */
export interface PlaceChanges {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name?: string;
  /** Whether it is kept aside, and not shown among the others. */
  archived?: boolean;
  /** Moves it after this one; null moves it to the beginning. */
  afterId?: string | null;
}

/**
 * A part of a project.
 */
export interface Section {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** What people call it, in one line. */
  name: string;
  /** Sorts a list by hand: compared as text, by code points. */
  position: string;
  /** Since when it is archived, in UTC; null while it is not. */
  archivedAt: string | null;
  /** When it was made, in UTC. */
  createdAt: string;
  /** The project that it is a part of. */
  projectId: string;
}

/**
 * The sections of a project, in their order.
 */
export interface SectionList {
  /** What this page or list has, in its order. */
  items: Section[];
}

/**
 * A section to add to a project, as its last one.
 */
export interface NewSection {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name: string;
}

/**
 * What a member says about a task, in Markdown.
 */
export interface Comment {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** The task that it is of. */
  taskId: string;
  /** Who wrote it. */
  authorId: string;
  /** The comment in Markdown. */
  text: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** When its text was changed last, in UTC; null if never. */
  editedAt: string | null;
}

/**
 * The comments on a task, the oldest first.
 */
export interface CommentList {
  /** What this page or list has, in its order. */
  items: Comment[];
}

/**
 * What is said.
 */
export interface CommentBody {
  /**
     * The comment in Markdown.
     * @minLength 1
     * @maxLength 32768
     */
  text: string;
}

/**
 * How the first task stands to the second.
 */
export type RelationKind = typeof RelationKind[keyof typeof RelationKind];


export const RelationKind = {
  blocks: 'blocks',
  duplicates: 'duplicates',
} as const;

/**
 * One task blocks another, which waits for it, or is the same as the other.
 */
export interface Relation {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** The task that the relation begins at. */
  fromId: string;
  /** The task that it leads to. */
  toId: string;
  /** Of which kind it is. */
  kind: RelationKind;
  /** When it was made, in UTC. */
  createdAt: string;
}

/**
 * The relations of a task, in both directions, the oldest first.
 */
export interface RelationList {
  /** What this page or list has, in its order. */
  items: Relation[];
}

/**
 * How the task of the address stands to another of the same space.
 */
export interface NewRelation {
  /** The task that it leads to. */
  toId: string;
  /** Of which kind it is. */
  kind: RelationKind;
}

/**
 * When a member wants to be reminded of a task: at an instant, or before it is due.
 */
export interface Reminder {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** The task that it is of. */
  taskId: string;
  /** Who it is of: a member. */
  memberId: string;
  /** The moment of the reminder, in UTC; null where it follows the due date. */
  remindAt: string | null;
  /** So many minutes before the task is due; null where it has a moment. */
  minutesBefore: number | null;
  /** The time of day from which a task that is due on a day counts back. */
  allDayTime: string | null;
  /** When it was made, in UTC. */
  createdAt: string;
  /** The UID of its alarm in calendar programs; null where that is its id. */
  uid?: string | null;
  /** Until when it was dismissed in a calendar program, in UTC; null if never. */
  acknowledgedAt?: string | null;
}

/**
 * The reminders of a task, the oldest first.
 */
export interface ReminderList {
  /** What this page or list has, in its order. */
  items: Reminder[];
}

/**
 * Either an instant, or how many minutes before the task is due.
 */
export interface ReminderBody {
  /** The moment of the reminder, in UTC; null where it follows the due date. */
  remindAt?: string | null;
  /** So many minutes before the task is due; null where it has a moment. */
  minutesBefore?: number | null;
  /** The time of day from which a task that is due on a day counts back. */
  allDayTime?: string | null;
}

/**
 * What counts for all reminders of a person.
 */
export interface ReminderSettings {
  /** The IANA zone in which times without one are meant. */
  timeZone: string;
  /**
     * The time of day from which a task that is due on a day counts back.
     * @pattern ^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$
     */
  allDayTime: string;
}

/**
 * What shall count from now on.
 */
export interface ReminderSettingsBody {
  /**
     * The name of a zone of the IANA time zone database.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone: string;
  /**
     * When in the day a task without a time is taken to be due: HH:MM.
     * @pattern ^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$
     */
  allDayTime?: string;
}

/**
 * By what a person is reached.
 */
export type ChannelKind = typeof ChannelKind[keyof typeof ChannelKind];


export const ChannelKind = {
  push: 'push',
  mail: 'mail',
  ntfy: 'ntfy',
  webhook: 'webhook',
} as const;

/**
 * Where its person is reached; of a browser only the push service is shown.
 */
export interface Channel {
  /** Its id, a UUID. */
  id: string;
  /** Of which kind it is. */
  kind: ChannelKind;
  /** What people call it, in one line. */
  name: string;
  /** Where it is sent to: an address by http, https or mail. */
  address: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** Since when the address is confirmed, in UTC; null until then. */
  verifiedAt: string | null;
}

/**
 * All channels of a person, the oldest first, and which kinds this installation has.
 */
export interface ChannelList {
  /** What this page or list has, in its order. */
  items: Channel[];
  /** The kinds of channels that this installation can send to. */
  available: ChannelKind[];
  /** The `applicationServerKey` of a subscription to push. */
  pushKey: string | null;
}

/**
 * The keys of a browser's subscription, as `PushSubscription.toJSON` gives them.
 */
export interface PushKeys {
  /**
     * The public key of the browser's subscription.
     * @minLength 1
     * @maxLength 200
     * @pattern ^[A-Za-z0-9_\-=]+$
     */
  p256dh: string;
  /**
     * The secret of the browser's subscription.
     * @minLength 1
     * @maxLength 200
     * @pattern ^[A-Za-z0-9_\-=]+$
     */
  auth: string;
}

/**
 * Where to send: the endpoint of a browser, an address of mail, a topic, or a webhook.
 */
export interface NewChannel {
  /** Of which kind it is. */
  kind: ChannelKind;
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 100
     */
  name: string;
  /**
     * Where it is sent to: an address by http, https or mail.
     * @minLength 1
     * @maxLength 1024
     */
  address: string;
  /** Of `push` alone. */
  keys?: PushKeys | null;
}

/**
 * A channel that was made now, with the secret of a webhook, which is shown this once.
 */
export interface CreatedChannel {
  /** Its id, a UUID. */
  id: string;
  /** Of which kind it is. */
  kind: ChannelKind;
  /** What people call it, in one line. */
  name: string;
  /** Where it is sent to: an address by http, https or mail. */
  address: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** Since when the address is confirmed, in UTC; null until then. */
  verifiedAt: string | null;
  /** What opens it; it is shown once. */
  secret: string | null;
}

/**
 * The code that came by mail.
 */
export interface ChannelCode {
  /**
     * The eight digits that came by mail.
     * @pattern ^[0-9]{8}$
     */
  code: string;
}

/**
 * Why something is delivered.
 */
export type Purpose = typeof Purpose[keyof typeof Purpose];


export const Purpose = {
  reminder: 'reminder',
  test: 'test',
  verification: 'verification',
} as const;

/**
 * How far a delivery is; a dead one was given up, a withdrawn one was not wanted any more.
 */
export type DeliveryState = typeof DeliveryState[keyof typeof DeliveryState];


export const DeliveryState = {
  waiting: 'waiting',
  sent: 'sent',
  dead: 'dead',
  withdrawn: 'withdrawn',
} as const;

/**
 * Something that was or will be sent; a reason says why the last attempt failed.
 */
export interface Delivery {
  /** Its id, a UUID. */
  id: string;
  /** What it is for: a reminder, or the code of a channel. */
  purpose: Purpose;
  /** The reminder that it is of; null for a code. */
  subjectId: string | null;
  /** When it was due, in UTC. */
  dueAt: string;
  /** waiting, sent, dead (given up) or withdrawn. */
  state: DeliveryState;
  /** How often it was tried. */
  attempts: number;
  /** When it is tried next, in UTC; null once it is over. */
  nextAt: string | null;
  /** A code that says why. */
  reason: string | null;
  /** When it was made, in UTC. */
  createdAt: string;
  /** When it was over, in UTC; null while it waits. */
  finishedAt: string | null;
}

/**
 * What was put for a channel lately, the newest first.
 */
export interface DeliveryList {
  /** What this page or list has, in its order. */
  items: Delivery[];
}

/**
 * To which space.
 */
export interface TaskMove {
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
}

/**
 * A task as it was when it was deleted.
 */
export interface TrashedTask {
  /** The task as it was when it was deleted. */
  task: Task;
  /** The member who deleted it. */
  deletedBy: string;
  /** When it was deleted, in UTC. */
  deletedAt: string;
}

/**
 * Deleted tasks, the latest first, and the cursor of the next page.
 */
export interface TrashPage {
  /** What this page or list has, in its order. */
  items: TrashedTask[];
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/**
 * What a space is for all of its members alike.
 */
export interface SpaceState {
  /** Its id, a UUID. */
  id: string;
  /** Of which kind it is. */
  kind: SpaceKind;
  /** What people call it, in one line. */
  name: string;
  /** When it was made, in UTC. */
  createdAt: string;
}

/**
 * Under which headings a view shows its tasks.
 */
export type Grouping = typeof Grouping[keyof typeof Grouping];


export const Grouping = {
  none: 'none',
  project: 'project',
  section: 'section',
  priority: 'priority',
  due: 'due',
  tag: 'tag',
  assignee: 'assignee',
} as const;

/**
 * A filter with a name. In a shared space it is about the tasks of that space.
 */
export interface View {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** What people call it, in one line. */
  name: string;
  /** An expression of the language of filters; empty for all. */
  filter: string;
  /** Keys with commas between, `-` before one for the largest first. */
  sort: string;
  /** By what its tasks are grouped; null for nothing. */
  grouping: Grouping;
  /** Sorts a list by hand: compared as text, by code points. */
  position: string;
  /** When it was made, in UTC. */
  createdAt: string;
}

/**
 * An entity as it is now; a state of null says that it is not in this space any more.
 */
export interface SyncChange {
  /** Of which kind it is: task, project, section, comment and so on. */
  entity: Entity;
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** Its place in the ledger of its space, from 1. */
  sequence: number;
  /** As it is now; null where it is not in the space any more. */
  state: Task | Project | Section | Comment | Relation | Reminder | SpaceState | Member | View | null;
}

/**
 * One page of what a client does not have yet.
 */
export interface SyncPage {
  /** What is different, in the order of the ledgers. */
  changes: SyncChange[];
  /** All spaces of the caller, each time. */
  spaces: Space[];
  /** Spaces to forget with all that is in them, before the changes are applied. */
  left: string[];
  /** Send it as `after` to go on from here, now or later. */
  nextCursor: string;
  /** Whether there is more already. */
  hasMore: boolean;
}

/**
 * A line as typed.
 *
 * `now` is for callers that must decide what "tomorrow" means. `locale` is the BCP 47 tag of who
 * writes: it says in which language a line is read, where there is a grammar of it, and whether
 * "5/12" begins with the day. Without it that is English, where the month comes first.
 */
export interface ParseRequest {
  /**
     * The line to read.
     * @minLength 1
     * @maxLength 2000
     */
  text: string;
  /**
     * The name of a zone of the IANA time zone database.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
  /** The language and region of the person, such as `en-GB`. */
  locale?: string | null;
  /** The moment at which it is typed, with the offset of the person. */
  now?: string | null;
}

/**
 * Of which kind it is.
 */
export type ParsedSpanKind = typeof ParsedSpanKind[keyof typeof ParsedSpanKind];


export const ParsedSpanKind = {
  command: 'command',
  date: 'date',
} as const;

/**
 * A part of the text that has a meaning; offsets are UTF-16 units, as in JavaScript.
 */
export interface ParsedSpan {
  /** Where it begins, in UTF-16 units from 0. */
  start: number;
  /** Where it ends: the first UTF-16 unit after it. */
  end: number;
  /** Of which kind it is. */
  kind: ParsedSpanKind;
}

/**
 * What quick add would make of the text.
 */
export interface ParseResult {
  /** What is left of the line. */
  title: string;
  /** The day it is due, as YYYY-MM-DD; null for none. */
  dueOn: string | null;
  /** What was read, and from which characters. */
  spans: ParsedSpan[];
}

/**
 * Who makes the answers.
 */
export type Provider = typeof Provider[keyof typeof Provider];


export const Provider = {
  embedded: 'embedded',
  openai: 'openai',
  cohere: 'cohere',
  'openai-compatible': 'openai-compatible',
} as const;

/**
 * Who answers: the embedded assistant, or a model of a provider.
 */
export interface AssistantInfo {
  /** Who runs the model; null for the embedded assistant. */
  provider: Provider;
  /** The name of the model; null for the embedded assistant. */
  model: string | null;
}

/**
 * What a person says, and where they are: "today" depends on it.
 */
export interface ChatRequest {
  /** The conversation to go on with; a new id begins one. */
  conversationId: string;
  /**
     * What the person wrote.
     * @minLength 1
     * @maxLength 2000
     */
  text: string;
  /**
     * The name of a zone of the IANA time zone database.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
  /** The language and region of the person, such as `en-GB`. */
  locale?: string | null;
  /** When it was typed, with the offset of the person: their today. */
  typedAt?: string | null;
  /** The id of the message, made by the client; sent again, it is the same message. */
  messageId?: string | null;
  /** The last message that the client has; null for none. */
  lastMessageId?: string | null;
  /** Of a message whose answer was stopped or broke off, and after which nothing was said: it is made to its end. What was done of it is not done again. */
  goOn?: boolean;
}

/**
 * A conversation in a list.
 */
export interface ConversationSummary {
  /** Its id, a UUID. */
  id: string;
  /** What the conversation is called. */
  title: string;
  /** When it was changed last, in UTC. */
  updatedAt: string;
  /** Where the search was found; null without a search. */
  excerpt?: string | null;
}

/**
 * The caller's conversations, the latest first, and the cursor of the page that comes after.
 */
export interface ConversationList {
  /** What this page or list has, in its order. */
  items: ConversationSummary[];
  /** Send it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
}

/**
 * Who speaks: user or assistant.
 */
export type ConversationMessageRole = typeof ConversationMessageRole[keyof typeof ConversationMessageRole];


export const ConversationMessageRole = {
  user: 'user',
  assistant: 'assistant',
} as const;

/**
 * A part of a UI message of the AI SDK; what else it holds depends on its type.
 */
export interface MessagePart {
  /** Of which kind the part is; each kind has fields of its own. */
  type: string;
  [key: string]: unknown;
}

/**
 * A UI message of the AI SDK.
 */
export interface ConversationMessage {
  /** Its id, a UUID. */
  id: string;
  /** Who speaks: user or assistant. */
  role: ConversationMessageRole;
  /** What the message consists of. */
  parts: MessagePart[];
}

/**
 * A conversation with some of its messages, and the cursor of those that were before.
 */
export interface Conversation {
  /** Its id, a UUID. */
  id: string;
  /** What the conversation is called. */
  title: string;
  /** Its messages, the oldest first. */
  messages: ConversationMessage[];
  /** Send it as `cursor` for the messages before; null at the beginning. */
  earlierCursor: string | null;
  /** Whether an answer is being written. */
  isAnswering: boolean;
  /** Whether an answer was cut off, and can be gone on with. */
  canGoOn?: boolean;
}

/**
 * A new title, and the one that it takes the place of, as the caller has seen it.
 */
export interface ConversationChanges {
  /**
     * What the conversation is to be called.
     * @minLength 1
     * @maxLength 80
     */
  title: string;
  /** The title that was seen; with another one nothing is changed. */
  formerTitle?: string | null;
}

/**
 * What a token may be used for. None of them includes another.
 */
export type Scope = typeof Scope[keyof typeof Scope];


export const Scope = {
  'tasks:read': 'tasks:read',
  'tasks:write': 'tasks:write',
  chat: 'chat',
} as const;

/**
 * A token as its owner sees it later; the token itself is not kept.
 */
export interface AccessToken {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The last characters of the token, by which people recognise it. */
  ending: string;
  /** What the token may do. */
  scopes: Scope[];
  /** When it was made, in UTC. */
  createdAt: string;
  /** Until when it can be used, in UTC; null without an end. */
  expiresAt: string;
  /** When it was used last, in UTC; null if never. */
  lastUsedAt: string | null;
}

/**
 * All tokens of a person, the newest first.
 */
export interface AccessTokenList {
  /** What this page or list has, in its order. */
  items: AccessToken[];
}

/**
 * A token to make: for which program, for what, and for how long.
 */
export interface NewAccessToken {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 100
     */
  name: string;
  /**
     * What the token may do.
     * @minItems 1
     * @maxItems 3
     */
  scopes: Scope[];
  /**
     * In how many days it ends.
     * @minimum 1
     * @maximum 366
     */
  expiresInDays?: number;
}

/**
 * A token that was made now; null in the answer to a request that is sent again.
 */
export interface CreatedAccessToken {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The last characters of the token, by which people recognise it. */
  ending: string;
  /** What the token may do. */
  scopes: Scope[];
  /** When it was made, in UTC. */
  createdAt: string;
  /** Until when it can be used, in UTC; null without an end. */
  expiresAt: string;
  /** When it was used last, in UTC; null if never. */
  lastUsedAt: string | null;
  /** The token, which is shown once. */
  token: string | null;
}

/**
 * An app password as its owner sees it later; the password itself is not kept.
 */
export interface AppPassword {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The user name to enter beside the password. */
  userName: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** The day it was used last; null if never. */
  lastUsedOn: string | null;
}

/**
 * All app passwords of a person, the newest first.
 */
export interface AppPasswordList {
  /** What this page or list has, in its order. */
  items: AppPassword[];
}

/**
 * An app password to make: for which program, and the name that is typed beside it.
 */
export interface NewAppPassword {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 100
     */
  name: string;
  /** The user name to enter beside the password. */
  userName?: string | null;
}

/**
 * One that was made now; null in the answer to a request that is sent again.
 */
export interface CreatedAppPassword {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The user name to enter beside the password. */
  userName: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** The day it was used last; null if never. */
  lastUsedOn: string | null;
  /** The password, which is shown once. */
  password: string | null;
}

/**
 * A feed as its owner sees it later; its address is not kept.
 */
export interface CalendarFeed {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The space that it is of; null for all that the caller sees. */
  spaceId: string | null;
  /** When it was made, in UTC. */
  createdAt: string;
}

/**
 * All feeds of a person, the newest first.
 */
export interface CalendarFeedList {
  /** What this page or list has, in its order. */
  items: CalendarFeed[];
}

/**
 * A feed to make; without a space it is of all that the caller sees.
 */
export interface NewCalendarFeed {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 100
     */
  name: string;
  /** The space that it is of; null for all that the caller sees. */
  spaceId?: string | null;
}

/**
 * A feed with its new address.
 */
export interface CalendarFeedAddress {
  /** Its id, a UUID. */
  id: string;
  /** What people call it, in one line. */
  name: string;
  /** The space that it is of; null for all. */
  spaceId: string | null;
  /** When it was made, in UTC. */
  createdAt: string;
  /** The path at this host; shown this once, null in a repeated answer. */
  path: string | null;
}

/**
 * Which occurrence is left out: the open one, or a later one.
 */
export interface SkippedOccurrence {
  /**
     * The date that the rule gave for it, as `originalOn` names it.
     * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
     */
  occurrenceOn: string;
  /**
     * In which zone it is which day. UTC by default.
     * @maxLength 64
     * @pattern ^[A-Za-z0-9_+\-/]+$
     */
  timeZone?: string;
}

/**
 * From which day on nothing is due, and on which day something can be again.
 */
export interface PauseDays {
  /**
     * From 1900-01-01 to 2999-12-31.
     * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
     */
  startOn: string;
  /**
     * From 1900-01-01 to 2999-12-31.
     * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
     */
  resumedOn: string;
}

/**
 * A day of a pause: the first on which something can be due again.
 */
export interface ResumedDay {
  /**
     * From 1900-01-01 to 2999-12-31.
     * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
     */
  resumedOn: string;
}

/**
 * The fields to change; what is absent stays, and null takes the value away.
 */
export interface SeriesChanges {
  /**
     * What is to be done, in one line of 1 to 1,024 characters.
     * @minLength 1
     * @maxLength 1024
     */
  title?: string;
  /**
     * Notes in Markdown, at most 32,768 characters.
     * @maxLength 32768
     */
  notes?: string;
  /** How much it matters: none, low, medium or high. */
  priority?: Priority;
  /** Its project, one of the same space; null for none. */
  projectId?: string | null;
  /** Its section, one of its project; null for none. */
  sectionId?: string | null;
  /** The task that it is a part of, in the same space; null for none. */
  parentId?: string | null;
  /**
     * Its tags, each once: at most 50, each of 1 to 100 characters.
     * @maxItems 50
     * @items.minLength 1
     * @items.maxLength 100
     */
  tags?: string[];
  /** From which day on it can be done, as YYYY-MM-DD; null for any. */
  startOn?: string | null;
  /** The day it is due, as YYYY-MM-DD; null for none. */
  dueOn?: string | null;
  /** The time of day it is due, to the minute; null is the whole day. */
  dueTime?: string | null;
  /** The IANA zone of `dueTime`; null with a time is that time wherever the reader is. */
  dueZone?: string | null;
  /** By which day it must be done, as YYYY-MM-DD; null for none. */
  deadlineOn?: string | null;
  /** How long it takes, in minutes, 1 to 525,600; null if nobody knows. */
  durationMinutes?: number | null;
  /** How it recurs; null for a task that does not. */
  recurrence?: NewRecurrence | null;
  /** The member of the space who does it; null for nobody. */
  assigneeId?: string | null;
}

/**
 * What becomes of an occurrence and of all that follow it.
 *
 * A `dueOn` or `recurrence` begins the series anew there; without both it goes on as it is.
 */
export interface FollowingChanges {
  /**
     * The date that the rule gave for it, as `originalOn` names it.
     * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
     */
  occurrenceOn: string;
  /** Fields to change in this occurrence and those that follow. */
  changes: SeriesChanges;
}

/**
 * What was before, and what follows; both are the task itself if the open one was changed.
 */
export interface SplitTask {
  /** The task whose series ends; null where all of it was changed. */
  before: Task;
  /** The task that goes on from there. */
  following: Task;
}

/**
 * What applying a plan has done; no change where nothing was different.
 */
export interface AppliedPlan {
  /** The change that did it, by which it is undone; null where nothing was different. */
  changeId: string | null;
  /** How many there are of them. */
  count: number;
}

/**
 * The program and format of a file; clients may name it, so a value never changes.
 */
export type Source = typeof Source[keyof typeof Source];


export const Source = {
  todoist: 'todoist',
  ticktick: 'ticktick',
  'google-tasks': 'google-tasks',
  'microsoft-todo': 'microsoft-todo',
  icalendar: 'icalendar',
  vikunja: 'vikunja',
  'super-productivity': 'super-productivity',
  markdown: 'markdown',
  'taskora-json': 'taskora-json',
  'taskora-csv': 'taskora-csv',
} as const;

/**
 * How many rows there are of each action.
 */
export interface RowCounts {
  /** Rows that are new. */
  create: number;
  /** Rows that came in before. */
  known: number;
  /** Rows that are left out. */
  skip: number;
  /** Rows that cannot be read. */
  error: number;
}

/**
 * What a row of a file is about.
 */
export type RowKind = typeof RowKind[keyof typeof RowKind];


export const RowKind = {
  project: 'project',
  section: 'section',
  task: 'task',
  comment: 'comment',
  relation: 'relation',
  reminder: 'reminder',
} as const;

/**
 * What an import does with a row.
 */
export type Action = typeof Action[keyof typeof Action];


export const Action = {
  create: 'create',
  known: 'known',
  skip: 'skip',
  error: 'error',
} as const;

/**
 * Why; clients may branch on it, so a code never changes.
 */
export type Reason = typeof Reason[keyof typeof Reason];


export const Reason = {
  NEW: 'NEW',
  IMPORTED_BEFORE: 'IMPORTED_BEFORE',
  EMPTY_ROW: 'EMPTY_ROW',
  INBOX: 'INBOX',
  CANCELLED: 'CANCELLED',
  DELETED: 'DELETED',
  NOT_A_TASK: 'NOT_A_TASK',
  ONE_OCCURRENCE: 'ONE_OCCURRENCE',
  RELATED_ALREADY: 'RELATED_ALREADY',
  REMINDER_LEFT_OUT: 'REMINDER_LEFT_OUT',
  TOO_MANY: 'TOO_MANY',
  ID_MISSING: 'ID_MISSING',
  ID_TWICE: 'ID_TWICE',
  TITLE_MISSING: 'TITLE_MISSING',
  NAME_MISSING: 'NAME_MISSING',
  TEXT_MISSING: 'TEXT_MISSING',
  TASK_MISSING: 'TASK_MISSING',
  PROJECT_UNKNOWN: 'PROJECT_UNKNOWN',
  PARENT_CYCLE: 'PARENT_CYCLE',
  ROW_UNREADABLE: 'ROW_UNREADABLE',
  ROW_TOO_LARGE: 'ROW_TOO_LARGE',
  VALUE: 'VALUE',
  PARENT_MISSING: 'PARENT_MISSING',
  PARENT_TOO_DEEP: 'PARENT_TOO_DEEP',
  PROJECT_MISSING: 'PROJECT_MISSING',
  SECTION_MISSING: 'SECTION_MISSING',
  TITLE_SHORTENED: 'TITLE_SHORTENED',
  TEXT_SHORTENED: 'TEXT_SHORTENED',
  CHARACTERS_LEFT_OUT: 'CHARACTERS_LEFT_OUT',
  TAGS_LEFT_OUT: 'TAGS_LEFT_OUT',
  DATE_NOT_READ: 'DATE_NOT_READ',
  DATE_OUT_OF_RANGE: 'DATE_OUT_OF_RANGE',
  TIME_WITHOUT_DATE: 'TIME_WITHOUT_DATE',
  ZONE_UNKNOWN: 'ZONE_UNKNOWN',
  DURATION_NOT_READ: 'DURATION_NOT_READ',
  PRIORITY_NOT_READ: 'PRIORITY_NOT_READ',
  RECURRENCE_NOT_READ: 'RECURRENCE_NOT_READ',
  ATTACHMENT_LEFT_OUT: 'ATTACHMENT_LEFT_OUT',
  ASSIGNEE_LEFT_OUT: 'ASSIGNEE_LEFT_OUT',
  AUTHOR_LEFT_OUT: 'AUTHOR_LEFT_OUT',
  PLACE_LEFT_OUT: 'PLACE_LEFT_OUT',
  SECTION_LEFT_OUT: 'SECTION_LEFT_OUT',
  BUCKET_LEFT_OUT: 'BUCKET_LEFT_OUT',
} as const;

/**
 * Something of a row that is lost.
 */
export interface RowRemark {
  /** A code that says why. */
  reason: Reason;
  /** The same in one sentence. */
  sentence: string;
}

/**
 * What becomes of a row of the file, and why.
 */
export interface ImportedRow {
  /** Where the row is in the file. */
  place: string;
  /** Of which kind it is. */
  kind: RowKind;
  /** What becomes of it. */
  action: Action;
  /** A code that says why. */
  reason: Reason;
  /** The same in one sentence. */
  sentence: string;
  /** What the row is called. */
  title: string;
  /** The id that the file gives it; null where it has none. */
  sourceId: string | null;
  /** What of the row is not kept as it was. */
  remarks: RowRemark[];
}

/**
 * What an import has done, or would do: then `planId` names the plan that does it.
 */
export interface ImportReport {
  /** The program or format that the file is of. */
  source: Source;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** How many rows have each verdict. */
  counts: RowCounts;
  /** The change that did it, by which it is undone; null where nothing was different. */
  changeId: string | null;
  /** Of a dry run: by it the import is applied; null where it is done. */
  planId: string | null;
  /** Until when it can be used, in UTC; null without an end. */
  expiresAt: string | null;
  /** The verdict of each row, in the order of the file. */
  rows: ImportedRow[];
}

/**
 * In which format a space is exported.
 */
export type ExportFormat = typeof ExportFormat[keyof typeof ExportFormat];


export const ExportFormat = {
  'taskora-json': 'taskora-json',
  'taskora-csv': 'taskora-csv',
  todoist: 'todoist',
  icalendar: 'icalendar',
  markdown: 'markdown',
} as const;

/**
 * Something that a format cannot keep, and why.
 */
export interface FormatLoss {
  /** What is lost. */
  what: string;
  /** Why it is lost. */
  why: string;
}

/**
 * A format: its files, and what is lost in them; importing one gives back exactly the rest.
 */
export interface FormatDescription {
  /** The name of the format. */
  format: ExportFormat;
  /** The media type of its files. */
  mediaType: string;
  /** How the names of its files end. */
  extension: string;
  /** What an export in this format does not keep. */
  losses: FormatLoss[];
}

/**
 * All formats.
 */
export interface FormatList {
  /** What this page or list has, in its order. */
  items: FormatDescription[];
}

/**
 * Why a text was refused; clients may branch on it, so a code never changes.
 */
export type Code = typeof Code[keyof typeof Code];


export const Code = {
  FILTER_TOO_LONG: 'FILTER_TOO_LONG',
  FILTER_TOO_MANY_TERMS: 'FILTER_TOO_MANY_TERMS',
  FILTER_TOO_DEEP: 'FILTER_TOO_DEEP',
  FILTER_CHARACTER: 'FILTER_CHARACTER',
  FILTER_QUOTE_OPEN: 'FILTER_QUOTE_OPEN',
  FILTER_PARENTHESIS_OPEN: 'FILTER_PARENTHESIS_OPEN',
  FILTER_INCOMPLETE: 'FILTER_INCOMPLETE',
  FILTER_UNEXPECTED: 'FILTER_UNEXPECTED',
  FILTER_FIELD_UNKNOWN: 'FILTER_FIELD_UNKNOWN',
  FILTER_COMPARISON: 'FILTER_COMPARISON',
  FILTER_VALUE: 'FILTER_VALUE',
  FILTER_NAME_UNKNOWN: 'FILTER_NAME_UNKNOWN',
  SORT_TEXT: 'SORT_TEXT',
  SORT_KEY_UNKNOWN: 'SORT_KEY_UNKNOWN',
  SORT_KEY_TWICE: 'SORT_KEY_TWICE',
  SORT_TOO_LONG: 'SORT_TOO_LONG',
} as const;

/**
 * Why a view shows nothing any more, and where in its filter that stands.
 */
export interface ViewFault {
  /** A code that never changes. */
  code: Code;
  /** What is wrong, in one sentence. */
  message: string;
  /** Where it begins, in characters from 0. */
  start: number;
  /** Where it ends: the first character after it. */
  end: number;
}

/**
 * A view, and what is wrong with it: a project that it names may be gone.
 */
export interface ListedView {
  /** Its id, a UUID. */
  id: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId: string;
  /** What people call it, in one line. */
  name: string;
  /** An expression of the language of filters; empty for all. */
  filter: string;
  /** Keys with commas between, `-` before one for the largest first. */
  sort: string;
  /** By what its tasks are grouped; null for nothing. */
  grouping: Grouping;
  /** Sorts a list by hand: compared as text, by code points. */
  position: string;
  /** When it was made, in UTC. */
  createdAt: string;
  /** Why the filter or sort cannot be used any more; null where it can. */
  fault?: ViewFault | null;
}

/**
 * The views of the caller's spaces, in the order of each space.
 */
export interface ViewList {
  /** What this page or list has, in its order. */
  items: ListedView[];
}

/**
 * A view to add, as the last one; without a space to the caller's own.
 */
export interface NewView {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name: string;
  /** The space that it is in; of something new, null is the caller's own. */
  spaceId?: string | null;
  /**
     * As docs/filters.md has it; it is kept in its canonical form.
     * @maxLength 1000
     */
  filter?: string;
  /**
     * Keys with commas between, `-` before one for the largest first.
     * @maxLength 200
     */
  sort?: string;
  /** By what its tasks are grouped; null for nothing. */
  grouping?: Grouping;
}

/**
 * The fields to change; what is absent stays.
 */
export interface ViewChanges {
  /**
     * What people call it, in one line.
     * @minLength 1
     * @maxLength 200
     */
  name?: string;
  /**
     * As docs/filters.md has it; it is kept in its canonical form.
     * @maxLength 1000
     */
  filter?: string;
  /**
     * Keys with commas between, `-` before one for the largest first.
     * @maxLength 200
     */
  sort?: string;
  /** By what its tasks are grouped; null for nothing. */
  grouping?: Grouping;
  /** Moves it after this one; null moves it to the beginning. */
  afterId?: string | null;
}

/**
 * Which day `next friday` is.
 */
export type ReadingSettingsNextWeekday = typeof ReadingSettingsNextWeekday[keyof typeof ReadingSettingsNextWeekday];


export const ReadingSettingsNextWeekday = {
  nextWeek: 'nextWeek',
  nearest: 'nearest',
} as const;

/**
 * For a phrase, the number of the reading that the person has chosen.
 */
export type ReadingSettingsChosen = {[key: string]: number};

/**
 * How the caller's text is read.
 */
export interface ReadingSettings {
  /** Whether 10/11 is the tenth of November. */
  dayFirst?: boolean | null;
  /** The day on which weeks begin, from 0, a Monday, to 6. */
  weekStart?: number;
  /** Which day `next friday` is. */
  nextWeekday?: ReadingSettingsNextWeekday;
  /** For a phrase, the number of the reading that the person has chosen. */
  chosen?: ReadingSettingsChosen;
}

/**
 * Whether "next friday" is in the next week, or the next one that comes.
 */
export type ReadingSettingsChangesNextWeekday = typeof ReadingSettingsChangesNextWeekday[keyof typeof ReadingSettingsChangesNextWeekday];


export const ReadingSettingsChangesNextWeekday = {
  nextWeek: 'nextWeek',
  nearest: 'nearest',
} as const;

/**
 * Choices to keep beside those that there are; null forgets one. Of more than 200 the oldest are forgotten.
 */
export type ReadingSettingsChangesChosen = {[key: string]: number | null};

/**
 * The fields to change; what is absent stays.
 */
export interface ReadingSettingsChanges {
  /** Whether 5/12 is the 5th of December; null leaves it to the language. */
  dayFirst?: boolean | null;
  /**
     * The first day of a week; 0 is Monday.
     * @minimum 0
     * @maximum 6
     */
  weekStart?: number;
  /** Whether "next friday" is in the next week, or the next one that comes. */
  nextWeekday?: ReadingSettingsChangesNextWeekday;
  /** Choices to keep beside those that there are; null forgets one. Of more than 200 the oldest are forgotten. */
  chosen?: ReadingSettingsChangesChosen;
}

export interface JsonValue {}

export type ListTasksParams = {
/**
 * Which tasks: all, open or done.
 */
status?: TaskStatus;
/**
 * How many at most.
 * @minimum 1
 * @maximum 500
 */
limit?: number;
/**
 * The `nextCursor` of the page before; left out, the first page.
 */
cursor?: string | null;
/**
 * Words that are all in the title or the notes.
 * @maxLength 200
 */
q?: string;
/**
 * Only those of this space.
 */
spaceId?: string | null;
/**
 * Which tasks, such as `due < today+7d & !done`; docs/filters.md has all terms.
 * @maxLength 1000
 */
filter?: string;
/**
 * In which order, such as `due,-priority`; docs/filters.md has all keys.
 */
sort?: string | null;
/**
 * Words that are all in the title or the notes, or in the title with one slip.
 * @maxLength 200
 */
search?: string;
/**
 * The name of a zone of the IANA time zone database.
 * @maxLength 64
 * @pattern ^[A-Za-z0-9_+\-/]+$
 */
timeZone?: string;
/**
 * The first day of a week; 0 is Monday.
 * @minimum 0
 * @maximum 6
 */
weekStart?: number;
};

export type GetTaskSummaryParams = {
/**
 * From 1900-01-01 to 2999-12-31.
 * @pattern ^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$
 */
today: string;
};

export type ListChangesParams = {
/**
 * How many at most.
 * @minimum 1
 * @maximum 500
 */
limit?: number;
/**
 * The `nextCursor` of the page before; left out, the first page.
 */
cursor?: string | null;
/**
 * Only those of this space.
 */
spaceId?: string | null;
};

export type ListActivityParams = {
/**
 * How many at most.
 * @minimum 1
 * @maximum 200
 */
limit?: number;
/**
 * The `nextCursor` of the page before; left out, the first page.
 */
cursor?: string | null;
/**
 * Only what was done in this space.
 */
spaceId?: string | null;
/**
 * Only what was done to this task, project, …
 */
entityId?: string | null;
/**
 * Only what was done from there.
 */
actor?: Actor | null;
};

export type GetPastStateParams = {
/**
 * Of which kind.
 */
entity?: Entity;
/**
 * Only this task, project, …
 */
entityId?: string | null;
};

export type ListProjectsParams = {
/**
 * Only those of this space.
 */
spaceId?: string | null;
};

export type ListTrashParams = {
/**
 * How many at most.
 * @minimum 1
 * @maximum 500
 */
limit?: number;
/**
 * The `nextCursor` of the page before; left out, the first page.
 */
cursor?: string | null;
};

export type SyncChangesParams = {
/**
 * The `nextCursor` of the page before; without it, all is loaded.
 */
after?: string | null;
/**
 * How many at most.
 * @minimum 1
 * @maximum 500
 */
limit?: number;
};

export type StreamEventsParams = {
/**
 * The `nextCursor` of the page before; without it, all is loaded.
 */
after?: string | null;
};

export type ListConversationsParams = {
/**
 * How many at most.
 * @minimum 1
 * @maximum 500
 */
limit?: number;
/**
 * The `nextCursor` of the page before; left out, the first page.
 */
cursor?: string | null;
/**
 * Words that stand like this in the title or in a message, in whatever case.
 * @maxLength 200
 */
search?: string;
};

export type GetConversationParams = {
/**
 * How many at most.
 * @minimum 1
 * @maximum 1000
 */
limit?: number;
/**
 * The `nextCursor` of the page before; left out, the first page.
 */
cursor?: string | null;
};

export type ImportFileParams = {
/**
 * Without it, the caller's own space.
 */
spaceId?: string | null;
/**
 * Without it, the content says where it comes from.
 */
source?: Source | null;
/**
 * It may name a project.
 * @maxLength 255
 */
fileName?: string;
/**
 * The IANA zone in which days are meant.
 */
timeZone?: string | null;
};

export type ExportSpaceParams = {
/**
 * The format of the file.
 */
format: ExportFormat;
/**
 * Without it, the caller's own space.
 */
spaceId?: string | null;
};

export type ExportSpace200One = { [key: string]: unknown };

export type ListViewsParams = {
/**
 * Only those of this space.
 */
spaceId?: string | null;
};

type AwaitedInput<T> = PromiseLike<T> | T;

      type Awaited<O> = O extends AwaitedInput<infer T> ? T : never;


type SecondParameter<T extends (...args: never) => unknown> = Parameters<T>[1];



const withQueryKey = <T extends object, K>(query: T, queryKey: K): T & { queryKey: K } => {
  const result = { queryKey } as T & { queryKey: K };
  for (const key of Object.keys(query)) {
    // The explicit queryKey always wins, matching the previous
    // `{ ...query, queryKey }` spread where it was set last.
    if (key === 'queryKey') continue;
    Object.defineProperty(result, key, {
      enumerable: true,
      configurable: true,
      get: () => (query as Record<string, unknown>)[key],
    });
  }
  return result;
};

export const getChangeTasksUrl = () => {




  return `/api/v1/tasks/bulk`
}

/**
 * Change or delete all tasks of a filter, or of some ids, as one change for one undo.
 * @summary Change Tasks
 */
export const changeTasks = async (bulkChange: BulkChange, options?: Parameters<typeof request>[1]): Promise<BulkResult> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<BulkResult>(getChangeTasksUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(bulkChange)
  }
);}





export const getChangeTasksMutationKey = () => ['changeTasks'] as const;

export const getChangeTasksMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof changeTasks>>, TError,ChangeTasksMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof changeTasks>>, TError,ChangeTasksMutationVariables, TContext> => {

const mutationKey = getChangeTasksMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof changeTasks>>, ChangeTasksMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  changeTasks(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ChangeTasksMutationResult = NonNullable<Awaited<ReturnType<typeof changeTasks>>>
    export type ChangeTasksMutationBody = BulkChange
    export type ChangeTasksMutationError = Problem
    export type ChangeTasksMutationVariables = {data: BulkChange}

    /**
 * @summary Change Tasks
 */
export const useChangeTasks = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof changeTasks>>, TError,ChangeTasksMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof changeTasks>>,
        TError,
        ChangeTasksMutationVariables,
        TContext
      > => {
      return useMutation(getChangeTasksMutationOptions(options), queryClient);
    }

export const getListTasksUrl = (params?: ListTasksParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/tasks?${stringifiedParams}` : `/api/v1/tasks`
}

/**
 * List the tasks of the caller's spaces: open first, then by due date, then the newest.
 *
 * With `filter` or `sort` they are sorted by `sort`, which is `due,-created` by default. With
 * `search` and no `sort` the best are first: exact before a slip, title before notes, then open
 * before completed.
 * @summary List Tasks
 */
export const listTasks = async (params?: ListTasksParams, options?: Parameters<typeof request>[1]): Promise<TaskPage> => {

  return request<TaskPage>(getListTasksUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListTasksQueryKey = (params?: ListTasksParams,) => {
    return [
    `/api/v1/tasks`, ...(params ? [params] : [])
    ] as const;
    }


export const getListTasksQueryOptions = <TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListTasksQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listTasks>>> = ({ signal }) => listTasks(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListTasksQueryResult = NonNullable<Awaited<ReturnType<typeof listTasks>>>
export type ListTasksQueryError = Problem


export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params: undefined |  ListTasksParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listTasks>>,
          TError,
          Awaited<ReturnType<typeof listTasks>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listTasks>>,
          TError,
          Awaited<ReturnType<typeof listTasks>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Tasks
 */

export function useListTasks<TData = Awaited<ReturnType<typeof listTasks>>, TError = Problem>(
 params?: ListTasksParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTasks>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListTasksQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateTaskUrl = () => {




  return `/api/v1/tasks`
}

/**
 * Add a task.
 * @summary Create Task
 */
export const createTask = async (newTask: NewTask, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getCreateTaskUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newTask)
  }
);}





export const getCreateTaskMutationKey = () => ['createTask'] as const;

export const getCreateTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createTask>>, TError,CreateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createTask>>, TError,CreateTaskMutationVariables, TContext> => {

const mutationKey = getCreateTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createTask>>, CreateTaskMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createTask(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateTaskMutationResult = NonNullable<Awaited<ReturnType<typeof createTask>>>
    export type CreateTaskMutationBody = NewTask
    export type CreateTaskMutationError = Problem
    export type CreateTaskMutationVariables = {data: NewTask}

    /**
 * @summary Create Task
 */
export const useCreateTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createTask>>, TError,CreateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createTask>>,
        TError,
        CreateTaskMutationVariables,
        TContext
      > => {
      return useMutation(getCreateTaskMutationOptions(options), queryClient);
    }

export const getGetTaskSummaryUrl = (params: GetTaskSummaryParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/tasks/summary?${stringifiedParams}` : `/api/v1/tasks/summary`
}

/**
 * Count the caller's tasks; the revision differs once anything has changed.
 * @summary Get Task Summary
 */
export const getTaskSummary = async (params: GetTaskSummaryParams, options?: Parameters<typeof request>[1]): Promise<TaskSummary> => {

  return request<TaskSummary>(getGetTaskSummaryUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetTaskSummaryQueryKey = (params?: GetTaskSummaryParams,) => {
    return [
    `/api/v1/tasks/summary`, ...(params ? [params] : [])
    ] as const;
    }


export const getGetTaskSummaryQueryOptions = <TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetTaskSummaryQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getTaskSummary>>> = ({ signal }) => getTaskSummary(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetTaskSummaryQueryResult = NonNullable<Awaited<ReturnType<typeof getTaskSummary>>>
export type GetTaskSummaryQueryError = Problem


export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTaskSummary>>,
          TError,
          Awaited<ReturnType<typeof getTaskSummary>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTaskSummary>>,
          TError,
          Awaited<ReturnType<typeof getTaskSummary>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Task Summary
 */

export function useGetTaskSummary<TData = Awaited<ReturnType<typeof getTaskSummary>>, TError = Problem>(
 params: GetTaskSummaryParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTaskSummary>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetTaskSummaryQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getGetTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}`
}

/**
 * Read a task.
 * @summary Get Task
 */
export const getTask = async (id: string, options?: Parameters<typeof request>[1]): Promise<Task> => {

  return request<Task>(getGetTaskUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetTaskQueryKey = (id: string,) => {
    return [
    `/api/v1/tasks/${id}`
    ] as const;
    }


export const getGetTaskQueryOptions = <TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetTaskQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getTask>>> = ({ signal }) => getTask(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetTaskQueryResult = NonNullable<Awaited<ReturnType<typeof getTask>>>
export type GetTaskQueryError = Problem


export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTask>>,
          TError,
          Awaited<ReturnType<typeof getTask>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getTask>>,
          TError,
          Awaited<ReturnType<typeof getTask>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Task
 */

export function useGetTask<TData = Awaited<ReturnType<typeof getTask>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getTask>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetTaskQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getUpdateTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}`
}

/**
 * Change, complete or reopen a task.
 * @summary Update Task
 */
export const updateTask = async (id: string,
    taskChanges: TaskChanges, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getUpdateTaskUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(taskChanges)
  }
);}





export const getUpdateTaskMutationKey = () => ['updateTask'] as const;

export const getUpdateTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateTask>>, TError,UpdateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateTask>>, TError,UpdateTaskMutationVariables, TContext> => {

const mutationKey = getUpdateTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateTask>>, UpdateTaskMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateTask(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateTaskMutationResult = NonNullable<Awaited<ReturnType<typeof updateTask>>>
    export type UpdateTaskMutationBody = TaskChanges
    export type UpdateTaskMutationError = Problem
    export type UpdateTaskMutationVariables = {id: string;data: TaskChanges}

    /**
 * @summary Update Task
 */
export const useUpdateTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateTask>>, TError,UpdateTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateTask>>,
        TError,
        UpdateTaskMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateTaskMutationOptions(options), queryClient);
    }

export const getDeleteTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}`
}

/**
 * Delete a task.
 * @summary Delete Task
 */
export const deleteTask = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteTaskUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteTaskMutationKey = () => ['deleteTask'] as const;

export const getDeleteTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteTask>>, TError,DeleteTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteTask>>, TError,DeleteTaskMutationVariables, TContext> => {

const mutationKey = getDeleteTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteTask>>, DeleteTaskMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteTask(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteTaskMutationResult = NonNullable<Awaited<ReturnType<typeof deleteTask>>>

    export type DeleteTaskMutationError = Problem
    export type DeleteTaskMutationVariables = {id: string}

    /**
 * @summary Delete Task
 */
export const useDeleteTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteTask>>, TError,DeleteTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteTask>>,
        TError,
        DeleteTaskMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteTaskMutationOptions(options), queryClient);
    }

export const getPlaceTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/place`
}

/**
 * Put a task right after, or right before, another one of its list.
 * @summary Place Task
 */
export const placeTask = async (id: string,
    taskPlace: TaskPlace, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getPlaceTaskUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(taskPlace)
  }
);}





export const getPlaceTaskMutationKey = () => ['placeTask'] as const;

export const getPlaceTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof placeTask>>, TError,PlaceTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof placeTask>>, TError,PlaceTaskMutationVariables, TContext> => {

const mutationKey = getPlaceTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof placeTask>>, PlaceTaskMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  placeTask(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type PlaceTaskMutationResult = NonNullable<Awaited<ReturnType<typeof placeTask>>>
    export type PlaceTaskMutationBody = TaskPlace
    export type PlaceTaskMutationError = Problem
    export type PlaceTaskMutationVariables = {id: string;data: TaskPlace}

    /**
 * @summary Place Task
 */
export const usePlaceTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof placeTask>>, TError,PlaceTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof placeTask>>,
        TError,
        PlaceTaskMutationVariables,
        TContext
      > => {
      return useMutation(getPlaceTaskMutationOptions(options), queryClient);
    }

export const getListChangesUrl = (params?: ListChangesParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/changes?${stringifiedParams}` : `/api/v1/changes`
}

/**
 * List what was done in the caller's spaces, whoever did it, the newest first.
 * @summary List Changes
 */
export const listChanges = async (params?: ListChangesParams, options?: Parameters<typeof request>[1]): Promise<ChangePage> => {

  return request<ChangePage>(getListChangesUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListChangesQueryKey = (params?: ListChangesParams,) => {
    return [
    `/api/v1/changes`, ...(params ? [params] : [])
    ] as const;
    }


export const getListChangesQueryOptions = <TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListChangesQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listChanges>>> = ({ signal }) => listChanges(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListChangesQueryResult = NonNullable<Awaited<ReturnType<typeof listChanges>>>
export type ListChangesQueryError = Problem


export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params: undefined |  ListChangesParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listChanges>>,
          TError,
          Awaited<ReturnType<typeof listChanges>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listChanges>>,
          TError,
          Awaited<ReturnType<typeof listChanges>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Changes
 */

export function useListChanges<TData = Awaited<ReturnType<typeof listChanges>>, TError = Problem>(
 params?: ListChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListChangesQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getUndoChangeUrl = (id: string,) => {




  return `/api/v1/changes/${id}/undo`
}

/**
 * Undo a change, field by field: what was changed since stays.
 *
 * Undoing the undo does it again.
 * @summary Undo Change
 */
export const undoChange = async (id: string, options?: Parameters<typeof request>[1]): Promise<Undone> => {

  return request<Undone>(getUndoChangeUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getUndoChangeMutationKey = () => ['undoChange'] as const;

export const getUndoChangeMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof undoChange>>, TError,UndoChangeMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof undoChange>>, TError,UndoChangeMutationVariables, TContext> => {

const mutationKey = getUndoChangeMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof undoChange>>, UndoChangeMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  undoChange(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UndoChangeMutationResult = NonNullable<Awaited<ReturnType<typeof undoChange>>>

    export type UndoChangeMutationError = Problem
    export type UndoChangeMutationVariables = {id: string}

    /**
 * @summary Undo Change
 */
export const useUndoChange = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof undoChange>>, TError,UndoChangeMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof undoChange>>,
        TError,
        UndoChangeMutationVariables,
        TContext
      > => {
      return useMutation(getUndoChangeMutationOptions(options), queryClient);
    }

export const getListActivityUrl = (params?: ListActivityParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/activity?${stringifiedParams}` : `/api/v1/activity`
}

/**
 * List what was done in the caller's spaces, entry by entry, the newest first.
 * @summary List Activity
 */
export const listActivity = async (params?: ListActivityParams, options?: Parameters<typeof request>[1]): Promise<ActivityPage> => {

  return request<ActivityPage>(getListActivityUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListActivityQueryKey = (params?: ListActivityParams,) => {
    return [
    `/api/v1/activity`, ...(params ? [params] : [])
    ] as const;
    }


export const getListActivityQueryOptions = <TData = Awaited<ReturnType<typeof listActivity>>, TError = Problem>(params?: ListActivityParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listActivity>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListActivityQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listActivity>>> = ({ signal }) => listActivity(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listActivity>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListActivityQueryResult = NonNullable<Awaited<ReturnType<typeof listActivity>>>
export type ListActivityQueryError = Problem


export function useListActivity<TData = Awaited<ReturnType<typeof listActivity>>, TError = Problem>(
 params: undefined |  ListActivityParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listActivity>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listActivity>>,
          TError,
          Awaited<ReturnType<typeof listActivity>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListActivity<TData = Awaited<ReturnType<typeof listActivity>>, TError = Problem>(
 params?: ListActivityParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listActivity>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listActivity>>,
          TError,
          Awaited<ReturnType<typeof listActivity>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListActivity<TData = Awaited<ReturnType<typeof listActivity>>, TError = Problem>(
 params?: ListActivityParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listActivity>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Activity
 */

export function useListActivity<TData = Awaited<ReturnType<typeof listActivity>>, TError = Problem>(
 params?: ListActivityParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listActivity>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListActivityQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getGetPastStateUrl = (id: string,
    sequence: number,
    params?: GetPastStateParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/spaces/${id}/history/${sequence}?${stringifiedParams}` : `/api/v1/spaces/${id}/history/${sequence}`
}

/**
 * Read all tasks of a space, or all of another kind, as they were after an entry.
 * @summary Get Past State
 */
export const getPastState = async (id: string,
    sequence: number,
    params?: GetPastStateParams, options?: Parameters<typeof request>[1]): Promise<PastState> => {

  return request<PastState>(getGetPastStateUrl(id,sequence,params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetPastStateQueryKey = (id: string,
    sequence: number,
    params?: GetPastStateParams,) => {
    return [
    `/api/v1/spaces/${id}/history/${sequence}`, ...(params ? [params] : [])
    ] as const;
    }


export const getGetPastStateQueryOptions = <TData = Awaited<ReturnType<typeof getPastState>>, TError = Problem>(id: string,
    sequence: number,
    params?: GetPastStateParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getPastState>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetPastStateQueryKey(id,sequence,params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getPastState>>> = ({ signal }) => getPastState(id,sequence,params, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined && sequence !== null && sequence !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getPastState>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetPastStateQueryResult = NonNullable<Awaited<ReturnType<typeof getPastState>>>
export type GetPastStateQueryError = Problem


export function useGetPastState<TData = Awaited<ReturnType<typeof getPastState>>, TError = Problem>(
 id: string,
    sequence: number,
    params: undefined |  GetPastStateParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getPastState>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getPastState>>,
          TError,
          Awaited<ReturnType<typeof getPastState>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetPastState<TData = Awaited<ReturnType<typeof getPastState>>, TError = Problem>(
 id: string,
    sequence: number,
    params?: GetPastStateParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getPastState>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getPastState>>,
          TError,
          Awaited<ReturnType<typeof getPastState>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetPastState<TData = Awaited<ReturnType<typeof getPastState>>, TError = Problem>(
 id: string,
    sequence: number,
    params?: GetPastStateParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getPastState>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Past State
 */

export function useGetPastState<TData = Awaited<ReturnType<typeof getPastState>>, TError = Problem>(
 id: string,
    sequence: number,
    params?: GetPastStateParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getPastState>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetPastStateQueryOptions(id,sequence,params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getListSpacesUrl = () => {




  return `/api/v1/spaces`
}

/**
 * List the caller's spaces, their own first.
 * @summary List Spaces
 */
export const listSpaces = async ( options?: Parameters<typeof request>[1]): Promise<SpaceList> => {

  return request<SpaceList>(getListSpacesUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListSpacesQueryKey = () => {
    return [
    `/api/v1/spaces`
    ] as const;
    }


export const getListSpacesQueryOptions = <TData = Awaited<ReturnType<typeof listSpaces>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSpaces>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListSpacesQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listSpaces>>> = ({ signal }) => listSpaces({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listSpaces>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListSpacesQueryResult = NonNullable<Awaited<ReturnType<typeof listSpaces>>>
export type ListSpacesQueryError = Problem


export function useListSpaces<TData = Awaited<ReturnType<typeof listSpaces>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSpaces>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listSpaces>>,
          TError,
          Awaited<ReturnType<typeof listSpaces>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListSpaces<TData = Awaited<ReturnType<typeof listSpaces>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSpaces>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listSpaces>>,
          TError,
          Awaited<ReturnType<typeof listSpaces>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListSpaces<TData = Awaited<ReturnType<typeof listSpaces>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSpaces>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Spaces
 */

export function useListSpaces<TData = Awaited<ReturnType<typeof listSpaces>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSpaces>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListSpacesQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateSpaceUrl = () => {




  return `/api/v1/spaces`
}

/**
 * Make a shared space, of which the caller is the owner.
 * @summary Create Space
 */
export const createSpace = async (newSpace: NewSpace, options?: Parameters<typeof request>[1]): Promise<Space> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Space>(getCreateSpaceUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newSpace)
  }
);}





export const getCreateSpaceMutationKey = () => ['createSpace'] as const;

export const getCreateSpaceMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createSpace>>, TError,CreateSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createSpace>>, TError,CreateSpaceMutationVariables, TContext> => {

const mutationKey = getCreateSpaceMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createSpace>>, CreateSpaceMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createSpace(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateSpaceMutationResult = NonNullable<Awaited<ReturnType<typeof createSpace>>>
    export type CreateSpaceMutationBody = NewSpace
    export type CreateSpaceMutationError = Problem
    export type CreateSpaceMutationVariables = {data: NewSpace}

    /**
 * @summary Create Space
 */
export const useCreateSpace = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createSpace>>, TError,CreateSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createSpace>>,
        TError,
        CreateSpaceMutationVariables,
        TContext
      > => {
      return useMutation(getCreateSpaceMutationOptions(options), queryClient);
    }

export const getUpdateSpaceUrl = (id: string,) => {




  return `/api/v1/spaces/${id}`
}

/**
 * Rename a shared space; only an owner may.
 * @summary Update Space
 */
export const updateSpace = async (id: string,
    spaceChanges: SpaceChanges, options?: Parameters<typeof request>[1]): Promise<Space> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Space>(getUpdateSpaceUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(spaceChanges)
  }
);}





export const getUpdateSpaceMutationKey = () => ['updateSpace'] as const;

export const getUpdateSpaceMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateSpace>>, TError,UpdateSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateSpace>>, TError,UpdateSpaceMutationVariables, TContext> => {

const mutationKey = getUpdateSpaceMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateSpace>>, UpdateSpaceMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateSpace(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateSpaceMutationResult = NonNullable<Awaited<ReturnType<typeof updateSpace>>>
    export type UpdateSpaceMutationBody = SpaceChanges
    export type UpdateSpaceMutationError = Problem
    export type UpdateSpaceMutationVariables = {id: string;data: SpaceChanges}

    /**
 * @summary Update Space
 */
export const useUpdateSpace = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateSpace>>, TError,UpdateSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateSpace>>,
        TError,
        UpdateSpaceMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateSpaceMutationOptions(options), queryClient);
    }

export const getDeleteSpaceUrl = (id: string,) => {




  return `/api/v1/spaces/${id}`
}

/**
 * Delete a shared space, which an owner may; for 30 days any of them can restore it.
 * @summary Delete Space
 */
export const deleteSpace = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteSpaceUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteSpaceMutationKey = () => ['deleteSpace'] as const;

export const getDeleteSpaceMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteSpace>>, TError,DeleteSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteSpace>>, TError,DeleteSpaceMutationVariables, TContext> => {

const mutationKey = getDeleteSpaceMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteSpace>>, DeleteSpaceMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteSpace(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteSpaceMutationResult = NonNullable<Awaited<ReturnType<typeof deleteSpace>>>

    export type DeleteSpaceMutationError = Problem
    export type DeleteSpaceMutationVariables = {id: string}

    /**
 * @summary Delete Space
 */
export const useDeleteSpace = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteSpace>>, TError,DeleteSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteSpace>>,
        TError,
        DeleteSpaceMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteSpaceMutationOptions(options), queryClient);
    }

export const getListMembersUrl = (id: string,) => {




  return `/api/v1/spaces/${id}/members`
}

/**
 * List the members of a space, in the order in which they joined.
 * @summary List Members
 */
export const listMembers = async (id: string, options?: Parameters<typeof request>[1]): Promise<MemberList> => {

  return request<MemberList>(getListMembersUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListMembersQueryKey = (id: string,) => {
    return [
    `/api/v1/spaces/${id}/members`
    ] as const;
    }


export const getListMembersQueryOptions = <TData = Awaited<ReturnType<typeof listMembers>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listMembers>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListMembersQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listMembers>>> = ({ signal }) => listMembers(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listMembers>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListMembersQueryResult = NonNullable<Awaited<ReturnType<typeof listMembers>>>
export type ListMembersQueryError = Problem


export function useListMembers<TData = Awaited<ReturnType<typeof listMembers>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listMembers>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listMembers>>,
          TError,
          Awaited<ReturnType<typeof listMembers>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListMembers<TData = Awaited<ReturnType<typeof listMembers>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listMembers>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listMembers>>,
          TError,
          Awaited<ReturnType<typeof listMembers>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListMembers<TData = Awaited<ReturnType<typeof listMembers>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listMembers>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Members
 */

export function useListMembers<TData = Awaited<ReturnType<typeof listMembers>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listMembers>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListMembersQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getUpdateMemberUrl = (id: string,
    memberId: string,) => {




  return `/api/v1/spaces/${id}/members/${memberId}`
}

/**
 * Give a member another role; only an owner may.
 * @summary Update Member
 */
export const updateMember = async (id: string,
    memberId: string,
    memberChanges: MemberChanges, options?: Parameters<typeof request>[1]): Promise<Member> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Member>(getUpdateMemberUrl(id,memberId),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(memberChanges)
  }
);}





export const getUpdateMemberMutationKey = () => ['updateMember'] as const;

export const getUpdateMemberMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateMember>>, TError,UpdateMemberMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateMember>>, TError,UpdateMemberMutationVariables, TContext> => {

const mutationKey = getUpdateMemberMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateMember>>, UpdateMemberMutationVariables> = (props) => {
          const {id,memberId,data} = props ?? {};

          return  updateMember(id,memberId,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateMemberMutationResult = NonNullable<Awaited<ReturnType<typeof updateMember>>>
    export type UpdateMemberMutationBody = MemberChanges
    export type UpdateMemberMutationError = Problem
    export type UpdateMemberMutationVariables = {id: string;memberId: string;data: MemberChanges}

    /**
 * @summary Update Member
 */
export const useUpdateMember = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateMember>>, TError,UpdateMemberMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateMember>>,
        TError,
        UpdateMemberMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateMemberMutationOptions(options), queryClient);
    }

export const getRemoveMemberUrl = (id: string,
    memberId: string,) => {




  return `/api/v1/spaces/${id}/members/${memberId}`
}

/**
 * Take a member out of a space, which an owner may; everybody may leave by themselves.
 * @summary Remove Member
 */
export const removeMember = async (id: string,
    memberId: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRemoveMemberUrl(id,memberId),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRemoveMemberMutationKey = () => ['removeMember'] as const;

export const getRemoveMemberMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof removeMember>>, TError,RemoveMemberMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof removeMember>>, TError,RemoveMemberMutationVariables, TContext> => {

const mutationKey = getRemoveMemberMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof removeMember>>, RemoveMemberMutationVariables> = (props) => {
          const {id,memberId} = props ?? {};

          return  removeMember(id,memberId,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RemoveMemberMutationResult = NonNullable<Awaited<ReturnType<typeof removeMember>>>

    export type RemoveMemberMutationError = Problem
    export type RemoveMemberMutationVariables = {id: string;memberId: string}

    /**
 * @summary Remove Member
 */
export const useRemoveMember = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof removeMember>>, TError,RemoveMemberMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof removeMember>>,
        TError,
        RemoveMemberMutationVariables,
        TContext
      > => {
      return useMutation(getRemoveMemberMutationOptions(options), queryClient);
    }

export const getListDeletedSpacesUrl = () => {




  return `/api/v1/deleted-spaces`
}

/**
 * List the deleted spaces that the caller can restore, the latest first.
 * @summary List Deleted Spaces
 */
export const listDeletedSpaces = async ( options?: Parameters<typeof request>[1]): Promise<DeletedSpaceList> => {

  return request<DeletedSpaceList>(getListDeletedSpacesUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListDeletedSpacesQueryKey = () => {
    return [
    `/api/v1/deleted-spaces`
    ] as const;
    }


export const getListDeletedSpacesQueryOptions = <TData = Awaited<ReturnType<typeof listDeletedSpaces>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeletedSpaces>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListDeletedSpacesQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listDeletedSpaces>>> = ({ signal }) => listDeletedSpaces({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listDeletedSpaces>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListDeletedSpacesQueryResult = NonNullable<Awaited<ReturnType<typeof listDeletedSpaces>>>
export type ListDeletedSpacesQueryError = Problem


export function useListDeletedSpaces<TData = Awaited<ReturnType<typeof listDeletedSpaces>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeletedSpaces>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listDeletedSpaces>>,
          TError,
          Awaited<ReturnType<typeof listDeletedSpaces>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListDeletedSpaces<TData = Awaited<ReturnType<typeof listDeletedSpaces>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeletedSpaces>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listDeletedSpaces>>,
          TError,
          Awaited<ReturnType<typeof listDeletedSpaces>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListDeletedSpaces<TData = Awaited<ReturnType<typeof listDeletedSpaces>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeletedSpaces>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Deleted Spaces
 */

export function useListDeletedSpaces<TData = Awaited<ReturnType<typeof listDeletedSpaces>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeletedSpaces>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListDeletedSpacesQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getRestoreSpaceUrl = (id: string,) => {




  return `/api/v1/deleted-spaces/${id}/restore`
}

/**
 * Restore a space for everybody who was a member of it, with all that was in it.
 * @summary Restore Space
 */
export const restoreSpace = async (id: string, options?: Parameters<typeof request>[1]): Promise<Space> => {

  return request<Space>(getRestoreSpaceUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getRestoreSpaceMutationKey = () => ['restoreSpace'] as const;

export const getRestoreSpaceMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof restoreSpace>>, TError,RestoreSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof restoreSpace>>, TError,RestoreSpaceMutationVariables, TContext> => {

const mutationKey = getRestoreSpaceMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof restoreSpace>>, RestoreSpaceMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  restoreSpace(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RestoreSpaceMutationResult = NonNullable<Awaited<ReturnType<typeof restoreSpace>>>

    export type RestoreSpaceMutationError = Problem
    export type RestoreSpaceMutationVariables = {id: string}

    /**
 * @summary Restore Space
 */
export const useRestoreSpace = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof restoreSpace>>, TError,RestoreSpaceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof restoreSpace>>,
        TError,
        RestoreSpaceMutationVariables,
        TContext
      > => {
      return useMutation(getRestoreSpaceMutationOptions(options), queryClient);
    }

export const getListInvitationsUrl = (id: string,) => {




  return `/api/v1/spaces/${id}/invitations`
}

/**
 * List the links that still let somebody into a space; only an owner may.
 * @summary List Invitations
 */
export const listInvitations = async (id: string, options?: Parameters<typeof request>[1]): Promise<InvitationList> => {

  return request<InvitationList>(getListInvitationsUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListInvitationsQueryKey = (id: string,) => {
    return [
    `/api/v1/spaces/${id}/invitations`
    ] as const;
    }


export const getListInvitationsQueryOptions = <TData = Awaited<ReturnType<typeof listInvitations>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listInvitations>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListInvitationsQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listInvitations>>> = ({ signal }) => listInvitations(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listInvitations>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListInvitationsQueryResult = NonNullable<Awaited<ReturnType<typeof listInvitations>>>
export type ListInvitationsQueryError = Problem


export function useListInvitations<TData = Awaited<ReturnType<typeof listInvitations>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listInvitations>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listInvitations>>,
          TError,
          Awaited<ReturnType<typeof listInvitations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListInvitations<TData = Awaited<ReturnType<typeof listInvitations>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listInvitations>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listInvitations>>,
          TError,
          Awaited<ReturnType<typeof listInvitations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListInvitations<TData = Awaited<ReturnType<typeof listInvitations>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listInvitations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Invitations
 */

export function useListInvitations<TData = Awaited<ReturnType<typeof listInvitations>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listInvitations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListInvitationsQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateInvitationUrl = (id: string,) => {




  return `/api/v1/spaces/${id}/invitations`
}

/**
 * Make a link into a space; only an owner may.
 *
 * The answer that is kept for a request sent again does not hold the secret: whoever lost it
 * revokes the link and makes another.
 * @summary Create Invitation
 */
export const createInvitation = async (id: string,
    newInvitation: NewInvitation, options?: Parameters<typeof request>[1]): Promise<CreatedInvitation> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<CreatedInvitation>(getCreateInvitationUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newInvitation)
  }
);}





export const getCreateInvitationMutationKey = () => ['createInvitation'] as const;

export const getCreateInvitationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createInvitation>>, TError,CreateInvitationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createInvitation>>, TError,CreateInvitationMutationVariables, TContext> => {

const mutationKey = getCreateInvitationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createInvitation>>, CreateInvitationMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  createInvitation(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateInvitationMutationResult = NonNullable<Awaited<ReturnType<typeof createInvitation>>>
    export type CreateInvitationMutationBody = NewInvitation
    export type CreateInvitationMutationError = Problem
    export type CreateInvitationMutationVariables = {id: string;data: NewInvitation}

    /**
 * @summary Create Invitation
 */
export const useCreateInvitation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createInvitation>>, TError,CreateInvitationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createInvitation>>,
        TError,
        CreateInvitationMutationVariables,
        TContext
      > => {
      return useMutation(getCreateInvitationMutationOptions(options), queryClient);
    }

export const getRevokeInvitationUrl = (id: string,
    invitationId: string,) => {




  return `/api/v1/spaces/${id}/invitations/${invitationId}`
}

/**
 * Revoke a link; only an owner may.
 * @summary Revoke Invitation
 */
export const revokeInvitation = async (id: string,
    invitationId: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeInvitationUrl(id,invitationId),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeInvitationMutationKey = () => ['revokeInvitation'] as const;

export const getRevokeInvitationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeInvitation>>, TError,RevokeInvitationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeInvitation>>, TError,RevokeInvitationMutationVariables, TContext> => {

const mutationKey = getRevokeInvitationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeInvitation>>, RevokeInvitationMutationVariables> = (props) => {
          const {id,invitationId} = props ?? {};

          return  revokeInvitation(id,invitationId,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeInvitationMutationResult = NonNullable<Awaited<ReturnType<typeof revokeInvitation>>>

    export type RevokeInvitationMutationError = Problem
    export type RevokeInvitationMutationVariables = {id: string;invitationId: string}

    /**
 * @summary Revoke Invitation
 */
export const useRevokeInvitation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeInvitation>>, TError,RevokeInvitationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeInvitation>>,
        TError,
        RevokeInvitationMutationVariables,
        TContext
      > => {
      return useMutation(getRevokeInvitationMutationOptions(options), queryClient);
    }

export const getAcceptInvitationUrl = () => {




  return `/api/v1/invitations/accept`
}

/**
 * Become a member of a space by the secret of a link.
 * @summary Accept Invitation
 */
export const acceptInvitation = async (acceptance: Acceptance, options?: Parameters<typeof request>[1]): Promise<Space> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Space>(getAcceptInvitationUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(acceptance)
  }
);}





export const getAcceptInvitationMutationKey = () => ['acceptInvitation'] as const;

export const getAcceptInvitationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof acceptInvitation>>, TError,AcceptInvitationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof acceptInvitation>>, TError,AcceptInvitationMutationVariables, TContext> => {

const mutationKey = getAcceptInvitationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof acceptInvitation>>, AcceptInvitationMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  acceptInvitation(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type AcceptInvitationMutationResult = NonNullable<Awaited<ReturnType<typeof acceptInvitation>>>
    export type AcceptInvitationMutationBody = Acceptance
    export type AcceptInvitationMutationError = Problem
    export type AcceptInvitationMutationVariables = {data: Acceptance}

    /**
 * @summary Accept Invitation
 */
export const useAcceptInvitation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof acceptInvitation>>, TError,AcceptInvitationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof acceptInvitation>>,
        TError,
        AcceptInvitationMutationVariables,
        TContext
      > => {
      return useMutation(getAcceptInvitationMutationOptions(options), queryClient);
    }

export const getListProjectsUrl = (params?: ListProjectsParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/projects?${stringifiedParams}` : `/api/v1/projects`
}

/**
 * List the projects of the caller's spaces, in the order of each space.
 * @summary List Projects
 */
export const listProjects = async (params?: ListProjectsParams, options?: Parameters<typeof request>[1]): Promise<ProjectList> => {

  return request<ProjectList>(getListProjectsUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListProjectsQueryKey = (params?: ListProjectsParams,) => {
    return [
    `/api/v1/projects`, ...(params ? [params] : [])
    ] as const;
    }


export const getListProjectsQueryOptions = <TData = Awaited<ReturnType<typeof listProjects>>, TError = Problem>(params?: ListProjectsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listProjects>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListProjectsQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listProjects>>> = ({ signal }) => listProjects(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listProjects>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListProjectsQueryResult = NonNullable<Awaited<ReturnType<typeof listProjects>>>
export type ListProjectsQueryError = Problem


export function useListProjects<TData = Awaited<ReturnType<typeof listProjects>>, TError = Problem>(
 params: undefined |  ListProjectsParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listProjects>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listProjects>>,
          TError,
          Awaited<ReturnType<typeof listProjects>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListProjects<TData = Awaited<ReturnType<typeof listProjects>>, TError = Problem>(
 params?: ListProjectsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listProjects>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listProjects>>,
          TError,
          Awaited<ReturnType<typeof listProjects>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListProjects<TData = Awaited<ReturnType<typeof listProjects>>, TError = Problem>(
 params?: ListProjectsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listProjects>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Projects
 */

export function useListProjects<TData = Awaited<ReturnType<typeof listProjects>>, TError = Problem>(
 params?: ListProjectsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listProjects>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListProjectsQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateProjectUrl = () => {




  return `/api/v1/projects`
}

/**
 * Add a project, as the last one of its space.
 * @summary Create Project
 */
export const createProject = async (newProject: NewProject, options?: Parameters<typeof request>[1]): Promise<Project> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Project>(getCreateProjectUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newProject)
  }
);}





export const getCreateProjectMutationKey = () => ['createProject'] as const;

export const getCreateProjectMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createProject>>, TError,CreateProjectMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createProject>>, TError,CreateProjectMutationVariables, TContext> => {

const mutationKey = getCreateProjectMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createProject>>, CreateProjectMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createProject(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateProjectMutationResult = NonNullable<Awaited<ReturnType<typeof createProject>>>
    export type CreateProjectMutationBody = NewProject
    export type CreateProjectMutationError = Problem
    export type CreateProjectMutationVariables = {data: NewProject}

    /**
 * @summary Create Project
 */
export const useCreateProject = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createProject>>, TError,CreateProjectMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createProject>>,
        TError,
        CreateProjectMutationVariables,
        TContext
      > => {
      return useMutation(getCreateProjectMutationOptions(options), queryClient);
    }

export const getUpdateProjectUrl = (id: string,) => {




  return `/api/v1/projects/${id}`
}

/**
 * Rename, archive or move a project.
 * @summary Update Project
 */
export const updateProject = async (id: string,
    placeChanges: PlaceChanges, options?: Parameters<typeof request>[1]): Promise<Project> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Project>(getUpdateProjectUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(placeChanges)
  }
);}





export const getUpdateProjectMutationKey = () => ['updateProject'] as const;

export const getUpdateProjectMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateProject>>, TError,UpdateProjectMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateProject>>, TError,UpdateProjectMutationVariables, TContext> => {

const mutationKey = getUpdateProjectMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateProject>>, UpdateProjectMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateProject(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateProjectMutationResult = NonNullable<Awaited<ReturnType<typeof updateProject>>>
    export type UpdateProjectMutationBody = PlaceChanges
    export type UpdateProjectMutationError = Problem
    export type UpdateProjectMutationVariables = {id: string;data: PlaceChanges}

    /**
 * @summary Update Project
 */
export const useUpdateProject = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateProject>>, TError,UpdateProjectMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateProject>>,
        TError,
        UpdateProjectMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateProjectMutationOptions(options), queryClient);
    }

export const getDeleteProjectUrl = (id: string,) => {




  return `/api/v1/projects/${id}`
}

/**
 * Delete a project with its sections; its tasks stay, without a project.
 * @summary Delete Project
 */
export const deleteProject = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteProjectUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteProjectMutationKey = () => ['deleteProject'] as const;

export const getDeleteProjectMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteProject>>, TError,DeleteProjectMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteProject>>, TError,DeleteProjectMutationVariables, TContext> => {

const mutationKey = getDeleteProjectMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteProject>>, DeleteProjectMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteProject(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteProjectMutationResult = NonNullable<Awaited<ReturnType<typeof deleteProject>>>

    export type DeleteProjectMutationError = Problem
    export type DeleteProjectMutationVariables = {id: string}

    /**
 * @summary Delete Project
 */
export const useDeleteProject = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteProject>>, TError,DeleteProjectMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteProject>>,
        TError,
        DeleteProjectMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteProjectMutationOptions(options), queryClient);
    }

export const getListSectionsUrl = (id: string,) => {




  return `/api/v1/projects/${id}/sections`
}

/**
 * List the sections of a project, in their order.
 * @summary List Sections
 */
export const listSections = async (id: string, options?: Parameters<typeof request>[1]): Promise<SectionList> => {

  return request<SectionList>(getListSectionsUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListSectionsQueryKey = (id: string,) => {
    return [
    `/api/v1/projects/${id}/sections`
    ] as const;
    }


export const getListSectionsQueryOptions = <TData = Awaited<ReturnType<typeof listSections>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSections>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListSectionsQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listSections>>> = ({ signal }) => listSections(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listSections>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListSectionsQueryResult = NonNullable<Awaited<ReturnType<typeof listSections>>>
export type ListSectionsQueryError = Problem


export function useListSections<TData = Awaited<ReturnType<typeof listSections>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSections>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listSections>>,
          TError,
          Awaited<ReturnType<typeof listSections>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListSections<TData = Awaited<ReturnType<typeof listSections>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSections>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listSections>>,
          TError,
          Awaited<ReturnType<typeof listSections>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListSections<TData = Awaited<ReturnType<typeof listSections>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSections>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Sections
 */

export function useListSections<TData = Awaited<ReturnType<typeof listSections>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listSections>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListSectionsQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateSectionUrl = (id: string,) => {




  return `/api/v1/projects/${id}/sections`
}

/**
 * Add a section, as the last one of its project.
 * @summary Create Section
 */
export const createSection = async (id: string,
    newSection: NewSection, options?: Parameters<typeof request>[1]): Promise<Section> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Section>(getCreateSectionUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newSection)
  }
);}





export const getCreateSectionMutationKey = () => ['createSection'] as const;

export const getCreateSectionMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createSection>>, TError,CreateSectionMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createSection>>, TError,CreateSectionMutationVariables, TContext> => {

const mutationKey = getCreateSectionMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createSection>>, CreateSectionMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  createSection(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateSectionMutationResult = NonNullable<Awaited<ReturnType<typeof createSection>>>
    export type CreateSectionMutationBody = NewSection
    export type CreateSectionMutationError = Problem
    export type CreateSectionMutationVariables = {id: string;data: NewSection}

    /**
 * @summary Create Section
 */
export const useCreateSection = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createSection>>, TError,CreateSectionMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createSection>>,
        TError,
        CreateSectionMutationVariables,
        TContext
      > => {
      return useMutation(getCreateSectionMutationOptions(options), queryClient);
    }

export const getUpdateSectionUrl = (id: string,) => {




  return `/api/v1/sections/${id}`
}

/**
 * Rename, archive or move a section within its project.
 * @summary Update Section
 */
export const updateSection = async (id: string,
    placeChanges: PlaceChanges, options?: Parameters<typeof request>[1]): Promise<Section> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Section>(getUpdateSectionUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(placeChanges)
  }
);}





export const getUpdateSectionMutationKey = () => ['updateSection'] as const;

export const getUpdateSectionMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateSection>>, TError,UpdateSectionMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateSection>>, TError,UpdateSectionMutationVariables, TContext> => {

const mutationKey = getUpdateSectionMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateSection>>, UpdateSectionMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateSection(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateSectionMutationResult = NonNullable<Awaited<ReturnType<typeof updateSection>>>
    export type UpdateSectionMutationBody = PlaceChanges
    export type UpdateSectionMutationError = Problem
    export type UpdateSectionMutationVariables = {id: string;data: PlaceChanges}

    /**
 * @summary Update Section
 */
export const useUpdateSection = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateSection>>, TError,UpdateSectionMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateSection>>,
        TError,
        UpdateSectionMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateSectionMutationOptions(options), queryClient);
    }

export const getDeleteSectionUrl = (id: string,) => {




  return `/api/v1/sections/${id}`
}

/**
 * Delete a section; its tasks stay in the project.
 * @summary Delete Section
 */
export const deleteSection = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteSectionUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteSectionMutationKey = () => ['deleteSection'] as const;

export const getDeleteSectionMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteSection>>, TError,DeleteSectionMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteSection>>, TError,DeleteSectionMutationVariables, TContext> => {

const mutationKey = getDeleteSectionMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteSection>>, DeleteSectionMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteSection(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteSectionMutationResult = NonNullable<Awaited<ReturnType<typeof deleteSection>>>

    export type DeleteSectionMutationError = Problem
    export type DeleteSectionMutationVariables = {id: string}

    /**
 * @summary Delete Section
 */
export const useDeleteSection = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteSection>>, TError,DeleteSectionMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteSection>>,
        TError,
        DeleteSectionMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteSectionMutationOptions(options), queryClient);
    }

export const getListCommentsUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/comments`
}

/**
 * List the comments on a task, the oldest first.
 * @summary List Comments
 */
export const listComments = async (id: string, options?: Parameters<typeof request>[1]): Promise<CommentList> => {

  return request<CommentList>(getListCommentsUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListCommentsQueryKey = (id: string,) => {
    return [
    `/api/v1/tasks/${id}/comments`
    ] as const;
    }


export const getListCommentsQueryOptions = <TData = Awaited<ReturnType<typeof listComments>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listComments>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListCommentsQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listComments>>> = ({ signal }) => listComments(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listComments>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListCommentsQueryResult = NonNullable<Awaited<ReturnType<typeof listComments>>>
export type ListCommentsQueryError = Problem


export function useListComments<TData = Awaited<ReturnType<typeof listComments>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listComments>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listComments>>,
          TError,
          Awaited<ReturnType<typeof listComments>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListComments<TData = Awaited<ReturnType<typeof listComments>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listComments>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listComments>>,
          TError,
          Awaited<ReturnType<typeof listComments>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListComments<TData = Awaited<ReturnType<typeof listComments>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listComments>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Comments
 */

export function useListComments<TData = Awaited<ReturnType<typeof listComments>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listComments>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListCommentsQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateCommentUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/comments`
}

/**
 * Say something about a task.
 * @summary Create Comment
 */
export const createComment = async (id: string,
    commentBody: CommentBody, options?: Parameters<typeof request>[1]): Promise<Comment> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Comment>(getCreateCommentUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(commentBody)
  }
);}





export const getCreateCommentMutationKey = () => ['createComment'] as const;

export const getCreateCommentMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createComment>>, TError,CreateCommentMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createComment>>, TError,CreateCommentMutationVariables, TContext> => {

const mutationKey = getCreateCommentMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createComment>>, CreateCommentMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  createComment(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateCommentMutationResult = NonNullable<Awaited<ReturnType<typeof createComment>>>
    export type CreateCommentMutationBody = CommentBody
    export type CreateCommentMutationError = Problem
    export type CreateCommentMutationVariables = {id: string;data: CommentBody}

    /**
 * @summary Create Comment
 */
export const useCreateComment = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createComment>>, TError,CreateCommentMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createComment>>,
        TError,
        CreateCommentMutationVariables,
        TContext
      > => {
      return useMutation(getCreateCommentMutationOptions(options), queryClient);
    }

export const getUpdateCommentUrl = (id: string,) => {




  return `/api/v1/comments/${id}`
}

/**
 * Change the text of a comment of the caller's own.
 * @summary Update Comment
 */
export const updateComment = async (id: string,
    commentBody: CommentBody, options?: Parameters<typeof request>[1]): Promise<Comment> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Comment>(getUpdateCommentUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(commentBody)
  }
);}





export const getUpdateCommentMutationKey = () => ['updateComment'] as const;

export const getUpdateCommentMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateComment>>, TError,UpdateCommentMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateComment>>, TError,UpdateCommentMutationVariables, TContext> => {

const mutationKey = getUpdateCommentMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateComment>>, UpdateCommentMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateComment(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateCommentMutationResult = NonNullable<Awaited<ReturnType<typeof updateComment>>>
    export type UpdateCommentMutationBody = CommentBody
    export type UpdateCommentMutationError = Problem
    export type UpdateCommentMutationVariables = {id: string;data: CommentBody}

    /**
 * @summary Update Comment
 */
export const useUpdateComment = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateComment>>, TError,UpdateCommentMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateComment>>,
        TError,
        UpdateCommentMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateCommentMutationOptions(options), queryClient);
    }

export const getDeleteCommentUrl = (id: string,) => {




  return `/api/v1/comments/${id}`
}

/**
 * Delete a comment.
 * @summary Delete Comment
 */
export const deleteComment = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteCommentUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteCommentMutationKey = () => ['deleteComment'] as const;

export const getDeleteCommentMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteComment>>, TError,DeleteCommentMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteComment>>, TError,DeleteCommentMutationVariables, TContext> => {

const mutationKey = getDeleteCommentMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteComment>>, DeleteCommentMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteComment(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteCommentMutationResult = NonNullable<Awaited<ReturnType<typeof deleteComment>>>

    export type DeleteCommentMutationError = Problem
    export type DeleteCommentMutationVariables = {id: string}

    /**
 * @summary Delete Comment
 */
export const useDeleteComment = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteComment>>, TError,DeleteCommentMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteComment>>,
        TError,
        DeleteCommentMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteCommentMutationOptions(options), queryClient);
    }

export const getListRelationsUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/relations`
}

/**
 * List the relations of a task, in both directions.
 * @summary List Relations
 */
export const listRelations = async (id: string, options?: Parameters<typeof request>[1]): Promise<RelationList> => {

  return request<RelationList>(getListRelationsUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListRelationsQueryKey = (id: string,) => {
    return [
    `/api/v1/tasks/${id}/relations`
    ] as const;
    }


export const getListRelationsQueryOptions = <TData = Awaited<ReturnType<typeof listRelations>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listRelations>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListRelationsQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listRelations>>> = ({ signal }) => listRelations(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listRelations>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListRelationsQueryResult = NonNullable<Awaited<ReturnType<typeof listRelations>>>
export type ListRelationsQueryError = Problem


export function useListRelations<TData = Awaited<ReturnType<typeof listRelations>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listRelations>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listRelations>>,
          TError,
          Awaited<ReturnType<typeof listRelations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListRelations<TData = Awaited<ReturnType<typeof listRelations>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listRelations>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listRelations>>,
          TError,
          Awaited<ReturnType<typeof listRelations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListRelations<TData = Awaited<ReturnType<typeof listRelations>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listRelations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Relations
 */

export function useListRelations<TData = Awaited<ReturnType<typeof listRelations>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listRelations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListRelationsQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateRelationUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/relations`
}

/**
 * Say how a task stands to another of the same space.
 * @summary Create Relation
 */
export const createRelation = async (id: string,
    newRelation: NewRelation, options?: Parameters<typeof request>[1]): Promise<Relation> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Relation>(getCreateRelationUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newRelation)
  }
);}





export const getCreateRelationMutationKey = () => ['createRelation'] as const;

export const getCreateRelationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createRelation>>, TError,CreateRelationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createRelation>>, TError,CreateRelationMutationVariables, TContext> => {

const mutationKey = getCreateRelationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createRelation>>, CreateRelationMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  createRelation(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateRelationMutationResult = NonNullable<Awaited<ReturnType<typeof createRelation>>>
    export type CreateRelationMutationBody = NewRelation
    export type CreateRelationMutationError = Problem
    export type CreateRelationMutationVariables = {id: string;data: NewRelation}

    /**
 * @summary Create Relation
 */
export const useCreateRelation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createRelation>>, TError,CreateRelationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createRelation>>,
        TError,
        CreateRelationMutationVariables,
        TContext
      > => {
      return useMutation(getCreateRelationMutationOptions(options), queryClient);
    }

export const getDeleteRelationUrl = (id: string,) => {




  return `/api/v1/relations/${id}`
}

/**
 * End a relation.
 * @summary Delete Relation
 */
export const deleteRelation = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteRelationUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteRelationMutationKey = () => ['deleteRelation'] as const;

export const getDeleteRelationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteRelation>>, TError,DeleteRelationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteRelation>>, TError,DeleteRelationMutationVariables, TContext> => {

const mutationKey = getDeleteRelationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteRelation>>, DeleteRelationMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteRelation(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteRelationMutationResult = NonNullable<Awaited<ReturnType<typeof deleteRelation>>>

    export type DeleteRelationMutationError = Problem
    export type DeleteRelationMutationVariables = {id: string}

    /**
 * @summary Delete Relation
 */
export const useDeleteRelation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteRelation>>, TError,DeleteRelationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteRelation>>,
        TError,
        DeleteRelationMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteRelationMutationOptions(options), queryClient);
    }

export const getListRemindersUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/reminders`
}

/**
 * List the reminders of a task, of all members, the oldest first.
 * @summary List Reminders
 */
export const listReminders = async (id: string, options?: Parameters<typeof request>[1]): Promise<ReminderList> => {

  return request<ReminderList>(getListRemindersUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListRemindersQueryKey = (id: string,) => {
    return [
    `/api/v1/tasks/${id}/reminders`
    ] as const;
    }


export const getListRemindersQueryOptions = <TData = Awaited<ReturnType<typeof listReminders>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listReminders>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListRemindersQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listReminders>>> = ({ signal }) => listReminders(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listReminders>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListRemindersQueryResult = NonNullable<Awaited<ReturnType<typeof listReminders>>>
export type ListRemindersQueryError = Problem


export function useListReminders<TData = Awaited<ReturnType<typeof listReminders>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listReminders>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listReminders>>,
          TError,
          Awaited<ReturnType<typeof listReminders>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListReminders<TData = Awaited<ReturnType<typeof listReminders>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listReminders>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listReminders>>,
          TError,
          Awaited<ReturnType<typeof listReminders>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListReminders<TData = Awaited<ReturnType<typeof listReminders>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listReminders>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Reminders
 */

export function useListReminders<TData = Awaited<ReturnType<typeof listReminders>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listReminders>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListRemindersQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateReminderUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/reminders`
}

/**
 * Let the caller be reminded of a task, at an instant or before it is due.
 * @summary Create Reminder
 */
export const createReminder = async (id: string,
    reminderBody: ReminderBody, options?: Parameters<typeof request>[1]): Promise<Reminder> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Reminder>(getCreateReminderUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(reminderBody)
  }
);}





export const getCreateReminderMutationKey = () => ['createReminder'] as const;

export const getCreateReminderMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createReminder>>, TError,CreateReminderMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createReminder>>, TError,CreateReminderMutationVariables, TContext> => {

const mutationKey = getCreateReminderMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createReminder>>, CreateReminderMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  createReminder(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateReminderMutationResult = NonNullable<Awaited<ReturnType<typeof createReminder>>>
    export type CreateReminderMutationBody = ReminderBody
    export type CreateReminderMutationError = Problem
    export type CreateReminderMutationVariables = {id: string;data: ReminderBody}

    /**
 * @summary Create Reminder
 */
export const useCreateReminder = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createReminder>>, TError,CreateReminderMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createReminder>>,
        TError,
        CreateReminderMutationVariables,
        TContext
      > => {
      return useMutation(getCreateReminderMutationOptions(options), queryClient);
    }

export const getReplaceReminderUrl = (id: string,) => {




  return `/api/v1/reminders/${id}`
}

/**
 * Give a reminder of the caller's own another time.
 * @summary Replace Reminder
 */
export const replaceReminder = async (id: string,
    reminderBody: ReminderBody, options?: Parameters<typeof request>[1]): Promise<Reminder> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Reminder>(getReplaceReminderUrl(id),
  {
    ...options,
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(reminderBody)
  }
);}





export const getReplaceReminderMutationKey = () => ['replaceReminder'] as const;

export const getReplaceReminderMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof replaceReminder>>, TError,ReplaceReminderMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof replaceReminder>>, TError,ReplaceReminderMutationVariables, TContext> => {

const mutationKey = getReplaceReminderMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof replaceReminder>>, ReplaceReminderMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  replaceReminder(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ReplaceReminderMutationResult = NonNullable<Awaited<ReturnType<typeof replaceReminder>>>
    export type ReplaceReminderMutationBody = ReminderBody
    export type ReplaceReminderMutationError = Problem
    export type ReplaceReminderMutationVariables = {id: string;data: ReminderBody}

    /**
 * @summary Replace Reminder
 */
export const useReplaceReminder = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof replaceReminder>>, TError,ReplaceReminderMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof replaceReminder>>,
        TError,
        ReplaceReminderMutationVariables,
        TContext
      > => {
      return useMutation(getReplaceReminderMutationOptions(options), queryClient);
    }

export const getDeleteReminderUrl = (id: string,) => {




  return `/api/v1/reminders/${id}`
}

/**
 * Delete a reminder of the caller's own.
 * @summary Delete Reminder
 */
export const deleteReminder = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteReminderUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteReminderMutationKey = () => ['deleteReminder'] as const;

export const getDeleteReminderMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteReminder>>, TError,DeleteReminderMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteReminder>>, TError,DeleteReminderMutationVariables, TContext> => {

const mutationKey = getDeleteReminderMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteReminder>>, DeleteReminderMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteReminder(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteReminderMutationResult = NonNullable<Awaited<ReturnType<typeof deleteReminder>>>

    export type DeleteReminderMutationError = Problem
    export type DeleteReminderMutationVariables = {id: string}

    /**
 * @summary Delete Reminder
 */
export const useDeleteReminder = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteReminder>>, TError,DeleteReminderMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteReminder>>,
        TError,
        DeleteReminderMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteReminderMutationOptions(options), queryClient);
    }

export const getGetReminderSettingsUrl = () => {




  return `/api/v1/reminder-settings`
}

/**
 * Get what counts for all reminders of the caller.
 * @summary Get Reminder Settings
 */
export const getReminderSettings = async ( options?: Parameters<typeof request>[1]): Promise<ReminderSettings> => {

  return request<ReminderSettings>(getGetReminderSettingsUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetReminderSettingsQueryKey = () => {
    return [
    `/api/v1/reminder-settings`
    ] as const;
    }


export const getGetReminderSettingsQueryOptions = <TData = Awaited<ReturnType<typeof getReminderSettings>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReminderSettings>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetReminderSettingsQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getReminderSettings>>> = ({ signal }) => getReminderSettings({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getReminderSettings>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetReminderSettingsQueryResult = NonNullable<Awaited<ReturnType<typeof getReminderSettings>>>
export type GetReminderSettingsQueryError = Problem


export function useGetReminderSettings<TData = Awaited<ReturnType<typeof getReminderSettings>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReminderSettings>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getReminderSettings>>,
          TError,
          Awaited<ReturnType<typeof getReminderSettings>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetReminderSettings<TData = Awaited<ReturnType<typeof getReminderSettings>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReminderSettings>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getReminderSettings>>,
          TError,
          Awaited<ReturnType<typeof getReminderSettings>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetReminderSettings<TData = Awaited<ReturnType<typeof getReminderSettings>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReminderSettings>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Reminder Settings
 */

export function useGetReminderSettings<TData = Awaited<ReturnType<typeof getReminderSettings>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReminderSettings>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetReminderSettingsQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getReplaceReminderSettingsUrl = () => {




  return `/api/v1/reminder-settings`
}

/**
 * Say in which zone the caller lives, and when they want to know of what is due in a day.
 * @summary Replace Reminder Settings
 */
export const replaceReminderSettings = async (reminderSettingsBody: ReminderSettingsBody, options?: Parameters<typeof request>[1]): Promise<ReminderSettings> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<ReminderSettings>(getReplaceReminderSettingsUrl(),
  {
    ...options,
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(reminderSettingsBody)
  }
);}





export const getReplaceReminderSettingsMutationKey = () => ['replaceReminderSettings'] as const;

export const getReplaceReminderSettingsMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof replaceReminderSettings>>, TError,ReplaceReminderSettingsMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof replaceReminderSettings>>, TError,ReplaceReminderSettingsMutationVariables, TContext> => {

const mutationKey = getReplaceReminderSettingsMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof replaceReminderSettings>>, ReplaceReminderSettingsMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  replaceReminderSettings(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ReplaceReminderSettingsMutationResult = NonNullable<Awaited<ReturnType<typeof replaceReminderSettings>>>
    export type ReplaceReminderSettingsMutationBody = ReminderSettingsBody
    export type ReplaceReminderSettingsMutationError = Problem
    export type ReplaceReminderSettingsMutationVariables = {data: ReminderSettingsBody}

    /**
 * @summary Replace Reminder Settings
 */
export const useReplaceReminderSettings = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof replaceReminderSettings>>, TError,ReplaceReminderSettingsMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof replaceReminderSettings>>,
        TError,
        ReplaceReminderSettingsMutationVariables,
        TContext
      > => {
      return useMutation(getReplaceReminderSettingsMutationOptions(options), queryClient);
    }

export const getListChannelsUrl = () => {




  return `/api/v1/channels`
}

/**
 * List where the caller is reached, and which kinds of channels this installation has.
 * @summary List Channels
 */
export const listChannels = async ( options?: Parameters<typeof request>[1]): Promise<ChannelList> => {

  return request<ChannelList>(getListChannelsUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListChannelsQueryKey = () => {
    return [
    `/api/v1/channels`
    ] as const;
    }


export const getListChannelsQueryOptions = <TData = Awaited<ReturnType<typeof listChannels>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChannels>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListChannelsQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listChannels>>> = ({ signal }) => listChannels({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listChannels>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListChannelsQueryResult = NonNullable<Awaited<ReturnType<typeof listChannels>>>
export type ListChannelsQueryError = Problem


export function useListChannels<TData = Awaited<ReturnType<typeof listChannels>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChannels>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listChannels>>,
          TError,
          Awaited<ReturnType<typeof listChannels>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListChannels<TData = Awaited<ReturnType<typeof listChannels>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChannels>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listChannels>>,
          TError,
          Awaited<ReturnType<typeof listChannels>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListChannels<TData = Awaited<ReturnType<typeof listChannels>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChannels>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Channels
 */

export function useListChannels<TData = Awaited<ReturnType<typeof listChannels>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listChannels>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListChannelsQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateChannelUrl = () => {




  return `/api/v1/channels`
}

/**
 * Add a channel: a browser, an address of mail, a topic of ntfy, or a webhook.
 *
 * To an address of mail a code is sent, and nothing else before it was verified. The answer that
 * is kept for a request sent again does not hold the secret of a webhook.
 * @summary Create Channel
 */
export const createChannel = async (newChannel: NewChannel, options?: Parameters<typeof request>[1]): Promise<CreatedChannel> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<CreatedChannel>(getCreateChannelUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newChannel)
  }
);}





export const getCreateChannelMutationKey = () => ['createChannel'] as const;

export const getCreateChannelMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createChannel>>, TError,CreateChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createChannel>>, TError,CreateChannelMutationVariables, TContext> => {

const mutationKey = getCreateChannelMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createChannel>>, CreateChannelMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createChannel(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateChannelMutationResult = NonNullable<Awaited<ReturnType<typeof createChannel>>>
    export type CreateChannelMutationBody = NewChannel
    export type CreateChannelMutationError = Problem
    export type CreateChannelMutationVariables = {data: NewChannel}

    /**
 * @summary Create Channel
 */
export const useCreateChannel = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createChannel>>, TError,CreateChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createChannel>>,
        TError,
        CreateChannelMutationVariables,
        TContext
      > => {
      return useMutation(getCreateChannelMutationOptions(options), queryClient);
    }

export const getDeleteChannelUrl = (id: string,) => {




  return `/api/v1/channels/${id}`
}

/**
 * Remove a channel, with all that waits to be sent there.
 * @summary Delete Channel
 */
export const deleteChannel = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteChannelUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteChannelMutationKey = () => ['deleteChannel'] as const;

export const getDeleteChannelMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteChannel>>, TError,DeleteChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteChannel>>, TError,DeleteChannelMutationVariables, TContext> => {

const mutationKey = getDeleteChannelMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteChannel>>, DeleteChannelMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteChannel(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteChannelMutationResult = NonNullable<Awaited<ReturnType<typeof deleteChannel>>>

    export type DeleteChannelMutationError = Problem
    export type DeleteChannelMutationVariables = {id: string}

    /**
 * @summary Delete Channel
 */
export const useDeleteChannel = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteChannel>>, TError,DeleteChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteChannel>>,
        TError,
        DeleteChannelMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteChannelMutationOptions(options), queryClient);
    }

export const getVerifyChannelUrl = (id: string,) => {




  return `/api/v1/channels/${id}/verification`
}

/**
 * Verify an address of mail by the code that came there; five guesses are possible.
 * @summary Verify Channel
 */
export const verifyChannel = async (id: string,
    channelCode: ChannelCode, options?: Parameters<typeof request>[1]): Promise<Channel> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Channel>(getVerifyChannelUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(channelCode)
  }
);}





export const getVerifyChannelMutationKey = () => ['verifyChannel'] as const;

export const getVerifyChannelMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof verifyChannel>>, TError,VerifyChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof verifyChannel>>, TError,VerifyChannelMutationVariables, TContext> => {

const mutationKey = getVerifyChannelMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof verifyChannel>>, VerifyChannelMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  verifyChannel(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type VerifyChannelMutationResult = NonNullable<Awaited<ReturnType<typeof verifyChannel>>>
    export type VerifyChannelMutationBody = ChannelCode
    export type VerifyChannelMutationError = Problem
    export type VerifyChannelMutationVariables = {id: string;data: ChannelCode}

    /**
 * @summary Verify Channel
 */
export const useVerifyChannel = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof verifyChannel>>, TError,VerifyChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof verifyChannel>>,
        TError,
        VerifyChannelMutationVariables,
        TContext
      > => {
      return useMutation(getVerifyChannelMutationOptions(options), queryClient);
    }

export const getTestChannelUrl = (id: string,) => {




  return `/api/v1/channels/${id}/test`
}

/**
 * Send a test; the list of the channel's deliveries says what came of it.
 * @summary Test Channel
 */
export const testChannel = async (id: string, options?: Parameters<typeof request>[1]): Promise<Delivery> => {

  return request<Delivery>(getTestChannelUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getTestChannelMutationKey = () => ['testChannel'] as const;

export const getTestChannelMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof testChannel>>, TError,TestChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof testChannel>>, TError,TestChannelMutationVariables, TContext> => {

const mutationKey = getTestChannelMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof testChannel>>, TestChannelMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  testChannel(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type TestChannelMutationResult = NonNullable<Awaited<ReturnType<typeof testChannel>>>

    export type TestChannelMutationError = Problem
    export type TestChannelMutationVariables = {id: string}

    /**
 * @summary Test Channel
 */
export const useTestChannel = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof testChannel>>, TError,TestChannelMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof testChannel>>,
        TError,
        TestChannelMutationVariables,
        TContext
      > => {
      return useMutation(getTestChannelMutationOptions(options), queryClient);
    }

export const getListDeliveriesUrl = (id: string,) => {




  return `/api/v1/channels/${id}/deliveries`
}

/**
 * List what was sent to a channel lately, and why something was not, the newest first.
 * @summary List Deliveries
 */
export const listDeliveries = async (id: string, options?: Parameters<typeof request>[1]): Promise<DeliveryList> => {

  return request<DeliveryList>(getListDeliveriesUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListDeliveriesQueryKey = (id: string,) => {
    return [
    `/api/v1/channels/${id}/deliveries`
    ] as const;
    }


export const getListDeliveriesQueryOptions = <TData = Awaited<ReturnType<typeof listDeliveries>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeliveries>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListDeliveriesQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listDeliveries>>> = ({ signal }) => listDeliveries(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listDeliveries>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListDeliveriesQueryResult = NonNullable<Awaited<ReturnType<typeof listDeliveries>>>
export type ListDeliveriesQueryError = Problem


export function useListDeliveries<TData = Awaited<ReturnType<typeof listDeliveries>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeliveries>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listDeliveries>>,
          TError,
          Awaited<ReturnType<typeof listDeliveries>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListDeliveries<TData = Awaited<ReturnType<typeof listDeliveries>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeliveries>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listDeliveries>>,
          TError,
          Awaited<ReturnType<typeof listDeliveries>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListDeliveries<TData = Awaited<ReturnType<typeof listDeliveries>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeliveries>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Deliveries
 */

export function useListDeliveries<TData = Awaited<ReturnType<typeof listDeliveries>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listDeliveries>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListDeliveriesQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getMoveTaskUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/move`
}

/**
 * Move a task to another space, with all below it and the comments on them.
 *
 * It keeps its id and its history. Undoing the change moves it back.
 * @summary Move Task
 */
export const moveTask = async (id: string,
    taskMove: TaskMove, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getMoveTaskUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(taskMove)
  }
);}





export const getMoveTaskMutationKey = () => ['moveTask'] as const;

export const getMoveTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof moveTask>>, TError,MoveTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof moveTask>>, TError,MoveTaskMutationVariables, TContext> => {

const mutationKey = getMoveTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof moveTask>>, MoveTaskMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  moveTask(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type MoveTaskMutationResult = NonNullable<Awaited<ReturnType<typeof moveTask>>>
    export type MoveTaskMutationBody = TaskMove
    export type MoveTaskMutationError = Problem
    export type MoveTaskMutationVariables = {id: string;data: TaskMove}

    /**
 * @summary Move Task
 */
export const useMoveTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof moveTask>>, TError,MoveTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof moveTask>>,
        TError,
        MoveTaskMutationVariables,
        TContext
      > => {
      return useMutation(getMoveTaskMutationOptions(options), queryClient);
    }

export const getListTrashUrl = (params?: ListTrashParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/trash?${stringifiedParams}` : `/api/v1/trash`
}

/**
 * List what was deleted in the last 30 days, the latest first.
 * @summary List Trash
 */
export const listTrash = async (params?: ListTrashParams, options?: Parameters<typeof request>[1]): Promise<TrashPage> => {

  return request<TrashPage>(getListTrashUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListTrashQueryKey = (params?: ListTrashParams,) => {
    return [
    `/api/v1/trash`, ...(params ? [params] : [])
    ] as const;
    }


export const getListTrashQueryOptions = <TData = Awaited<ReturnType<typeof listTrash>>, TError = Problem>(params?: ListTrashParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTrash>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListTrashQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listTrash>>> = ({ signal }) => listTrash(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listTrash>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListTrashQueryResult = NonNullable<Awaited<ReturnType<typeof listTrash>>>
export type ListTrashQueryError = Problem


export function useListTrash<TData = Awaited<ReturnType<typeof listTrash>>, TError = Problem>(
 params: undefined |  ListTrashParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTrash>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listTrash>>,
          TError,
          Awaited<ReturnType<typeof listTrash>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListTrash<TData = Awaited<ReturnType<typeof listTrash>>, TError = Problem>(
 params?: ListTrashParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTrash>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listTrash>>,
          TError,
          Awaited<ReturnType<typeof listTrash>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListTrash<TData = Awaited<ReturnType<typeof listTrash>>, TError = Problem>(
 params?: ListTrashParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTrash>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Trash
 */

export function useListTrash<TData = Awaited<ReturnType<typeof listTrash>>, TError = Problem>(
 params?: ListTrashParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listTrash>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListTrashQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getRestoreTaskUrl = (id: string,) => {




  return `/api/v1/trash/${id}/restore`
}

/**
 * Take a task out of the trash, with its id.
 * @summary Restore Task
 */
export const restoreTask = async (id: string, options?: Parameters<typeof request>[1]): Promise<Task> => {

  return request<Task>(getRestoreTaskUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getRestoreTaskMutationKey = () => ['restoreTask'] as const;

export const getRestoreTaskMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof restoreTask>>, TError,RestoreTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof restoreTask>>, TError,RestoreTaskMutationVariables, TContext> => {

const mutationKey = getRestoreTaskMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof restoreTask>>, RestoreTaskMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  restoreTask(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RestoreTaskMutationResult = NonNullable<Awaited<ReturnType<typeof restoreTask>>>

    export type RestoreTaskMutationError = Problem
    export type RestoreTaskMutationVariables = {id: string}

    /**
 * @summary Restore Task
 */
export const useRestoreTask = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof restoreTask>>, TError,RestoreTaskMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof restoreTask>>,
        TError,
        RestoreTaskMutationVariables,
        TContext
      > => {
      return useMutation(getRestoreTaskMutationOptions(options), queryClient);
    }

export const getSyncChangesUrl = (params?: SyncChangesParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/sync?${stringifiedParams}` : `/api/v1/sync`
}

/**
 * Read what the client does not have yet of all that the caller may see (docs/sync.md).
 * @summary Sync Changes
 */
export const syncChanges = async (params?: SyncChangesParams, options?: Parameters<typeof request>[1]): Promise<SyncPage> => {

  return request<SyncPage>(getSyncChangesUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getSyncChangesQueryKey = (params?: SyncChangesParams,) => {
    return [
    `/api/v1/sync`, ...(params ? [params] : [])
    ] as const;
    }


export const getSyncChangesQueryOptions = <TData = Awaited<ReturnType<typeof syncChanges>>, TError = Problem>(params?: SyncChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof syncChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getSyncChangesQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof syncChanges>>> = ({ signal }) => syncChanges(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof syncChanges>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type SyncChangesQueryResult = NonNullable<Awaited<ReturnType<typeof syncChanges>>>
export type SyncChangesQueryError = Problem


export function useSyncChanges<TData = Awaited<ReturnType<typeof syncChanges>>, TError = Problem>(
 params: undefined |  SyncChangesParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof syncChanges>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof syncChanges>>,
          TError,
          Awaited<ReturnType<typeof syncChanges>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useSyncChanges<TData = Awaited<ReturnType<typeof syncChanges>>, TError = Problem>(
 params?: SyncChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof syncChanges>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof syncChanges>>,
          TError,
          Awaited<ReturnType<typeof syncChanges>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useSyncChanges<TData = Awaited<ReturnType<typeof syncChanges>>, TError = Problem>(
 params?: SyncChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof syncChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Sync Changes
 */

export function useSyncChanges<TData = Awaited<ReturnType<typeof syncChanges>>, TError = Problem>(
 params?: SyncChangesParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof syncChanges>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getSyncChangesQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getStreamEventsUrl = (params?: StreamEventsParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/events?${stringifiedParams}` : `/api/v1/events`
}

/**
 * Follow each change in the caller's spaces, from now on or from where a client has been.
 * @summary Stream Events
 */
export const streamEvents = async (params?: StreamEventsParams, options?: Parameters<typeof request>[1]): Promise<string> => {

  return request<string>(getStreamEventsUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getStreamEventsQueryKey = (params?: StreamEventsParams,) => {
    return [
    `/api/v1/events`, ...(params ? [params] : [])
    ] as const;
    }


export const getStreamEventsQueryOptions = <TData = Awaited<ReturnType<typeof streamEvents>>, TError = Problem>(params?: StreamEventsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof streamEvents>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getStreamEventsQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof streamEvents>>> = ({ signal }) => streamEvents(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof streamEvents>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type StreamEventsQueryResult = NonNullable<Awaited<ReturnType<typeof streamEvents>>>
export type StreamEventsQueryError = Problem


export function useStreamEvents<TData = Awaited<ReturnType<typeof streamEvents>>, TError = Problem>(
 params: undefined |  StreamEventsParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof streamEvents>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof streamEvents>>,
          TError,
          Awaited<ReturnType<typeof streamEvents>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useStreamEvents<TData = Awaited<ReturnType<typeof streamEvents>>, TError = Problem>(
 params?: StreamEventsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof streamEvents>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof streamEvents>>,
          TError,
          Awaited<ReturnType<typeof streamEvents>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useStreamEvents<TData = Awaited<ReturnType<typeof streamEvents>>, TError = Problem>(
 params?: StreamEventsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof streamEvents>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Stream Events
 */

export function useStreamEvents<TData = Awaited<ReturnType<typeof streamEvents>>, TError = Problem>(
 params?: StreamEventsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof streamEvents>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getStreamEventsQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getParseTextUrl = () => {




  return `/api/v1/parse`
}

/**
 * Return what quick add would make of a line, and which parts of it have a meaning.
 *
 * It is read as the caller's reading settings say.
 * @summary Parse Text
 */
export const parseText = async (parseRequest: ParseRequest, options?: Parameters<typeof request>[1]): Promise<ParseResult> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<ParseResult>(getParseTextUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(parseRequest)
  }
);}





export const getParseTextMutationKey = () => ['parseText'] as const;

export const getParseTextMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof parseText>>, TError,ParseTextMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof parseText>>, TError,ParseTextMutationVariables, TContext> => {

const mutationKey = getParseTextMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof parseText>>, ParseTextMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  parseText(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ParseTextMutationResult = NonNullable<Awaited<ReturnType<typeof parseText>>>
    export type ParseTextMutationBody = ParseRequest
    export type ParseTextMutationError = Problem
    export type ParseTextMutationVariables = {data: ParseRequest}

    /**
 * @summary Parse Text
 */
export const useParseText = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof parseText>>, TError,ParseTextMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof parseText>>,
        TError,
        ParseTextMutationVariables,
        TContext
      > => {
      return useMutation(getParseTextMutationOptions(options), queryClient);
    }

export const getGetAssistantUrl = () => {




  return `/api/v1/assistant`
}

/**
 * Say who answers; an answer itself says when another one stepped in.
 * @summary Get Assistant
 */
export const getAssistant = async ( options?: Parameters<typeof request>[1]): Promise<AssistantInfo> => {

  return request<AssistantInfo>(getGetAssistantUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetAssistantQueryKey = () => {
    return [
    `/api/v1/assistant`
    ] as const;
    }


export const getGetAssistantQueryOptions = <TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetAssistantQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getAssistant>>> = ({ signal }) => getAssistant({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetAssistantQueryResult = NonNullable<Awaited<ReturnType<typeof getAssistant>>>
export type GetAssistantQueryError = Problem


export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getAssistant>>,
          TError,
          Awaited<ReturnType<typeof getAssistant>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getAssistant>>,
          TError,
          Awaited<ReturnType<typeof getAssistant>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Assistant
 */

export function useGetAssistant<TData = Awaited<ReturnType<typeof getAssistant>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getAssistant>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetAssistantQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getSendChatMessageUrl = () => {




  return `/api/v1/chat`
}

/**
 * Say something to the assistant, and read its answer as it is made.
 *
 * The id of a message is its idempotency key too; the header is for who gives it none.
 * @summary Send Chat Message
 */
export const sendChatMessage = async (chatRequest: ChatRequest, options?: Parameters<typeof request>[1]): Promise<string> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<string>(getSendChatMessageUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(chatRequest)
  }
);}





export const getSendChatMessageMutationKey = () => ['sendChatMessage'] as const;

export const getSendChatMessageMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof sendChatMessage>>, TError,SendChatMessageMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof sendChatMessage>>, TError,SendChatMessageMutationVariables, TContext> => {

const mutationKey = getSendChatMessageMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof sendChatMessage>>, SendChatMessageMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  sendChatMessage(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type SendChatMessageMutationResult = NonNullable<Awaited<ReturnType<typeof sendChatMessage>>>
    export type SendChatMessageMutationBody = ChatRequest
    export type SendChatMessageMutationError = Problem
    export type SendChatMessageMutationVariables = {data: ChatRequest}

    /**
 * @summary Send Chat Message
 */
export const useSendChatMessage = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof sendChatMessage>>, TError,SendChatMessageMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof sendChatMessage>>,
        TError,
        SendChatMessageMutationVariables,
        TContext
      > => {
      return useMutation(getSendChatMessageMutationOptions(options), queryClient);
    }

export const getResumeChatMessageUrl = (id: string,) => {




  return `/api/v1/chat/${id}/stream`
}

/**
 * Read the answer that is being made in a conversation, from its start to its end.
 * @summary Resume Chat Message
 */
export const resumeChatMessage = async (id: string, options?: Parameters<typeof request>[1]): Promise<string | void> => {

  return request<string | void>(getResumeChatMessageUrl(id),
  {
    ...options,
    method: 'GET'


  }
);}





export const getResumeChatMessageQueryKey = (id: string,) => {
    return [
    `/api/v1/chat/${id}/stream`
    ] as const;
    }


export const getResumeChatMessageQueryOptions = <TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getResumeChatMessageQueryKey(id);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof resumeChatMessage>>> = ({ signal }) => resumeChatMessage(id, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ResumeChatMessageQueryResult = NonNullable<Awaited<ReturnType<typeof resumeChatMessage>>>
export type ResumeChatMessageQueryError = Problem


export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof resumeChatMessage>>,
          TError,
          Awaited<ReturnType<typeof resumeChatMessage>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof resumeChatMessage>>,
          TError,
          Awaited<ReturnType<typeof resumeChatMessage>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Resume Chat Message
 */

export function useResumeChatMessage<TData = Awaited<ReturnType<typeof resumeChatMessage>>, TError = Problem>(
 id: string, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof resumeChatMessage>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getResumeChatMessageQueryOptions(id,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getListConversationsUrl = (params?: ListConversationsParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/conversations?${stringifiedParams}` : `/api/v1/conversations`
}

/**
 * List the caller's conversations, the latest first, or those in which something was said.
 * @summary List Conversations
 */
export const listConversations = async (params?: ListConversationsParams, options?: Parameters<typeof request>[1]): Promise<ConversationList> => {

  return request<ConversationList>(getListConversationsUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListConversationsQueryKey = (params?: ListConversationsParams,) => {
    return [
    `/api/v1/conversations`, ...(params ? [params] : [])
    ] as const;
    }


export const getListConversationsQueryOptions = <TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListConversationsQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listConversations>>> = ({ signal }) => listConversations(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListConversationsQueryResult = NonNullable<Awaited<ReturnType<typeof listConversations>>>
export type ListConversationsQueryError = Problem


export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params: undefined |  ListConversationsParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listConversations>>,
          TError,
          Awaited<ReturnType<typeof listConversations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listConversations>>,
          TError,
          Awaited<ReturnType<typeof listConversations>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Conversations
 */

export function useListConversations<TData = Awaited<ReturnType<typeof listConversations>>, TError = Problem>(
 params?: ListConversationsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listConversations>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListConversationsQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getGetConversationUrl = (id: string,
    params?: GetConversationParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/conversations/${id}?${stringifiedParams}` : `/api/v1/conversations/${id}`
}

/**
 * Read a conversation with its latest messages, in order; a cursor leads to earlier ones.
 * @summary Get Conversation
 */
export const getConversation = async (id: string,
    params?: GetConversationParams, options?: Parameters<typeof request>[1]): Promise<Conversation> => {

  return request<Conversation>(getGetConversationUrl(id,params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetConversationQueryKey = (id: string,
    params?: GetConversationParams,) => {
    return [
    `/api/v1/conversations/${id}`, ...(params ? [params] : [])
    ] as const;
    }


export const getGetConversationQueryOptions = <TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetConversationQueryKey(id,params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getConversation>>> = ({ signal }) => getConversation(id,params, { signal, ...requestOptions });





   return  { queryKey, queryFn, enabled: id !== null && id !== undefined, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetConversationQueryResult = NonNullable<Awaited<ReturnType<typeof getConversation>>>
export type GetConversationQueryError = Problem


export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params: undefined |  GetConversationParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getConversation>>,
          TError,
          Awaited<ReturnType<typeof getConversation>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getConversation>>,
          TError,
          Awaited<ReturnType<typeof getConversation>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Conversation
 */

export function useGetConversation<TData = Awaited<ReturnType<typeof getConversation>>, TError = Problem>(
 id: string,
    params?: GetConversationParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getConversation>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetConversationQueryOptions(id,params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getRenameConversationUrl = (id: string,) => {




  return `/api/v1/conversations/${id}`
}

/**
 * Give a conversation another title.
 * @summary Rename Conversation
 */
export const renameConversation = async (id: string,
    conversationChanges: ConversationChanges, options?: Parameters<typeof request>[1]): Promise<ConversationSummary> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<ConversationSummary>(getRenameConversationUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(conversationChanges)
  }
);}





export const getRenameConversationMutationKey = () => ['renameConversation'] as const;

export const getRenameConversationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof renameConversation>>, TError,RenameConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof renameConversation>>, TError,RenameConversationMutationVariables, TContext> => {

const mutationKey = getRenameConversationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof renameConversation>>, RenameConversationMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  renameConversation(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RenameConversationMutationResult = NonNullable<Awaited<ReturnType<typeof renameConversation>>>
    export type RenameConversationMutationBody = ConversationChanges
    export type RenameConversationMutationError = Problem
    export type RenameConversationMutationVariables = {id: string;data: ConversationChanges}

    /**
 * @summary Rename Conversation
 */
export const useRenameConversation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof renameConversation>>, TError,RenameConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof renameConversation>>,
        TError,
        RenameConversationMutationVariables,
        TContext
      > => {
      return useMutation(getRenameConversationMutationOptions(options), queryClient);
    }

export const getDeleteConversationUrl = (id: string,) => {




  return `/api/v1/conversations/${id}`
}

/**
 * Delete a conversation; the tasks it spoke of stay.
 * @summary Delete Conversation
 */
export const deleteConversation = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteConversationUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteConversationMutationKey = () => ['deleteConversation'] as const;

export const getDeleteConversationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteConversation>>, TError,DeleteConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteConversation>>, TError,DeleteConversationMutationVariables, TContext> => {

const mutationKey = getDeleteConversationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteConversation>>, DeleteConversationMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteConversation(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteConversationMutationResult = NonNullable<Awaited<ReturnType<typeof deleteConversation>>>

    export type DeleteConversationMutationError = Problem
    export type DeleteConversationMutationVariables = {id: string}

    /**
 * @summary Delete Conversation
 */
export const useDeleteConversation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteConversation>>, TError,DeleteConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteConversation>>,
        TError,
        DeleteConversationMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteConversationMutationOptions(options), queryClient);
    }

export const getStopConversationUrl = (id: string,) => {




  return `/api/v1/conversations/${id}/stop`
}

/**
 * Stop the answer that is being made, if any; it ends with its next step and says so.
 * @summary Stop Conversation
 */
export const stopConversation = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getStopConversationUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getStopConversationMutationKey = () => ['stopConversation'] as const;

export const getStopConversationMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof stopConversation>>, TError,StopConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof stopConversation>>, TError,StopConversationMutationVariables, TContext> => {

const mutationKey = getStopConversationMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof stopConversation>>, StopConversationMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  stopConversation(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type StopConversationMutationResult = NonNullable<Awaited<ReturnType<typeof stopConversation>>>

    export type StopConversationMutationError = Problem
    export type StopConversationMutationVariables = {id: string}

    /**
 * @summary Stop Conversation
 */
export const useStopConversation = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof stopConversation>>, TError,StopConversationMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof stopConversation>>,
        TError,
        StopConversationMutationVariables,
        TContext
      > => {
      return useMutation(getStopConversationMutationOptions(options), queryClient);
    }

export const getListAccessTokensUrl = () => {




  return `/api/v1/tokens`
}

/**
 * List the caller's access tokens, the newest first.
 * @summary List Access Tokens
 */
export const listAccessTokens = async ( options?: Parameters<typeof request>[1]): Promise<AccessTokenList> => {

  return request<AccessTokenList>(getListAccessTokensUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListAccessTokensQueryKey = () => {
    return [
    `/api/v1/tokens`
    ] as const;
    }


export const getListAccessTokensQueryOptions = <TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListAccessTokensQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listAccessTokens>>> = ({ signal }) => listAccessTokens({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListAccessTokensQueryResult = NonNullable<Awaited<ReturnType<typeof listAccessTokens>>>
export type ListAccessTokensQueryError = Problem


export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listAccessTokens>>,
          TError,
          Awaited<ReturnType<typeof listAccessTokens>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listAccessTokens>>,
          TError,
          Awaited<ReturnType<typeof listAccessTokens>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Access Tokens
 */

export function useListAccessTokens<TData = Awaited<ReturnType<typeof listAccessTokens>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAccessTokens>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListAccessTokensQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateAccessTokenUrl = () => {




  return `/api/v1/tokens`
}

/**
 * Make an access token for a program.
 *
 * The answer that is kept for a request sent again does not hold the token: whoever lost it
 * revokes it and makes another.
 * @summary Create Access Token
 */
export const createAccessToken = async (newAccessToken: NewAccessToken, options?: Parameters<typeof request>[1]): Promise<CreatedAccessToken> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<CreatedAccessToken>(getCreateAccessTokenUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newAccessToken)
  }
);}





export const getCreateAccessTokenMutationKey = () => ['createAccessToken'] as const;

export const getCreateAccessTokenMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createAccessToken>>, TError,CreateAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createAccessToken>>, TError,CreateAccessTokenMutationVariables, TContext> => {

const mutationKey = getCreateAccessTokenMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createAccessToken>>, CreateAccessTokenMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createAccessToken(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateAccessTokenMutationResult = NonNullable<Awaited<ReturnType<typeof createAccessToken>>>
    export type CreateAccessTokenMutationBody = NewAccessToken
    export type CreateAccessTokenMutationError = Problem
    export type CreateAccessTokenMutationVariables = {data: NewAccessToken}

    /**
 * @summary Create Access Token
 */
export const useCreateAccessToken = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createAccessToken>>, TError,CreateAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createAccessToken>>,
        TError,
        CreateAccessTokenMutationVariables,
        TContext
      > => {
      return useMutation(getCreateAccessTokenMutationOptions(options), queryClient);
    }

export const getRevokeAllAccessTokensUrl = () => {




  return `/api/v1/tokens`
}

/**
 * End the access of all programs of the caller: access tokens, app passwords and feeds.
 * @summary Revoke All Access Tokens
 */
export const revokeAllAccessTokens = async ( options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeAllAccessTokensUrl(),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeAllAccessTokensMutationKey = () => ['revokeAllAccessTokens'] as const;

export const getRevokeAllAccessTokensMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAllAccessTokens>>, TError,void, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeAllAccessTokens>>, TError,void, TContext> => {

const mutationKey = getRevokeAllAccessTokensMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeAllAccessTokens>>, void> = () => {


          return  revokeAllAccessTokens(requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeAllAccessTokensMutationResult = NonNullable<Awaited<ReturnType<typeof revokeAllAccessTokens>>>

    export type RevokeAllAccessTokensMutationError = Problem


    /**
 * @summary Revoke All Access Tokens
 */
export const useRevokeAllAccessTokens = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAllAccessTokens>>, TError,void, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeAllAccessTokens>>,
        TError,
        void,
        TContext
      > => {
      return useMutation(getRevokeAllAccessTokensMutationOptions(options), queryClient);
    }

export const getRevokeAccessTokenUrl = (id: string,) => {




  return `/api/v1/tokens/${id}`
}

/**
 * Revoke an access token: from now on it opens nothing.
 * @summary Revoke Access Token
 */
export const revokeAccessToken = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeAccessTokenUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeAccessTokenMutationKey = () => ['revokeAccessToken'] as const;

export const getRevokeAccessTokenMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAccessToken>>, TError,RevokeAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeAccessToken>>, TError,RevokeAccessTokenMutationVariables, TContext> => {

const mutationKey = getRevokeAccessTokenMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeAccessToken>>, RevokeAccessTokenMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  revokeAccessToken(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeAccessTokenMutationResult = NonNullable<Awaited<ReturnType<typeof revokeAccessToken>>>

    export type RevokeAccessTokenMutationError = Problem
    export type RevokeAccessTokenMutationVariables = {id: string}

    /**
 * @summary Revoke Access Token
 */
export const useRevokeAccessToken = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAccessToken>>, TError,RevokeAccessTokenMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeAccessToken>>,
        TError,
        RevokeAccessTokenMutationVariables,
        TContext
      > => {
      return useMutation(getRevokeAccessTokenMutationOptions(options), queryClient);
    }

export const getListAppPasswordsUrl = () => {




  return `/api/v1/app-passwords`
}

/**
 * List the caller's app passwords, the newest first.
 * @summary List App Passwords
 */
export const listAppPasswords = async ( options?: Parameters<typeof request>[1]): Promise<AppPasswordList> => {

  return request<AppPasswordList>(getListAppPasswordsUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListAppPasswordsQueryKey = () => {
    return [
    `/api/v1/app-passwords`
    ] as const;
    }


export const getListAppPasswordsQueryOptions = <TData = Awaited<ReturnType<typeof listAppPasswords>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAppPasswords>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListAppPasswordsQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listAppPasswords>>> = ({ signal }) => listAppPasswords({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listAppPasswords>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListAppPasswordsQueryResult = NonNullable<Awaited<ReturnType<typeof listAppPasswords>>>
export type ListAppPasswordsQueryError = Problem


export function useListAppPasswords<TData = Awaited<ReturnType<typeof listAppPasswords>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAppPasswords>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listAppPasswords>>,
          TError,
          Awaited<ReturnType<typeof listAppPasswords>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListAppPasswords<TData = Awaited<ReturnType<typeof listAppPasswords>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAppPasswords>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listAppPasswords>>,
          TError,
          Awaited<ReturnType<typeof listAppPasswords>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListAppPasswords<TData = Awaited<ReturnType<typeof listAppPasswords>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAppPasswords>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List App Passwords
 */

export function useListAppPasswords<TData = Awaited<ReturnType<typeof listAppPasswords>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listAppPasswords>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListAppPasswordsQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateAppPasswordUrl = () => {




  return `/api/v1/app-passwords`
}

/**
 * Make an app password for a calendar program, which opens calendars and nothing else.
 *
 * The answer that is kept for a request sent again does not hold the password: whoever lost it
 * revokes it and makes another.
 * @summary Create App Password
 */
export const createAppPassword = async (newAppPassword: NewAppPassword, options?: Parameters<typeof request>[1]): Promise<CreatedAppPassword> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<CreatedAppPassword>(getCreateAppPasswordUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newAppPassword)
  }
);}





export const getCreateAppPasswordMutationKey = () => ['createAppPassword'] as const;

export const getCreateAppPasswordMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createAppPassword>>, TError,CreateAppPasswordMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createAppPassword>>, TError,CreateAppPasswordMutationVariables, TContext> => {

const mutationKey = getCreateAppPasswordMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createAppPassword>>, CreateAppPasswordMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createAppPassword(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateAppPasswordMutationResult = NonNullable<Awaited<ReturnType<typeof createAppPassword>>>
    export type CreateAppPasswordMutationBody = NewAppPassword
    export type CreateAppPasswordMutationError = Problem
    export type CreateAppPasswordMutationVariables = {data: NewAppPassword}

    /**
 * @summary Create App Password
 */
export const useCreateAppPassword = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createAppPassword>>, TError,CreateAppPasswordMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createAppPassword>>,
        TError,
        CreateAppPasswordMutationVariables,
        TContext
      > => {
      return useMutation(getCreateAppPasswordMutationOptions(options), queryClient);
    }

export const getRevokeAppPasswordUrl = (id: string,) => {




  return `/api/v1/app-passwords/${id}`
}

/**
 * Revoke an app password: it opens nothing any more, within a minute at other replicas.
 * @summary Revoke App Password
 */
export const revokeAppPassword = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeAppPasswordUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeAppPasswordMutationKey = () => ['revokeAppPassword'] as const;

export const getRevokeAppPasswordMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAppPassword>>, TError,RevokeAppPasswordMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeAppPassword>>, TError,RevokeAppPasswordMutationVariables, TContext> => {

const mutationKey = getRevokeAppPasswordMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeAppPassword>>, RevokeAppPasswordMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  revokeAppPassword(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeAppPasswordMutationResult = NonNullable<Awaited<ReturnType<typeof revokeAppPassword>>>

    export type RevokeAppPasswordMutationError = Problem
    export type RevokeAppPasswordMutationVariables = {id: string}

    /**
 * @summary Revoke App Password
 */
export const useRevokeAppPassword = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeAppPassword>>, TError,RevokeAppPasswordMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeAppPassword>>,
        TError,
        RevokeAppPasswordMutationVariables,
        TContext
      > => {
      return useMutation(getRevokeAppPasswordMutationOptions(options), queryClient);
    }

export const getListCalendarFeedsUrl = () => {




  return `/api/v1/calendar-feeds`
}

/**
 * List the caller's feeds, the newest first.
 * @summary List Calendar Feeds
 */
export const listCalendarFeeds = async ( options?: Parameters<typeof request>[1]): Promise<CalendarFeedList> => {

  return request<CalendarFeedList>(getListCalendarFeedsUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListCalendarFeedsQueryKey = () => {
    return [
    `/api/v1/calendar-feeds`
    ] as const;
    }


export const getListCalendarFeedsQueryOptions = <TData = Awaited<ReturnType<typeof listCalendarFeeds>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listCalendarFeeds>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListCalendarFeedsQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listCalendarFeeds>>> = ({ signal }) => listCalendarFeeds({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listCalendarFeeds>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListCalendarFeedsQueryResult = NonNullable<Awaited<ReturnType<typeof listCalendarFeeds>>>
export type ListCalendarFeedsQueryError = Problem


export function useListCalendarFeeds<TData = Awaited<ReturnType<typeof listCalendarFeeds>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listCalendarFeeds>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listCalendarFeeds>>,
          TError,
          Awaited<ReturnType<typeof listCalendarFeeds>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListCalendarFeeds<TData = Awaited<ReturnType<typeof listCalendarFeeds>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listCalendarFeeds>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listCalendarFeeds>>,
          TError,
          Awaited<ReturnType<typeof listCalendarFeeds>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListCalendarFeeds<TData = Awaited<ReturnType<typeof listCalendarFeeds>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listCalendarFeeds>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Calendar Feeds
 */

export function useListCalendarFeeds<TData = Awaited<ReturnType<typeof listCalendarFeeds>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listCalendarFeeds>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListCalendarFeedsQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateCalendarFeedUrl = () => {




  return `/api/v1/calendar-feeds`
}

/**
 * Make a feed of tasks as iCalendar, which whoever has its address can read.
 * @summary Create Calendar Feed
 */
export const createCalendarFeed = async (newCalendarFeed: NewCalendarFeed, options?: Parameters<typeof request>[1]): Promise<CalendarFeedAddress> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<CalendarFeedAddress>(getCreateCalendarFeedUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newCalendarFeed)
  }
);}





export const getCreateCalendarFeedMutationKey = () => ['createCalendarFeed'] as const;

export const getCreateCalendarFeedMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createCalendarFeed>>, TError,CreateCalendarFeedMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createCalendarFeed>>, TError,CreateCalendarFeedMutationVariables, TContext> => {

const mutationKey = getCreateCalendarFeedMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createCalendarFeed>>, CreateCalendarFeedMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createCalendarFeed(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateCalendarFeedMutationResult = NonNullable<Awaited<ReturnType<typeof createCalendarFeed>>>
    export type CreateCalendarFeedMutationBody = NewCalendarFeed
    export type CreateCalendarFeedMutationError = Problem
    export type CreateCalendarFeedMutationVariables = {data: NewCalendarFeed}

    /**
 * @summary Create Calendar Feed
 */
export const useCreateCalendarFeed = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createCalendarFeed>>, TError,CreateCalendarFeedMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createCalendarFeed>>,
        TError,
        CreateCalendarFeedMutationVariables,
        TContext
      > => {
      return useMutation(getCreateCalendarFeedMutationOptions(options), queryClient);
    }

export const getRotateCalendarFeedUrl = (id: string,) => {




  return `/api/v1/calendar-feeds/${id}/rotate`
}

/**
 * Give a feed another address: the old one opens nothing from now on.
 * @summary Rotate Calendar Feed
 */
export const rotateCalendarFeed = async (id: string, options?: Parameters<typeof request>[1]): Promise<CalendarFeedAddress> => {

  return request<CalendarFeedAddress>(getRotateCalendarFeedUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getRotateCalendarFeedMutationKey = () => ['rotateCalendarFeed'] as const;

export const getRotateCalendarFeedMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof rotateCalendarFeed>>, TError,RotateCalendarFeedMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof rotateCalendarFeed>>, TError,RotateCalendarFeedMutationVariables, TContext> => {

const mutationKey = getRotateCalendarFeedMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof rotateCalendarFeed>>, RotateCalendarFeedMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  rotateCalendarFeed(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RotateCalendarFeedMutationResult = NonNullable<Awaited<ReturnType<typeof rotateCalendarFeed>>>

    export type RotateCalendarFeedMutationError = Problem
    export type RotateCalendarFeedMutationVariables = {id: string}

    /**
 * @summary Rotate Calendar Feed
 */
export const useRotateCalendarFeed = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof rotateCalendarFeed>>, TError,RotateCalendarFeedMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof rotateCalendarFeed>>,
        TError,
        RotateCalendarFeedMutationVariables,
        TContext
      > => {
      return useMutation(getRotateCalendarFeedMutationOptions(options), queryClient);
    }

export const getRevokeCalendarFeedUrl = (id: string,) => {




  return `/api/v1/calendar-feeds/${id}`
}

/**
 * Revoke a feed: its address opens nothing from now on.
 * @summary Revoke Calendar Feed
 */
export const revokeCalendarFeed = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getRevokeCalendarFeedUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getRevokeCalendarFeedMutationKey = () => ['revokeCalendarFeed'] as const;

export const getRevokeCalendarFeedMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeCalendarFeed>>, TError,RevokeCalendarFeedMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof revokeCalendarFeed>>, TError,RevokeCalendarFeedMutationVariables, TContext> => {

const mutationKey = getRevokeCalendarFeedMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof revokeCalendarFeed>>, RevokeCalendarFeedMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  revokeCalendarFeed(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type RevokeCalendarFeedMutationResult = NonNullable<Awaited<ReturnType<typeof revokeCalendarFeed>>>

    export type RevokeCalendarFeedMutationError = Problem
    export type RevokeCalendarFeedMutationVariables = {id: string}

    /**
 * @summary Revoke Calendar Feed
 */
export const useRevokeCalendarFeed = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof revokeCalendarFeed>>, TError,RevokeCalendarFeedMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof revokeCalendarFeed>>,
        TError,
        RevokeCalendarFeedMutationVariables,
        TContext
      > => {
      return useMutation(getRevokeCalendarFeedMutationOptions(options), queryClient);
    }

export const getSkipOccurrenceUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/recurrence/skip`
}

/**
 * Leave out an occurrence, which is not done: the open one, or a later one.
 *
 * One that is over already stays over. The last one completes the task.
 * @summary Skip Occurrence
 */
export const skipOccurrence = async (id: string,
    skippedOccurrence: SkippedOccurrence, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getSkipOccurrenceUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(skippedOccurrence)
  }
);}





export const getSkipOccurrenceMutationKey = () => ['skipOccurrence'] as const;

export const getSkipOccurrenceMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof skipOccurrence>>, TError,SkipOccurrenceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof skipOccurrence>>, TError,SkipOccurrenceMutationVariables, TContext> => {

const mutationKey = getSkipOccurrenceMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof skipOccurrence>>, SkipOccurrenceMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  skipOccurrence(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type SkipOccurrenceMutationResult = NonNullable<Awaited<ReturnType<typeof skipOccurrence>>>
    export type SkipOccurrenceMutationBody = SkippedOccurrence
    export type SkipOccurrenceMutationError = Problem
    export type SkipOccurrenceMutationVariables = {id: string;data: SkippedOccurrence}

    /**
 * @summary Skip Occurrence
 */
export const useSkipOccurrence = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof skipOccurrence>>, TError,SkipOccurrenceMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof skipOccurrence>>,
        TError,
        SkipOccurrenceMutationVariables,
        TContext
      > => {
      return useMutation(getSkipOccurrenceMutationOptions(options), queryClient);
    }

export const getPauseSeriesUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/recurrence/pause`
}

/**
 * Make nothing due from `startOn` to the day before `resumedOn`.
 *
 * An open occurrence that is due in between gives place to the first one after it.
 * @summary Pause Series
 */
export const pauseSeries = async (id: string,
    pauseDays: PauseDays, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getPauseSeriesUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(pauseDays)
  }
);}





export const getPauseSeriesMutationKey = () => ['pauseSeries'] as const;

export const getPauseSeriesMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof pauseSeries>>, TError,PauseSeriesMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof pauseSeries>>, TError,PauseSeriesMutationVariables, TContext> => {

const mutationKey = getPauseSeriesMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof pauseSeries>>, PauseSeriesMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  pauseSeries(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type PauseSeriesMutationResult = NonNullable<Awaited<ReturnType<typeof pauseSeries>>>
    export type PauseSeriesMutationBody = PauseDays
    export type PauseSeriesMutationError = Problem
    export type PauseSeriesMutationVariables = {id: string;data: PauseDays}

    /**
 * @summary Pause Series
 */
export const usePauseSeries = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof pauseSeries>>, TError,PauseSeriesMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof pauseSeries>>,
        TError,
        PauseSeriesMutationVariables,
        TContext
      > => {
      return useMutation(getPauseSeriesMutationOptions(options), queryClient);
    }

export const getResumeSeriesUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/recurrence/resume`
}

/**
 * End the pause that has a day: it is the first on which something can be due again.
 * @summary Resume Series
 */
export const resumeSeries = async (id: string,
    resumedDay: ResumedDay, options?: Parameters<typeof request>[1]): Promise<Task> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<Task>(getResumeSeriesUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(resumedDay)
  }
);}





export const getResumeSeriesMutationKey = () => ['resumeSeries'] as const;

export const getResumeSeriesMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof resumeSeries>>, TError,ResumeSeriesMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof resumeSeries>>, TError,ResumeSeriesMutationVariables, TContext> => {

const mutationKey = getResumeSeriesMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof resumeSeries>>, ResumeSeriesMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  resumeSeries(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ResumeSeriesMutationResult = NonNullable<Awaited<ReturnType<typeof resumeSeries>>>
    export type ResumeSeriesMutationBody = ResumedDay
    export type ResumeSeriesMutationError = Problem
    export type ResumeSeriesMutationVariables = {id: string;data: ResumedDay}

    /**
 * @summary Resume Series
 */
export const useResumeSeries = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof resumeSeries>>, TError,ResumeSeriesMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof resumeSeries>>,
        TError,
        ResumeSeriesMutationVariables,
        TContext
      > => {
      return useMutation(getResumeSeriesMutationOptions(options), queryClient);
    }

export const getSplitSeriesUrl = (id: string,) => {




  return `/api/v1/tasks/${id}/recurrence/split`
}

/**
 * Change an occurrence and all that follow it.
 *
 * Of a later occurrence they become a task of their own, and the series of the task ends before.
 * Of the open one it is the task itself that changes. Undoing the change joins them again.
 * @summary Split Series
 */
export const splitSeries = async (id: string,
    followingChanges: FollowingChanges, options?: Parameters<typeof request>[1]): Promise<SplitTask> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<SplitTask>(getSplitSeriesUrl(id),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(followingChanges)
  }
);}





export const getSplitSeriesMutationKey = () => ['splitSeries'] as const;

export const getSplitSeriesMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof splitSeries>>, TError,SplitSeriesMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof splitSeries>>, TError,SplitSeriesMutationVariables, TContext> => {

const mutationKey = getSplitSeriesMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof splitSeries>>, SplitSeriesMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  splitSeries(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type SplitSeriesMutationResult = NonNullable<Awaited<ReturnType<typeof splitSeries>>>
    export type SplitSeriesMutationBody = FollowingChanges
    export type SplitSeriesMutationError = Problem
    export type SplitSeriesMutationVariables = {id: string;data: FollowingChanges}

    /**
 * @summary Split Series
 */
export const useSplitSeries = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof splitSeries>>, TError,SplitSeriesMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof splitSeries>>,
        TError,
        SplitSeriesMutationVariables,
        TContext
      > => {
      return useMutation(getSplitSeriesMutationOptions(options), queryClient);
    }

export const getApplyPlanUrl = (id: string,) => {




  return `/api/v1/plans/${id}/apply`
}

/**
 * Do what a plan of the caller's says, once, and only if all of it is as the plan has seen it.
 *
 * Otherwise the code of the error is `PLAN_STALE`, and `fields` names what was changed since, or
 * `PLAN_APPLIED`. A plan expires after 15 minutes.
 * @summary Apply Plan
 */
export const applyPlan = async (id: string, options?: Parameters<typeof request>[1]): Promise<AppliedPlan> => {

  return request<AppliedPlan>(getApplyPlanUrl(id),
  {
    ...options,
    method: 'POST'


  }
);}





export const getApplyPlanMutationKey = () => ['applyPlan'] as const;

export const getApplyPlanMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof applyPlan>>, TError,ApplyPlanMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof applyPlan>>, TError,ApplyPlanMutationVariables, TContext> => {

const mutationKey = getApplyPlanMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof applyPlan>>, ApplyPlanMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  applyPlan(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ApplyPlanMutationResult = NonNullable<Awaited<ReturnType<typeof applyPlan>>>

    export type ApplyPlanMutationError = Problem
    export type ApplyPlanMutationVariables = {id: string}

    /**
 * @summary Apply Plan
 */
export const useApplyPlan = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof applyPlan>>, TError,ApplyPlanMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof applyPlan>>,
        TError,
        ApplyPlanMutationVariables,
        TContext
      > => {
      return useMutation(getApplyPlanMutationOptions(options), queryClient);
    }

export const getImportFileUrl = (params?: ImportFileParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/imports?${stringifiedParams}` : `/api/v1/imports`
}

/**
 * Import a file of another program, or an export from here; undoing the change takes all back.
 *
 * What was imported before stays as it is.
 * @summary Import File
 */
export const importFile = async (importFileBody: Blob,
    params?: ImportFileParams, options?: Parameters<typeof request>[1]): Promise<ImportReport> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<ImportReport>(getImportFileUrl(params),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', ...getHeaders(options?.headers) },
    body: importFileBody
  }
);}





export const getImportFileMutationKey = () => ['importFile'] as const;

export const getImportFileMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof importFile>>, TError,ImportFileMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof importFile>>, TError,ImportFileMutationVariables, TContext> => {

const mutationKey = getImportFileMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof importFile>>, ImportFileMutationVariables> = (props) => {
          const {data,params} = props ?? {};

          return  importFile(data,params,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type ImportFileMutationResult = NonNullable<Awaited<ReturnType<typeof importFile>>>
    export type ImportFileMutationBody = Blob
    export type ImportFileMutationError = Problem
    export type ImportFileMutationVariables = {data: Blob;params?: ImportFileParams}

    /**
 * @summary Import File
 */
export const useImportFile = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof importFile>>, TError,ImportFileMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof importFile>>,
        TError,
        ImportFileMutationVariables,
        TContext
      > => {
      return useMutation(getImportFileMutationOptions(options), queryClient);
    }

export const getExportSpaceUrl = (params: ExportSpaceParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/exports?${stringifiedParams}` : `/api/v1/exports`
}

/**
 * Export projects, sections, tasks, comments and relations of a space as a file.
 * @summary Export Space
 */
export const exportSpace = async (params: ExportSpaceParams, options?: Parameters<typeof request>[1]): Promise<ExportSpace200One | Blob> => {

  return request<ExportSpace200One | Blob>(getExportSpaceUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getExportSpaceQueryKey = (params?: ExportSpaceParams,) => {
    return [
    `/api/v1/exports`, ...(params ? [params] : [])
    ] as const;
    }


export const getExportSpaceQueryOptions = <TData = Awaited<ReturnType<typeof exportSpace>>, TError = Problem>(params: ExportSpaceParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof exportSpace>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getExportSpaceQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof exportSpace>>> = ({ signal }) => exportSpace(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof exportSpace>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ExportSpaceQueryResult = NonNullable<Awaited<ReturnType<typeof exportSpace>>>
export type ExportSpaceQueryError = Problem


export function useExportSpace<TData = Awaited<ReturnType<typeof exportSpace>>, TError = Problem>(
 params: ExportSpaceParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof exportSpace>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof exportSpace>>,
          TError,
          Awaited<ReturnType<typeof exportSpace>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useExportSpace<TData = Awaited<ReturnType<typeof exportSpace>>, TError = Problem>(
 params: ExportSpaceParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof exportSpace>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof exportSpace>>,
          TError,
          Awaited<ReturnType<typeof exportSpace>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useExportSpace<TData = Awaited<ReturnType<typeof exportSpace>>, TError = Problem>(
 params: ExportSpaceParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof exportSpace>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Export Space
 */

export function useExportSpace<TData = Awaited<ReturnType<typeof exportSpace>>, TError = Problem>(
 params: ExportSpaceParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof exportSpace>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getExportSpaceQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getListExportFormatsUrl = () => {




  return `/api/v1/exports/formats`
}

/**
 * List the formats, each with what it cannot keep, and why.
 * @summary List Export Formats
 */
export const listExportFormats = async ( options?: Parameters<typeof request>[1]): Promise<FormatList> => {

  return request<FormatList>(getListExportFormatsUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListExportFormatsQueryKey = () => {
    return [
    `/api/v1/exports/formats`
    ] as const;
    }


export const getListExportFormatsQueryOptions = <TData = Awaited<ReturnType<typeof listExportFormats>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listExportFormats>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListExportFormatsQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listExportFormats>>> = ({ signal }) => listExportFormats({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listExportFormats>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListExportFormatsQueryResult = NonNullable<Awaited<ReturnType<typeof listExportFormats>>>
export type ListExportFormatsQueryError = Problem


export function useListExportFormats<TData = Awaited<ReturnType<typeof listExportFormats>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listExportFormats>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listExportFormats>>,
          TError,
          Awaited<ReturnType<typeof listExportFormats>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListExportFormats<TData = Awaited<ReturnType<typeof listExportFormats>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listExportFormats>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listExportFormats>>,
          TError,
          Awaited<ReturnType<typeof listExportFormats>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListExportFormats<TData = Awaited<ReturnType<typeof listExportFormats>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listExportFormats>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Export Formats
 */

export function useListExportFormats<TData = Awaited<ReturnType<typeof listExportFormats>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listExportFormats>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListExportFormatsQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getListViewsUrl = (params?: ListViewsParams,) => {
  const normalizedParams = new URLSearchParams();

  Object.entries(params || {}).forEach(([key, value]) => {

    if (value !== undefined) {
      normalizedParams.append(key, value === null ? 'null' : String(value))
    }
  });

  const stringifiedParams = normalizedParams.toString();

  return stringifiedParams.length > 0 ? `/api/v1/views?${stringifiedParams}` : `/api/v1/views`
}

/**
 * List the saved views of the caller's spaces, in the order of each space.
 *
 * A view whose filter names what is gone has a `fault`.
 * @summary List Views
 */
export const listViews = async (params?: ListViewsParams, options?: Parameters<typeof request>[1]): Promise<ViewList> => {

  return request<ViewList>(getListViewsUrl(params),
  {
    ...options,
    method: 'GET'


  }
);}





export const getListViewsQueryKey = (params?: ListViewsParams,) => {
    return [
    `/api/v1/views`, ...(params ? [params] : [])
    ] as const;
    }


export const getListViewsQueryOptions = <TData = Awaited<ReturnType<typeof listViews>>, TError = Problem>(params?: ListViewsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listViews>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getListViewsQueryKey(params);



    const queryFn: QueryFunction<Awaited<ReturnType<typeof listViews>>> = ({ signal }) => listViews(params, { signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof listViews>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type ListViewsQueryResult = NonNullable<Awaited<ReturnType<typeof listViews>>>
export type ListViewsQueryError = Problem


export function useListViews<TData = Awaited<ReturnType<typeof listViews>>, TError = Problem>(
 params: undefined |  ListViewsParams, options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof listViews>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof listViews>>,
          TError,
          Awaited<ReturnType<typeof listViews>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListViews<TData = Awaited<ReturnType<typeof listViews>>, TError = Problem>(
 params?: ListViewsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listViews>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof listViews>>,
          TError,
          Awaited<ReturnType<typeof listViews>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useListViews<TData = Awaited<ReturnType<typeof listViews>>, TError = Problem>(
 params?: ListViewsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listViews>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary List Views
 */

export function useListViews<TData = Awaited<ReturnType<typeof listViews>>, TError = Problem>(
 params?: ListViewsParams, options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof listViews>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getListViewsQueryOptions(params,options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getCreateViewUrl = () => {




  return `/api/v1/views`
}

/**
 * Save a view, as the last one of its space; one in the caller's own space is theirs alone.
 * @summary Create View
 */
export const createView = async (newView: NewView, options?: Parameters<typeof request>[1]): Promise<View> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<View>(getCreateViewUrl(),
  {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(newView)
  }
);}





export const getCreateViewMutationKey = () => ['createView'] as const;

export const getCreateViewMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createView>>, TError,CreateViewMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof createView>>, TError,CreateViewMutationVariables, TContext> => {

const mutationKey = getCreateViewMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof createView>>, CreateViewMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  createView(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type CreateViewMutationResult = NonNullable<Awaited<ReturnType<typeof createView>>>
    export type CreateViewMutationBody = NewView
    export type CreateViewMutationError = Problem
    export type CreateViewMutationVariables = {data: NewView}

    /**
 * @summary Create View
 */
export const useCreateView = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof createView>>, TError,CreateViewMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof createView>>,
        TError,
        CreateViewMutationVariables,
        TContext
      > => {
      return useMutation(getCreateViewMutationOptions(options), queryClient);
    }

export const getUpdateViewUrl = (id: string,) => {




  return `/api/v1/views/${id}`
}

/**
 * Change or move a view.
 * @summary Update View
 */
export const updateView = async (id: string,
    viewChanges: ViewChanges, options?: Parameters<typeof request>[1]): Promise<View> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<View>(getUpdateViewUrl(id),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(viewChanges)
  }
);}





export const getUpdateViewMutationKey = () => ['updateView'] as const;

export const getUpdateViewMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateView>>, TError,UpdateViewMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateView>>, TError,UpdateViewMutationVariables, TContext> => {

const mutationKey = getUpdateViewMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateView>>, UpdateViewMutationVariables> = (props) => {
          const {id,data} = props ?? {};

          return  updateView(id,data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateViewMutationResult = NonNullable<Awaited<ReturnType<typeof updateView>>>
    export type UpdateViewMutationBody = ViewChanges
    export type UpdateViewMutationError = Problem
    export type UpdateViewMutationVariables = {id: string;data: ViewChanges}

    /**
 * @summary Update View
 */
export const useUpdateView = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateView>>, TError,UpdateViewMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateView>>,
        TError,
        UpdateViewMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateViewMutationOptions(options), queryClient);
    }

export const getDeleteViewUrl = (id: string,) => {




  return `/api/v1/views/${id}`
}

/**
 * Delete a view; the tasks in it stay.
 * @summary Delete View
 */
export const deleteView = async (id: string, options?: Parameters<typeof request>[1]): Promise<void> => {

  return request<void>(getDeleteViewUrl(id),
  {
    ...options,
    method: 'DELETE'


  }
);}





export const getDeleteViewMutationKey = () => ['deleteView'] as const;

export const getDeleteViewMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteView>>, TError,DeleteViewMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof deleteView>>, TError,DeleteViewMutationVariables, TContext> => {

const mutationKey = getDeleteViewMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof deleteView>>, DeleteViewMutationVariables> = (props) => {
          const {id} = props ?? {};

          return  deleteView(id,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type DeleteViewMutationResult = NonNullable<Awaited<ReturnType<typeof deleteView>>>

    export type DeleteViewMutationError = Problem
    export type DeleteViewMutationVariables = {id: string}

    /**
 * @summary Delete View
 */
export const useDeleteView = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof deleteView>>, TError,DeleteViewMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof deleteView>>,
        TError,
        DeleteViewMutationVariables,
        TContext
      > => {
      return useMutation(getDeleteViewMutationOptions(options), queryClient);
    }

export const getGetReadingSettingsUrl = () => {




  return `/api/v1/reading-settings`
}

/**
 * Get how the caller's text is read, by quick add and by the assistant.
 * @summary Get Reading Settings
 */
export const getReadingSettings = async ( options?: Parameters<typeof request>[1]): Promise<ReadingSettings> => {

  return request<ReadingSettings>(getGetReadingSettingsUrl(),
  {
    ...options,
    method: 'GET'


  }
);}





export const getGetReadingSettingsQueryKey = () => {
    return [
    `/api/v1/reading-settings`
    ] as const;
    }


export const getGetReadingSettingsQueryOptions = <TData = Awaited<ReturnType<typeof getReadingSettings>>, TError = Problem>( options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReadingSettings>>, TError, TData>>, request?: SecondParameter<typeof request>}
) => {

const {query: queryOptions, request: requestOptions} = options ?? {};

  const queryKey =  queryOptions?.queryKey ?? getGetReadingSettingsQueryKey();



    const queryFn: QueryFunction<Awaited<ReturnType<typeof getReadingSettings>>> = ({ signal }) => getReadingSettings({ signal, ...requestOptions });





   return  { queryKey, queryFn, ...queryOptions} as UseQueryOptions<Awaited<ReturnType<typeof getReadingSettings>>, TError, TData> & { queryKey: DataTag<QueryKey, TData, TError> }
}

export type GetReadingSettingsQueryResult = NonNullable<Awaited<ReturnType<typeof getReadingSettings>>>
export type GetReadingSettingsQueryError = Problem


export function useGetReadingSettings<TData = Awaited<ReturnType<typeof getReadingSettings>>, TError = Problem>(
  options: { query:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReadingSettings>>, TError, TData>> & Pick<
        DefinedInitialDataOptions<
          Awaited<ReturnType<typeof getReadingSettings>>,
          TError,
          Awaited<ReturnType<typeof getReadingSettings>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  DefinedUseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetReadingSettings<TData = Awaited<ReturnType<typeof getReadingSettings>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReadingSettings>>, TError, TData>> & Pick<
        UndefinedInitialDataOptions<
          Awaited<ReturnType<typeof getReadingSettings>>,
          TError,
          Awaited<ReturnType<typeof getReadingSettings>>
        > , 'initialData'
      >, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
export function useGetReadingSettings<TData = Awaited<ReturnType<typeof getReadingSettings>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReadingSettings>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
  ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> }
/**
 * @summary Get Reading Settings
 */

export function useGetReadingSettings<TData = Awaited<ReturnType<typeof getReadingSettings>>, TError = Problem>(
  options?: { query?:Partial<UseQueryOptions<Awaited<ReturnType<typeof getReadingSettings>>, TError, TData>>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient
 ):  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> } {

  const queryOptions = getGetReadingSettingsQueryOptions(options)

  const query = useQuery(queryOptions, queryClient) as  UseQueryResult<TData, TError> & { queryKey: DataTag<QueryKey, TData, TError> };

  return withQueryKey(query, queryOptions.queryKey);
}







export const getUpdateReadingSettingsUrl = () => {




  return `/api/v1/reading-settings`
}

/**
 * Say what "5/12", "next friday" and "this week" mean, and which reading is meant.
 * @summary Update Reading Settings
 */
export const updateReadingSettings = async (readingSettingsChanges: ReadingSettingsChanges, options?: Parameters<typeof request>[1]): Promise<ReadingSettings> => {

    const getHeaders = (h?: NonNullable<RequestInit['headers']>): Record<string, string | readonly string[]> => {
    if (!h) return {};
    if (h instanceof Headers) return Object.fromEntries(h.entries());
    if (Symbol.iterator in h) {
      return Object.fromEntries(
        Array.from(h as Iterable<Iterable<string>>, (entry) => Array.from(entry) as [string, string]),
      );
    }
    const headers: Record<string, string | readonly string[]> = {};
    for (const [name, value] of Object.entries<string | readonly string[] | undefined>(h)) {
      if (value !== undefined) headers[name] = value;
    }
    return headers;
  };
return request<ReadingSettings>(getUpdateReadingSettingsUrl(),
  {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...getHeaders(options?.headers) },
    body: JSON.stringify(readingSettingsChanges)
  }
);}





export const getUpdateReadingSettingsMutationKey = () => ['updateReadingSettings'] as const;

export const getUpdateReadingSettingsMutationOptions = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateReadingSettings>>, TError,UpdateReadingSettingsMutationVariables, TContext>, request?: SecondParameter<typeof request>}
): UseMutationOptions<Awaited<ReturnType<typeof updateReadingSettings>>, TError,UpdateReadingSettingsMutationVariables, TContext> => {

const mutationKey = getUpdateReadingSettingsMutationKey();
const {mutation: mutationOptions, request: requestOptions} = options ?
      options.mutation && 'mutationKey' in options.mutation && options.mutation.mutationKey ?
      options
      : {...options, mutation: {...options.mutation, mutationKey}}
      : {mutation: { mutationKey, }, request: undefined};




      const mutationFn: MutationFunction<Awaited<ReturnType<typeof updateReadingSettings>>, UpdateReadingSettingsMutationVariables> = (props) => {
          const {data} = props ?? {};

          return  updateReadingSettings(data,requestOptions)
        }






  return  { mutationFn, ...mutationOptions }}

    export type UpdateReadingSettingsMutationResult = NonNullable<Awaited<ReturnType<typeof updateReadingSettings>>>
    export type UpdateReadingSettingsMutationBody = ReadingSettingsChanges
    export type UpdateReadingSettingsMutationError = Problem
    export type UpdateReadingSettingsMutationVariables = {data: ReadingSettingsChanges}

    /**
 * @summary Update Reading Settings
 */
export const useUpdateReadingSettings = <TError = Problem,
    TContext = unknown>(options?: { mutation?:UseMutationOptions<Awaited<ReturnType<typeof updateReadingSettings>>, TError,UpdateReadingSettingsMutationVariables, TContext>, request?: SecondParameter<typeof request>}
 , queryClient?: QueryClient): UseMutationResult<
        Awaited<ReturnType<typeof updateReadingSettings>>,
        TError,
        UpdateReadingSettingsMutationVariables,
        TContext
      > => {
      return useMutation(getUpdateReadingSettingsMutationOptions(options), queryClient);
    }
