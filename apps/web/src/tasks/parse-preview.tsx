'use client';

import type { ParsedSpan } from '@taskora/api-client';
import { DueDate, StatusRegion } from '@taskora/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { parseQuery } from './parse-query.ts';
import { useDebounced } from './use-debounced.ts';

const pauseMilliseconds = 150;

interface Piece {
  text: string;
  start: number;
  kind: ParsedSpan['kind'] | 'plain';
}

/** The line cut at the places that have a meaning. */
export function piecesOf(text: string, spans: readonly ParsedSpan[]): Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < position || span.end > text.length) continue;
    if (span.start > position) {
      pieces.push({ text: text.slice(position, span.start), start: position, kind: 'plain' });
    }
    pieces.push({ text: text.slice(span.start, span.end), start: span.start, kind: span.kind });
    position = span.end;
  }
  if (position < text.length)
    pieces.push({ text: text.slice(position), start: position, kind: 'plain' });
  return pieces;
}

const looks: Record<Piece['kind'], string> = {
  plain: '',
  command: 'text-muted line-through',
  date: 'rounded-sm bg-accent-soft px-1 py-0.5 text-accent',
};

/** Shows, while typing, which words are understood as a date and which day that is. */
export function ParsePreview({ text }: { text: string }): ReactElement {
  const line = useDebounced(text.trim(), pauseMilliseconds);
  const active = text.trim() !== '' && line !== '';
  const { data, isPlaceholderData } = useQuery({
    ...parseQuery(line),
    enabled: active,
    placeholderData: keepPreviousData,
  });
  const understood = active && data && data.dueOn !== null ? data : null;
  return (
    <div className="min-h-6 text-sm text-muted">
      {understood && !isPlaceholderData ? (
        <p aria-hidden="true" className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 text-ink">
            {piecesOf(line, understood.spans).map((piece) => (
              <span key={piece.start} className={looks[piece.kind]}>
                {piece.text}
              </span>
            ))}
          </span>
          {understood.dueOn ? <DueDate dueOn={understood.dueOn} /> : null}
        </p>
      ) : null}
      {text === '' ? <p>Knows “today”, “next Friday”, “12 Dec”.</p> : null}
      <StatusRegion>
        {understood?.dueOn && !isPlaceholderData ? (
          <>
            Due <DueDate dueOn={understood.dueOn} />
          </>
        ) : null}
      </StatusRegion>
    </div>
  );
}
