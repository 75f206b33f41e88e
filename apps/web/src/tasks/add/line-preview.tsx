'use client';

import type { ParseResult } from '@taskora/api-client';
import { Button, DueDate, StatusRegion } from '@taskora/ui';
import type { ReactElement } from 'react';

import { segmentsOf, type Claim, type Segment } from './line-segments.ts';

const styles: Record<Segment['kind'], string> = {
  plain: '',
  command: 'text-muted line-through',
  date: 'rounded-sm bg-accent-soft px-1 py-0.5 text-accent',
};

export interface LinePreviewProps {
  line: string;
  /** What is understood of the line; null while that is not known. */
  reading: ParseResult | null;
  claim: Claim | null;
  /** The text of the claim stays in the title. */
  kept: boolean;
  onKeep: (kept: boolean) => void;
}

function Segments({ line, reading }: { line: string; reading: ParseResult }): ReactElement {
  return (
    <span aria-hidden="true" dir="auto" className="min-w-0 text-ink wrap-anywhere">
      {segmentsOf(line, reading.spans).map((segment) => (
        <span key={segment.start} className={styles[segment.kind]}>
          {segment.text}
        </span>
      ))}
    </span>
  );
}

/** Shows, while typing, which part is understood as a date, which day that is, and how to refuse it. */
export function LinePreview(props: LinePreviewProps): ReactElement {
  const { line, reading, claim, kept, onKeep } = props;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      {reading && claim && !kept ? (
        <>
          <Segments line={line} reading={reading} />
          <span aria-hidden="true">
            <DueDate dueOn={claim.dueOn} />
          </span>
          <Button size="small" onClick={() => onKeep(true)}>
            Keep as words (Esc)
          </Button>
        </>
      ) : null}
      {claim && kept ? (
        <>
          <span>
            <bdi>“{claim.text}”</bdi> stays in the title.
          </span>
          <Button size="small" onClick={() => onKeep(false)}>
            Read it as a date
          </Button>
        </>
      ) : null}
      {line === '' ? <p>Understands “today”, “next Friday”, “12 Dec”.</p> : null}
      <StatusRegion>
        {claim && !kept ? (
          <>
            Due <DueDate dueOn={claim.dueOn} />
          </>
        ) : null}
      </StatusRegion>
    </div>
  );
}
