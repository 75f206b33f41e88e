import { EmptyState, LinkButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { ShownProject } from './shown-project.ts';
import type { ShownSpace } from './use-shared-spaces.ts';
import type { View } from './view.ts';

const texts: Readonly<Record<View['kind'], { title: string; next: string }>> = {
  all: {
    title: 'Nothing to do',
    next: 'Write the first task above, with a due date if it has one.',
  },
  inbox: { title: 'The inbox is empty', next: 'What you write without a project comes here.' },
  today: { title: 'Nothing is due today', next: 'What you write above will be due today.' },
  upcoming: {
    title: 'Nothing is coming up',
    next: 'Give a task a later day: “Call Mara on Friday”.',
  },
  calendar: { title: 'Nothing is due', next: 'What has a day stands in the calendar.' },
  day: { title: 'Nothing is due on this day', next: 'What you write above will be due on it.' },
  trash: {
    title: 'The trash is empty',
    next: 'What you delete is kept here for 30 days, and can be restored.',
  },
  mine: {
    title: 'Nothing is assigned to you',
    next: 'In a shared space, a task can be assigned to a member in its form.',
  },
  space: {
    title: 'Nothing to do here',
    next: 'What you write above is added to this space, and all its members see it.',
  },
  saved: { title: 'Nothing to see here', next: 'No task is found by the filter of this view.' },
  tag: { title: 'Nothing to do here', next: 'What you write above gets this tag.' },
  project: { title: 'Nothing to do here', next: 'What you write above is added to this project.' },
};

export interface NothingHereProps {
  view: View;
  project: ShownProject;
  space?: ShownSpace;
  sought: string;
}

/** A list that holds nothing, and how that is changed. */
export function NothingHere({
  view,
  project,
  space = null,
  sought,
}: NothingHereProps): ReactElement {
  if (sought !== '') {
    return (
      <EmptyState icon="search" title="Nothing found">
        No task has all of these words.
      </EmptyState>
    );
  }
  if (project === 'unknown') {
    return (
      <EmptyState
        icon="folder"
        title="There is no such project"
        action={<LinkButton href="/tasks">Show all tasks</LinkButton>}
      >
        It was deleted, or it is in a space that you are no member of. What you write above comes to
        the inbox.
      </EmptyState>
    );
  }
  if (space === 'unknown') {
    return (
      <EmptyState
        icon="person"
        title="There is no such space"
        action={<LinkButton href="/spaces">Shared spaces</LinkButton>}
      >
        It was deleted, or you are no member of it any more. An owner can send you a new link.
      </EmptyState>
    );
  }
  const { title, next } = texts[view.kind];
  return (
    <EmptyState icon={view.kind === 'trash' ? 'trash' : 'list'} title={title}>
      {next}
    </EmptyState>
  );
}
