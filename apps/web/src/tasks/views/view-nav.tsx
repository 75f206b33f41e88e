'use client';

import type { ListedView, Project } from '@taskora/api-client';
import { Button, Icon, VisuallyHidden, classNames } from '@taskora/ui';
import { useId, useState, type ReactElement, type ReactNode } from 'react';

import { TaskTitle } from '../list/task-title.tsx';
import type { CountOf } from './counts.ts';
import { PageLink } from './page-link.tsx';
import { ProjectsFailure, type ProjectsFailureProps } from './projects-failure.tsx';
import { ViewAnchor } from './view-anchor.tsx';
import { viewIcons } from './view-icons.ts';
import { calendarNow, plainViews, searchOf, viewNames, type View } from './view.ts';

const number = new Intl.NumberFormat('en-GB');

export interface ViewLinkProps {
  view: View;
  name: string;
  shown: View;
  countOf: CountOf;
}

export function ViewLink({ view, name, shown, countOf }: ViewLinkProps): ReactElement {
  const count = countOf(view);
  const isShown =
    view.kind === 'calendar' ? shown.kind === 'calendar' : searchOf(view) === searchOf(shown);

  return (
    <li className="min-w-0">
      <ViewAnchor
        view={view}
        aria-current={isShown ? 'page' : undefined}
        className={classNames(
          'flex min-h-target items-center gap-2 rounded-control px-3 text-sm font-medium no-underline',
          isShown ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink',
        )}
      >
        <Icon name={viewIcons[view.kind]} className="size-4" />
        <span className="min-w-0 flex-1 truncate">
          <TaskTitle title={name} />
        </span>
        {count ? (
          <span className="text-xs tabular-nums">
            {number.format(count)}
            <VisuallyHidden>{count === 1 ? ' task' : ' tasks'}</VisuallyHidden>
          </span>
        ) : null}
      </ViewAnchor>
    </li>
  );
}

export interface ViewNavProps {
  shown: View;
  /** Undefined while they are not known. */
  projects: readonly Project[] | undefined;
  /** Why they are not. */
  failure: ProjectsFailureProps | null;
  saved: readonly ListedView[];
  onNewView: () => void;
  countOf: CountOf;
  /** The items of what is shared with others. */
  shared: ReactNode;
  /** Why they are not known. */
  sharedFailure: ProjectsFailureProps | null;
}

/**
 * All views: a column beside the list where there is room for one. Elsewhere saved views, projects and the
 * trash come out of a button, so that the list begins where it is seen, however many there are.
 */
export function ViewNav(props: ViewNavProps): ReactElement {
  const { shown, projects = [], failure, saved, onNewView, countOf, shared, sharedFailure } = props;
  const [open, setOpen] = useState(false);
  const listId = useId();
  const inUse = projects.filter(({ archivedAt }) => archivedAt === null);
  return (
    <nav
      aria-label="Views"
      className="grid content-start gap-1 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto"
    >
      <ul className="grid grid-cols-2 gap-1 sm:grid-cols-4 lg:grid-cols-1">
        {plainViews.map((kind) => (
          <ViewLink key={kind} view={{ kind }} name={viewNames[kind]} {...{ shown, countOf }} />
        ))}
        <ViewLink view={calendarNow} name={viewNames.calendar} {...{ shown, countOf }} />
      </ul>
      <Button
        size="small"
        variant="quiet"
        className="justify-self-start lg:hidden"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
      >
        <Icon name="folder" className="size-4" />
        Projects and more
      </Button>
      <ul
        id={listId}
        className={classNames('grid gap-1 sm:grid-cols-2 lg:grid-cols-1', !open && 'max-lg:hidden')}
      >
        {saved.map(({ id, name }) => (
          <ViewLink key={id} view={{ kind: 'saved', id }} {...{ name, shown, countOf }} />
        ))}
        <li>
          <Button size="small" variant="quiet" className="min-h-target" onClick={onNewView}>
            <Icon name="add" className="size-4" />
            New view
          </Button>
        </li>
        {inUse.map(({ id, name }) => (
          <ViewLink key={id} view={{ kind: 'project', id }} {...{ name, shown, countOf }} />
        ))}
        {shared}
        <ViewLink view={{ kind: 'trash' }} name={viewNames.trash} {...{ shown, countOf }} />
        <PageLink href="/import" icon="download" name="Import and export" />
      </ul>
      {failure ? <ProjectsFailure {...failure} /> : null}
      {sharedFailure ? (
        <ProjectsFailure title="Your shared spaces could not be loaded." {...sharedFailure} />
      ) : null}
    </nav>
  );
}
