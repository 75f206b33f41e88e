'use client';

import { Button, SelectField } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';

import { projectsQuery } from '../../details/projects-query.ts';
import { Unloaded } from '../../edit/fields/unloaded.tsx';
import type { PanelProps } from './panel.ts';

/** No place has this id. */
const notChosen = 'none';

/** Another project for all selected tasks; each stays in its space, so what is offered is of all of them. */
export function MovePanel({ selected, pending, onWanted }: PanelProps): ReactElement {
  const [projectId, setProjectId] = useState(notChosen);
  const field = useRef<HTMLSelectElement>(null);
  const projectList = useQuery(projectsQuery);
  const projects = projectList.data?.items ?? [];
  const isChosen = projectId !== notChosen;
  const spaces = new Set(selected.map(({ spaceId }) => spaceId));
  const offered = projects.filter(
    ({ spaceId, archivedAt }) => archivedAt === null && spaces.size === 1 && spaces.has(spaceId),
  );
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isChosen) return;
    const changes = { projectId: projectId === '' ? null : projectId, sectionId: null };
    onWanted({ verb: 'changed', body: { changes } });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <SelectField
        ref={field}
        label="Move to"
        className="min-w-48 flex-1"
        value={projectId}
        onChange={(event) => setProjectId(event.currentTarget.value)}
        description={
          spaces.size > 1 ? (
            'These tasks are of several spaces, which have no project in common.'
          ) : projectList.isError && !projectList.data ? (
            <Unloaded
              text="Your projects could not be loaded."
              onRetry={() => void projectList.refetch()}
            />
          ) : undefined
        }
      >
        <option value={notChosen} disabled>
          Choose…
        </option>
        <option value="">Inbox</option>
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button type="submit" size="small" variant="primary" pending={pending} disabled={!isChosen}>
        Move them
      </Button>
    </form>
  );
}
