'use client';

import { Button, IconButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { Chip } from './chips.ts';

export interface ChipListProps {
  chips: readonly Chip[];
  /** Phrases of the line that stay text. */
  kept: readonly string[];
  onDismiss: (chip: Chip) => void;
  /** Takes another reading of a phrase, by its place among the others. */
  onChoose: (chip: Chip, place: number) => void;
  onReadAgain: (phrase: string) => void;
}

const chipClassName =
  'flex max-w-full min-w-0 items-start rounded-control border border-line bg-surface pl-2';

function ReadPhrase(props: {
  chip: Chip;
  onDismiss: () => void;
  onChoose: (place: number) => void;
}): ReactElement {
  const { chip, onDismiss, onChoose } = props;
  return (
    <li className="max-w-full">
      <div role="group" aria-label={`${chip.phrase}: ${chip.says}`} className={chipClassName}>
        <div className="flex min-h-9 min-w-0 flex-wrap items-center gap-x-1 pointer-coarse:min-h-target">
          <span className="min-w-0 py-1 wrap-anywhere">
            <bdi className="rounded-sm bg-accent-soft px-1 py-0.5 text-accent">{chip.phrase}</bdi>{' '}
            <bdi className="text-ink">{chip.says}</bdi>
          </span>
          {chip.others.map((other, place) => (
            <Button
              key={other.says}
              size="small"
              variant="quiet"
              {...(place === 0 && { 'aria-keyshortcuts': 'Alt+ArrowDown' })}
              onClick={() => onChoose(place)}
            >
              or <bdi>{other.says}</bdi>
            </Button>
          ))}
        </div>
        <IconButton
          size="small"
          className="shrink-0"
          icon="close"
          label={`Keep as words: ${chip.phrase}`}
          aria-keyshortcuts="Escape"
          onClick={onDismiss}
        />
      </div>
    </li>
  );
}

function KeptPhrase({ phrase, onRead }: { phrase: string; onRead: () => void }): ReactElement {
  return (
    <li className={chipClassName}>
      <span className="min-w-0 self-center py-1 wrap-anywhere">
        <bdi>“{phrase}”</bdi> stays in the title.
      </span>
      <Button size="small" variant="quiet" aria-label={`Read it: ${phrase}`} onClick={onRead}>
        Read it
      </Button>
    </li>
  );
}

/** Shows, while typing, how each phrase is read, what else it could mean, and how to keep its text. */
export function ChipList(props: ChipListProps): ReactElement {
  const { chips, kept, onDismiss, onChoose, onReadAgain } = props;
  const hasOthers = chips.some(({ others }) => others.length > 0);
  return (
    <div className="grid gap-1">
      {chips.length + kept.length > 0 ? (
        <ul aria-label="How it is read" className="flex flex-wrap items-center gap-1.5">
          {chips.map((chip) => (
            <ReadPhrase
              key={`${chip.kind} ${chip.span[0]}`}
              chip={chip}
              onDismiss={() => onDismiss(chip)}
              onChoose={(place) => onChoose(chip, place)}
            />
          ))}
          {kept.map((phrase) => (
            <KeptPhrase key={phrase} phrase={phrase} onRead={() => onReadAgain(phrase)} />
          ))}
        </ul>
      ) : null}
      {chips.length > 0 ? (
        <p className="text-xs">
          Esc keeps the words{hasOthers ? ', Alt ↓ takes the other reading' : ''}.
        </p>
      ) : null}
    </div>
  );
}
