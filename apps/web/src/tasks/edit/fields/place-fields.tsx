'use client';

import type { Priority } from '@taskora/api-client';
import { SelectField } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { projectsQuery } from '../../details/projects-query.ts';
import { priorityNames } from '../../words/priority-names.ts';
import { sectionsQuery } from '../place-names.ts';
import type { FieldsProps } from './fields.ts';
import { Unloaded } from './unloaded.tsx';

interface Place {
  id: string;
  name: string;
  archivedAt: string | null;
}

/** What can be chosen: nothing, what is in use, and what is chosen although it is archived or not known yet. */
function Places({ places, chosen }: { places: readonly Place[]; chosen: string }): ReactElement {
  const shown = places.filter(({ id, archivedAt }) => archivedAt === null || id === chosen);
  return (
    <>
      <option value="">None</option>
      {chosen !== '' && !shown.some(({ id }) => id === chosen) ? (
        <option value={chosen}>…</option>
      ) : null}
      {shown.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}

/** The project of a task and the section in it; a task stays in its space. */
export function PlaceFields({ draft, onChange }: FieldsProps): ReactElement {
  const { projectId, sectionId, base } = draft;
  const projectList = useQuery(projectsQuery);
  const sectionList = useQuery(sectionsQuery(projectId));
  const projects = projectList.data?.items ?? [];
  const sections = sectionList.data?.items ?? [];
  return (
    <>
      <SelectField
        label="Project"
        description={
          projectList.isError && !projectList.data ? (
            <Unloaded
              text="Your projects could not be loaded."
              onRetry={() => void projectList.refetch()}
            />
          ) : null
        }
        value={projectId}
        onChange={(event) => onChange({ projectId: event.currentTarget.value, sectionId: '' })}
      >
        <Places
          places={projects.filter(({ spaceId }) => spaceId === base.spaceId)}
          chosen={projectId}
        />
      </SelectField>
      <SelectField
        label="Section"
        description={
          sectionList.isError && !sectionList.data ? (
            <Unloaded
              text="The sections could not be loaded."
              onRetry={() => void sectionList.refetch()}
            />
          ) : null
        }
        value={sectionId}
        disabled={projectId === '' || (sections.length === 0 && sectionId === '')}
        onChange={(event) => onChange({ sectionId: event.currentTarget.value })}
      >
        <Places places={sections} chosen={sectionId} />
      </SelectField>
    </>
  );
}

export function PriorityField({ draft, onChange }: FieldsProps): ReactElement {
  return (
    <SelectField
      label="Priority"
      value={draft.priority}
      onChange={(event) => onChange({ priority: event.currentTarget.value as Priority })}
    >
      {Object.entries(priorityNames).map(([priority, name]) => (
        <option key={priority} value={priority}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
