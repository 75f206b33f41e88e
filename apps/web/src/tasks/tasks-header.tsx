'use client';

import { IconButton, TextField, useHydrated } from '@taskora/ui';
import type { ReactElement, ReactNode, RefObject } from 'react';

export interface TasksHeaderProps {
  /** What is shown of the tasks. */
  title: string;
  headingRef: RefObject<HTMLHeadingElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
  search: string;
  onSearch: (search: string) => void;
  /** Rows are being selected. */
  selecting: boolean;
  /** Absent where nothing can be selected. */
  onSelecting: (() => void) | undefined;
  onHistory: () => void;
  onHelp: () => void;
  onPalette: () => void;
  summary: ReactNode;
}

/** What the API takes. */
const searchCharactersMax = 200;

/** The name of the page, how much there is to do, and what is not in the list itself. */
export function TasksHeader(props: TasksHeaderProps): ReactElement {
  const { title, headingRef, searchRef, search, onSearch, onHistory, onHelp, summary } = props;
  const { selecting, onSelecting } = props;
  const hydrated = useHydrated();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1 ref={headingRef} tabIndex={-1} className="text-3xl wrap-anywhere outline-none">
          <bdi>{title}</bdi>
        </h1>
        {summary}
      </div>
      <div className="flex min-w-60 flex-1 items-center justify-end gap-1">
        <TextField
          ref={searchRef}
          type="search"
          dir="auto"
          label="Search tasks"
          hideLabel
          placeholder="Search"
          className="max-w-48 min-w-20 flex-1"
          autoComplete="off"
          maxLength={searchCharactersMax}
          readOnly={!hydrated}
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.nativeEvent.isComposing) onSearch('');
          }}
        />
        <IconButton
          icon="check"
          label="Select tasks"
          aria-pressed={selecting}
          disabled={!hydrated || !onSelecting}
          onClick={onSelecting}
        />
        <IconButton
          icon="history"
          label="Recently changed"
          disabled={!hydrated}
          onClick={onHistory}
        />
        <IconButton
          icon="prompt"
          label="Find a task, a place or a command"
          disabled={!hydrated}
          onClick={props.onPalette}
        />
        <IconButton icon="help" label="Keyboard help" disabled={!hydrated} onClick={onHelp} />
      </div>
    </div>
  );
}
