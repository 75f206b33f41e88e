'use client';

import { Alert, Button } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

/** More at once is no paste of a list any more, and would hold the page for minutes. */
export const pastedLinesMax = 500;

const linesShown = 5;

export interface PastedLinesProps {
  lines: readonly string[];
  onAddEach: () => void;
  onOneLine: () => void;
  onCancel: () => void;
}

/** A text of several lines was pasted: asks whether it is one task or as many as it has lines. */
export function PastedLines(props: PastedLinesProps): ReactElement {
  const { lines, onAddEach, onOneLine, onCancel } = props;
  const first = useRef<HTMLButtonElement>(null);
  const tooMany = lines.length > pastedLinesMax;
  useEffect(() => first.current?.focus(), []);
  const count = lines.length.toLocaleString('en-GB');
  const action = (
    <>
      {tooMany ? null : (
        <Button ref={first} size="small" variant="primary" onClick={onAddEach}>
          Add {count} tasks
        </Button>
      )}
      <Button ref={tooMany ? first : null} size="small" onClick={onOneLine}>
        Put them in one line
      </Button>
      <Button size="small" variant="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </>
  );
  return (
    <Alert title={`The pasted text has ${count} lines.`} action={action}>
      {tooMany ? <p>At most {pastedLinesMax} can be added at once.</p> : null}
      <ul className="list-disc pl-4">
        {lines.slice(0, linesShown).map((line, index) => (
          <li key={index} dir="auto" className="wrap-anywhere">
            {line.slice(0, 120)}
          </li>
        ))}
      </ul>
      {lines.length > linesShown ? <p>and {lines.length - linesShown} more</p> : null}
    </Alert>
  );
}
