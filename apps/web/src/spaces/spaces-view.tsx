'use client';

import { Spinner, StatusRegion } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { DeletedSpaces } from './deleted-spaces.tsx';
import { LoadProblem } from './load-problem.tsx';
import { NewSpaceForm } from './new-space-form.tsx';
import { SpaceCard } from './space-card.tsx';
import { useSpaces } from './use-spaces.ts';

export interface SpacesViewProps {
  /** The person who reads the page: the id, and the name in their account. */
  reader: { id: string; name: string };
}

/** The spaces that a person shares with others: made, shared by links, left and deleted here. */
export function SpacesView({ reader }: SpacesViewProps): ReactElement {
  const { data, isError, error, refetch } = useSpaces();
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  const shared = data?.filter(({ kind }) => kind === 'shared');

  /** What had the focus may be gone; where it is, the heading takes it. */
  function say(text: string): void {
    setSaid(text);
    if (document.activeElement === document.body) heading.current?.focus();
  }

  return (
    <div className="grid gap-8">
      <header className="grid gap-2">
        <h1 ref={heading} tabIndex={-1} className="text-3xl outline-none">
          Shared spaces
        </h1>
        <p className="text-muted">
          What is in a shared space, all its members see. What is in none is yours alone.
        </p>
      </header>
      <section className="grid gap-3" aria-labelledby="spaces">
        <h2 id="spaces" className="text-xl">
          Your spaces
        </h2>
        {isError && !data ? (
          <LoadProblem
            title="Your spaces could not be loaded."
            error={error}
            onRetry={() => void refetch()}
          />
        ) : null}
        {!data && !isError ? <Spinner label="Loading spaces" /> : null}
        {shared?.length === 0 ? (
          <p>You share none yet. Make one below, and send others a link into it.</p>
        ) : null}
        {shared && shared.length > 0 ? (
          <ul aria-label="Spaces" className="grid gap-3">
            {shared.map((space) => (
              <li key={space.id}>
                <SpaceCard
                  space={space}
                  reader={reader.id}
                  onSaid={say}
                  focusAfter={() => heading.current}
                />
              </li>
            ))}
          </ul>
        ) : null}
      </section>
      <NewSpaceForm readerName={reader.name} onMade={(name) => say(`${name} is made.`)} />
      <DeletedSpaces onRestored={(name) => say(`${name} is restored.`)} />
      <StatusRegion>{said}</StatusRegion>
    </div>
  );
}
