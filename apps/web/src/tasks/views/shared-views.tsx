'use client';

import type { ReactElement } from 'react';

import type { CountOf } from './counts.ts';
import { PageLink } from './page-link.tsx';
import type { SharedSpaces } from './use-shared-spaces.ts';
import { ViewLink } from './view-nav.tsx';
import { viewNames, type View } from './view.ts';

export interface SharedViewsProps {
  shown: View;
  shared: SharedSpaces;
  countOf: CountOf;
}

/** What is shared with others: what is assigned to oneself, each space, and the page of all of them. */
export function SharedViews({ shown, shared, countOf }: SharedViewsProps): ReactElement {
  const { spaces = [] } = shared;
  return (
    <>
      {spaces.length > 0 ? (
        <ViewLink view={{ kind: 'mine' }} name={viewNames.mine} {...{ shown, countOf }} />
      ) : null}
      {spaces.map(({ id, name }) => (
        <ViewLink key={id} view={{ kind: 'space', id }} {...{ name, shown, countOf }} />
      ))}
      <PageLink href="/spaces" icon="person" name="Share with others" />
    </>
  );
}
