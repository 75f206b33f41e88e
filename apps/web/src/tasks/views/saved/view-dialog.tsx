'use client';

import { describeProblem, type ListedView } from '@taskora/api-client';
import { Alert, Button, Dialog, IconButton, SelectField, TextField } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { viewNameFault } from './view-name.ts';
import type { Undo } from '../../undo/use-undo.tsx';
import { showView } from '../use-view.ts';
import { FilterField } from './filter-field.tsx';
import { faultIn, useFilterCheck } from './use-filter-check.ts';
import { placeBeside, useViewChanges } from './use-view-changes.ts';
import { changedFrom, useViewDraft, type ViewValues } from './use-view-draft.ts';

/** Sort orders that are asked for most, by what the API calls them. */
const sortNames: Readonly<Record<string, string>> = {
  '': 'By day',
  '-priority,due': 'By priority',
  title: 'By title',
  '-created': 'The newest first',
  position: 'By hand',
};

/** What the form begins with: a saved view, or a filter to be saved as one. */
export interface ViewForm {
  view: ListedView | null;
  filter: string;
}

export interface ViewDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  form: ViewForm;
  views: readonly ListedView[];
  undo: Undo;
  /** Called when a view was saved, which is shown then. */
  onSaved: () => void;
}

/** A view is named, and written as a filter. */
export function ViewDialog(props: ViewDialogProps): ReactElement {
  const { open, onOpenChange, form } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={form.view ? 'Edit view' : 'New view'}
      description="A view shows all tasks that its filter finds."
    >
      {open ? <ViewFields {...props} /> : null}
    </Dialog>
  );
}

function ViewFields({ form, views, undo, onOpenChange, onSaved }: ViewDialogProps): ReactElement {
  const view = views.find(({ id }) => id === form.view?.id) ?? form.view;
  const draft = useViewDraft(form.view?.id ?? 'new', {
    name: form.view?.name ?? '',
    filter: form.view?.filter ?? form.filter,
    sort: form.view?.sort ?? '',
  });
  const { name, filter, sort } = draft.values;
  const [nameFault, setNameFault] = useState<string>();
  const [failure, setFailure] = useState<string | null>(null);
  const check = useFilterCheck(filter);
  const { pending, add, change, remove } = useViewChanges(undo);
  const sorts = sort in sortNames ? sortNames : { ...sortNames, [sort]: sort };

  /** Whether it was done; else it is said what was not, and the form stays. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      // What is wrong with the filter is said at its field.
      if (!faultIn(error)) setFailure(describeProblem(error));
      return false;
    }
  }

  async function changeHere(known: ListedView, values: ViewValues): Promise<ListedView> {
    const changes = changedFrom(form.view ?? known, values);
    if (Object.keys(changes).length > 0) await change(known, changes);
    return known;
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const fault = viewNameFault(name);
    setNameFault(fault);
    if (fault !== undefined) return;
    const values = { name: name.trim(), filter: filter.trim(), sort };
    const saved = await attempt(async () => {
      const { id } = await (view ? changeHere(view, values) : add(values));
      showView({ kind: 'saved', id });
    });
    if (!saved) return;
    draft.clear();
    onOpenChange(false);
    onSaved();
  }

  async function move(step: -1 | 1): Promise<void> {
    const afterId = view ? placeBeside(views, view, step) : undefined;
    if (view && afterId !== undefined) await attempt(() => change(view, { afterId }, 'moved'));
  }

  async function discard(): Promise<void> {
    if (!view || !(await attempt(() => remove(view)))) return;
    draft.clear();
    onOpenChange(false);
    showView({ kind: 'all' });
  }

  const isLast = (step: -1 | 1) => !view || placeBeside(views, view, step) === undefined;
  return (
    <form noValidate className="grid gap-4" onSubmit={(event) => void save(event)}>
      {failure ? (
        <Alert tone="danger" title="This was not done.">
          {failure}
        </Alert>
      ) : null}
      {draft.isRestored ? (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          What you wrote here before is back.
          <Button size="small" onClick={draft.clear}>
            Begin anew
          </Button>
        </p>
      ) : null}
      <TextField
        label="Name"
        dir="auto"
        autoComplete="off"
        value={name}
        onChange={(event) => {
          draft.write({ name: event.currentTarget.value });
          setNameFault(undefined);
        }}
        error={nameFault}
      />
      <FilterField
        filter={filter}
        check={check}
        onChange={(text) => draft.write({ filter: text })}
      />
      <SelectField
        label="Order"
        value={sort}
        onChange={(event) => draft.write({ sort: event.currentTarget.value })}
      >
        {Object.entries(sorts).map(([order, text]) => (
          <option key={order} value={order}>
            {text}
          </option>
        ))}
      </SelectField>
      <div className="flex flex-wrap items-center gap-2">
        {view ? (
          <>
            <Button variant="danger" pending={pending} onClick={() => void discard()}>
              Delete
            </Button>
            <IconButton
              icon="send"
              label="Move the view up"
              pending={pending}
              disabled={isLast(-1)}
              onClick={() => void move(-1)}
            />
            <IconButton
              icon="arrow-down"
              label="Move the view down"
              pending={pending}
              disabled={isLast(1)}
              onClick={() => void move(1)}
            />
          </>
        ) : null}
        <Button type="submit" variant="primary" className="ms-auto" pending={pending}>
          Save
        </Button>
      </div>
    </form>
  );
}
