'use client';

import { Alert, Button, Spinner, StatusRegion } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

import { useSpaces } from '../spaces/use-spaces.ts';
import { ExportForm } from './export-form.tsx';
import { FileForm } from './file-form.tsx';
import { Preview } from './preview.tsx';
import { Result } from './result.tsx';
import { everySource, sources } from './sources.ts';
import { useImport, type Step } from './use-import.ts';

const saying: Partial<Record<Step['kind'], string>> = {
  reading: 'The file is being read.',
  importing: 'The file is being imported.',
  undoing: 'The import is being taken back.',
  undone: 'The import was taken back.',
};

function UndoneNotice({ kept }: { kept: number }): ReactElement {
  const stay = kept === 1 ? '1 task stays' : `${kept} tasks stay`;
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone.
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Alert title="The import was taken back.">
        {kept === 0
          ? 'All of its tasks are gone. A project or section that was changed since stays.'
          : `${stay}, changed since the import. Delete by hand what you do not want.`}
      </Alert>
    </div>
  );
}

/** Tasks of other programs in, and one's own out. */
export function ExchangeView(): ReactElement {
  const { data: spaces } = useSpaces();
  const { step, failure, preview, apply, undo, reset } = useImport();
  const heading = useRef<HTMLHeadingElement>(null);
  const { kind } = step;
  const isShared = (spaceId: string) => spaces?.find(({ id }) => id === spaceId)?.kind === 'shared';

  /** The part that had the focus goes. */
  function again(): void {
    reset();
    heading.current?.focus();
  }

  return (
    <div className="grid gap-8">
      <header className="grid gap-2">
        <h1 ref={heading} tabIndex={-1} className="text-3xl outline-none">
          Import and export
        </h1>
        <p className="text-muted">
          Bring tasks from another program, see before what becomes of each row, and take all of it
          back if you like.
        </p>
      </header>
      {kind === 'undone' ? <UndoneNotice kept={step.kept} /> : null}
      {kind === 'choosing' || kind === 'reading' || kind === 'undone' ? (
        <FileForm
          spaces={spaces?.filter(({ role }) => role !== 'viewer')}
          pending={kind === 'reading'}
          failure={failure}
          onChanged={reset}
          onPreview={(file, options) => void preview(file, options)}
        />
      ) : null}
      {kind === 'reading' ? (
        <div className="flex flex-wrap items-center gap-3">
          <Spinner label={`Reading ${step.fileName}`} />
          <Button size="small" onClick={reset}>
            Stop
          </Button>
        </div>
      ) : null}
      {kind === 'preview' || kind === 'importing' ? (
        <Preview
          report={step.report}
          pending={kind === 'importing'}
          failure={failure}
          onImport={() => void apply(step.report)}
          onCancel={again}
        />
      ) : null}
      {kind === 'done' || kind === 'undoing' ? (
        <Result
          imported={step.imported}
          href={
            isShared(step.imported.report.spaceId)
              ? `/tasks?space=${step.imported.report.spaceId}`
              : '/tasks'
          }
          pending={kind === 'undoing'}
          failure={failure}
          onUndo={() => void undo(step.imported)}
          onAgain={again}
        />
      ) : null}
      {kind === 'choosing' ? (
        <section aria-labelledby="programs" className="grid gap-2">
          <h2 id="programs" className="text-xl">
            Where other programs give the file
          </h2>
          <dl className="grid gap-2 text-sm">
            {everySource.map((each) => (
              <div key={each}>
                <dt className="font-medium">{sources[each].name}</dt>
                <dd className="text-muted">{sources[each].file}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      <section aria-labelledby="export" className="grid gap-3">
        <h2 id="export" className="text-xl">
          Export
        </h2>
        <ExportForm spaces={spaces} />
      </section>
      <StatusRegion>{saying[kind]}</StatusRegion>
    </div>
  );
}
