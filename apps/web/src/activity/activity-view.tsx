'use client';

import { describeProblem, hasStatus, type Activity, type Actor } from '@taskora/api-client';
import { Alert, Button, Card, SelectField, Spinner, useHydrated } from '@taskora/ui';
import { useMemo, useState, type ReactElement } from 'react';

import { ReaderId } from '../tasks/reader.ts';
import { ChangeItem } from './change-item.tsx';
import { changesOf, hasHiddenRedo, nextRedo, nextUndo, type DoneChange } from './changes-of.ts';
import { MomentForm } from './moment-form.tsx';
import { PastDialog, type Past } from './past-dialog.tsx';
import { useActivity, useTakingBack, type ActivityFilter } from './use-activity.ts';
import { useNames } from './use-names.ts';
import { actorFilters, changeText } from './words.ts';

export interface ActivityViewProps {
  /** Who reads it. */
  owner: string;
  /** What is asked for at first, by the address. */
  asked: ActivityFilter;
}

/** What was done in all spaces of the person; each step of it can be taken back, and done again. */
export function ActivityView({ owner, asked }: ActivityViewProps): ReactElement {
  return (
    <ReaderId value={owner}>
      <ActivityLog owner={owner} asked={asked} />
    </ReaderId>
  );
}

/** The address says what is shown, so that it can be kept and sent. */
function useFilter(asked: ActivityFilter): [ActivityFilter, (filter: ActivityFilter) => void] {
  const [filter, setFilter] = useState(asked);
  function change(next: ActivityFilter): void {
    setFilter(next);
    const parameters = new URLSearchParams();
    if (next.entityId !== null) parameters.set('task', next.entityId);
    if (next.actor !== null) parameters.set('by', next.actor);
    const search = parameters.toString();
    window.history.replaceState(null, '', `/activity${search === '' ? '' : `?${search}`}`);
  }
  return [filter, change];
}

/** Takes steps back and forward one at a time, and says what came of each. */
function useSteps() {
  const takeBack = useTakingBack();
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  /** Changes that the API would not take back; their rows still offer it. */
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());

  async function step(change: DoneChange | null, direction: 'undo' | 'redo'): Promise<void> {
    if (pending !== null) return;
    const id = direction === 'undo' ? change?.id : change?.first.undoneBy;
    if (!change || !id) {
      setSaid(`There is nothing to ${direction} in this list.`);
      return;
    }
    const text = changeText(change);
    setPending(change.id);
    setFailure(null);
    setSaid('');
    try {
      const { kept, conflicts = [] } = await takeBack(id);
      const stayed = Math.max(kept.length, new Set(conflicts.map((each) => each.entityId)).size);
      const done = direction === 'undo' ? 'Undone' : 'Done again';
      const rest = stayed === 0 ? '' : ' What was changed since stays as it is.';
      setSaid(`${done}: ${text}.${rest}`);
    } catch (error) {
      const what = direction === 'undo' ? 'undone' : 'done again';
      setFailure(`${text}: this was not ${what}. ${describeProblem(error)}`);
      if (direction === 'undo' && hasStatus(error, 409)) {
        setRefused((known) => new Set([...known, change.id]));
        setSaid('“Undo the last step” goes on to the step before it.');
      }
    } finally {
      setPending(null);
    }
  }
  return { step, pending, failure, said, refused };
}

const entriesOf = (data: { pages: { items: Activity[] }[] } | undefined): Activity[] =>
  data?.pages.flatMap(({ items }) => items) ?? [];

function ActivityLog({ owner, asked }: ActivityViewProps): ReactElement {
  const [filter, setFilter] = useFilter(asked);
  const query = useActivity(filter);
  const entries = useMemo(() => entriesOf(query.data), [query.data]);
  const changes = useMemo(() => changesOf(entries), [entries]);
  const names = useNames(changes);
  const { step, pending, failure, said, refused } = useSteps();
  const [past, setPast] = useState<Past | null>(null);
  const hydrated = useHydrated();
  const back = nextUndo(changes, owner, refused);
  const forward = nextRedo(changes, owner);
  const title = entries.find((entry) => entry.title !== null)?.title;

  /** What a step is taken with may be on a page that is not loaded yet. */
  async function stepOn(
    direction: 'undo' | 'redo',
    found: DoneChange | null,
    next: (changes: readonly DoneChange[]) => DoneChange | null,
    mayFollow: (changes: readonly DoneChange[]) => boolean,
  ): Promise<void> {
    let [change, known, hasMore] = [found, changes, query.hasNextPage];
    while (change === null && hasMore && mayFollow(known)) {
      const loaded = await query.fetchNextPage();
      if (loaded.isError) return;
      known = changesOf(entriesOf(loaded.data));
      change = next(known);
      hasMore = loaded.hasNextPage;
    }
    await step(change, direction);
  }
  const stepBack = () =>
    stepOn(
      'undo',
      back,
      (known) => nextUndo(known, owner, refused),
      () => true,
    );
  const stepForward = () =>
    stepOn(
      'redo',
      forward,
      (known) => nextRedo(known, owner),
      (known) => hasHiddenRedo(known, owner),
    );

  function showPast({ spaceId, sequence, entityId, createdAt }: Activity): void {
    if (sequence !== null) setPast({ spaceId, sequence, entityId, createdAt });
  }

  return (
    <div className="grid gap-6">
      <header className="grid gap-1">
        <h1 className="text-3xl">Activity</h1>
        <p className="text-muted wrap-anywhere">
          {filter.entityId === null
            ? 'Who did what, from where, the newest first.'
            : `What was done to one task${title ? `: \u2068${title}\u2069` : ''}.`}
        </p>
      </header>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label="Done"
          disabled={!hydrated}
          value={filter.actor ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setFilter({ ...filter, actor: value === '' ? null : (value as Actor) });
          }}
        >
          {actorFilters.map(([actor, name]) => (
            <option key={actor} value={actor}>
              {name}
            </option>
          ))}
        </SelectField>
        {filter.entityId === null ? null : (
          <Button onClick={() => setFilter({ ...filter, entityId: null })}>Of all tasks</Button>
        )}
        <div role="group" aria-label="Step by step" className="flex flex-wrap gap-2">
          <Button
            pending={pending !== null && pending === back?.id}
            onClick={() => void stepBack()}
          >
            Undo the last step
          </Button>
          <Button
            pending={pending !== null && pending === forward?.id}
            onClick={() => void stepForward()}
          >
            Redo it
          </Button>
        </div>
      </div>
      {filter.entityId === null ? null : <MomentForm taskId={filter.entityId} onPast={setPast} />}
      <p role="status" className="min-h-5 text-sm text-muted">
        {said}
      </p>
      {failure ? <Alert tone="danger" title={failure} /> : null}
      {query.isError ? (
        <Alert
          tone="danger"
          title="The activity could not be loaded."
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        >
          {describeProblem(query.error)}
        </Alert>
      ) : null}
      {query.isPending ? <Spinner label="Loading the activity" /> : null}
      {query.data && changes.length === 0 ? <p>Nothing yet.</p> : null}
      {changes.length > 0 ? (
        <Card>
          <ul aria-label="What was done" className="divide-y divide-line">
            {changes.map((change) => (
              <ChangeItem
                key={change.id}
                pending={pending === change.id}
                ofOne={filter.entityId !== null}
                onUndo={() => void step(change, 'undo')}
                onRedo={() => void step(change, 'redo')}
                onPast={showPast}
                onOnly={({ entityId }) => setFilter({ ...filter, entityId })}
                {...{ change, changes, names }}
              />
            ))}
          </ul>
        </Card>
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          pending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
      <PastDialog past={past} names={names} onClose={() => setPast(null)} />
    </div>
  );
}
