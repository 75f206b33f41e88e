import { StatusRegion } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { UsedDictation } from './use-dictation.ts';

const listening = 'Listening. Your browser may send what you say to a service of its maker.';

/** Says below the field that the page listens, what it recognises, and why it could not. */
export function DictationStatus({
  isListening,
  interim,
  failure,
}: Pick<UsedDictation, 'failure' | 'interim' | 'isListening'>): ReactElement {
  return (
    <>
      {isListening ? (
        // Each piece of it would be read out over the person who speaks.
        <p aria-hidden="true" className="text-center text-xs wrap-anywhere text-muted">
          {interim || listening}
        </p>
      ) : null}
      {failure === null ? null : (
        <p role="alert" className="text-center text-sm wrap-anywhere text-danger">
          {failure}
        </p>
      )}
      <StatusRegion>{isListening ? listening : ''}</StatusRegion>
    </>
  );
}
