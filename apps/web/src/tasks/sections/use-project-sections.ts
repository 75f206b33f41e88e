'use client';

import type { Section } from '@taskora/api-client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { sectionsQuery } from '../edit/place-names.ts';
import { useChosenViews } from '../views/use-chosen-views.ts';
import type { View } from '../views/view.ts';

/** What the form is about: a section, or one to be added. */
export type SectionForm = Section | 'new';

/** The sections of the project that is shown, and whether they are a list or a board; this browser remembers that. */
export function useProjectSections(view: View, sought: string) {
  const projectId = view.kind === 'project' ? view.id : '';
  const { data, isError, error, refetch } = useQuery({
    ...sectionsQuery(projectId),
    refetchOnWindowFocus: 'always',
  });
  const [isBoard, setBoard] = useChosenViews('taskora-boards', view);
  const [opened, setOpened] = useState<{ projectId: string; form: SectionForm } | null>(null);
  // A form is about the project that it was opened in, and is closed with it.
  if (opened && opened.projectId !== projectId) setOpened(null);
  const all = data?.items ?? [];
  const isInUse = all.some(({ archivedAt }) => archivedAt === null);
  const isAsked = projectId !== '' && sought === '';
  return {
    projectId,
    all,
    isBoard,
    setBoard,
    /** The tasks stand by section, and not in one list, as they do until the sections are known. */
    isShown: isAsked && data !== undefined && (isBoard || isInUse),
    /** Why they are not there. */
    failure: isAsked && isError && !data ? { error, onRetry: () => void refetch() } : null,
    form: opened?.form ?? null,
    openForm: (form: SectionForm) => setOpened({ projectId, form }),
    closeForm: () => setOpened(null),
  };
}

export type ProjectSections = ReturnType<typeof useProjectSections>;
