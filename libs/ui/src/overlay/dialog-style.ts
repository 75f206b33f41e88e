export const backdropClassName =
  'fixed inset-0 min-h-dvh bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

const shared =
  'fixed left-1/2 z-40 grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 ' +
  'gap-4 overflow-y-auto rounded-card border border-line bg-surface p-6 text-ink shadow-popup ';

export const popupClassName =
  `${shared} top-1/2 max-w-md -translate-y-1/2 ` +
  'transition-[scale,opacity] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 ' +
  'data-starting-style:scale-98 data-starting-style:opacity-0';

export const topPopupClassName = `${shared} top-4 max-w-xl sm:top-[12dvh] sm:max-h-[80dvh]`;

export const titleClassName = 'text-xl';
export const descriptionClassName = 'text-muted';
export const footerClassName = 'mt-2 flex flex-wrap justify-end gap-2';
