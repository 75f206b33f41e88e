'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { LoadFailure } from './load-failure.tsx';
import { onDemand } from './on-demand.ts';
import type { PaletteProps } from './palette/palette.tsx';
import { useTypedAhead } from './palette/use-typed-ahead.ts';
import type { Undo } from './undo/use-undo.tsx';
import type { ViewDialogProps } from './views/saved/view-dialog.tsx';

const helpQuery = onDemand(
  'help-dialog',
  async () => (await import('./shortcuts/help-dialog.tsx')).HelpDialog,
);
const historyQuery = onDemand(
  'history-dialog',
  async () => (await import('./undo/history-dialog.tsx')).HistoryDialog,
);

const viewQuery = onDemand(
  'view-dialog',
  async () => (await import('./views/saved/view-dialog.tsx')).ViewDialog,
);

const paletteQuery = onDemand(
  'palette',
  async () => (await import('./palette/palette.tsx')).Palette,
);

export type DialogName = 'help' | 'history' | 'palette' | 'view';

export interface DialogsProps {
  open: DialogName | null;
  onOpen: (name: DialogName | null) => void;
  singleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
  undo: Undo;
  viewForm: ViewDialogProps['form'];
  views: ViewDialogProps['views'];
  onViewSaved: () => void;
  palette: Omit<PaletteProps, 'open' | 'onOpenChange' | 'takeTyped'>;
}

/** What lies over the page. Each dialog is loaded when it is opened first, and stays, to be closed gently. */
export function Dialogs(props: DialogsProps): ReactElement {
  const { open, onOpen, singleKeys, onSingleKeys, undo, viewForm, views, onViewSaved } = props;
  const help = useQuery({ ...helpQuery, enabled: open === 'help' });
  const history = useQuery({ ...historyQuery, enabled: open === 'history' });
  const view = useQuery({ ...viewQuery, enabled: open === 'view' });
  const palette = useQuery({ ...paletteQuery, enabled: open === 'palette' });
  const Palette = palette.data;
  // Where it does not come, the page keeps its keys.
  const isComing = !palette.isError && !palette.isPaused;
  const takeTyped = useTypedAhead(open === 'palette' && isComing, () => onOpen(null));
  const failed = [help, history, view, palette].find(({ isError }) => isError);
  const [HelpDialog, HistoryDialog, ViewDialog] = [help.data, history.data, view.data];
  const opener = (name: DialogName) => (isOpen: boolean) => onOpen(isOpen ? name : null);
  return (
    <>
      {failed ? (
        <LoadFailure
          title="This could not be opened."
          error={failed.error}
          onRetry={() => void failed.refetch()}
        />
      ) : null}
      {HelpDialog ? (
        <HelpDialog
          open={open === 'help'}
          onOpenChange={opener('help')}
          {...{ singleKeys, onSingleKeys }}
        />
      ) : null}
      {HistoryDialog ? (
        <HistoryDialog
          open={open === 'history'}
          onOpenChange={opener('history')}
          takeBack={undo.takeBack}
        />
      ) : null}
      {ViewDialog ? (
        <ViewDialog
          open={open === 'view'}
          onOpenChange={opener('view')}
          form={viewForm}
          onSaved={onViewSaved}
          {...{ views, undo }}
        />
      ) : null}
      {Palette ? (
        <Palette
          open={open === 'palette'}
          onOpenChange={opener('palette')}
          takeTyped={takeTyped}
          {...props.palette}
        />
      ) : null}
    </>
  );
}
