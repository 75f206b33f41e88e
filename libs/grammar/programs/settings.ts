/** The folder of specifications of recognizers, which is no part of this repository. */
export const recognizersFolder: string | undefined = process.env['RECOGNIZERS_SPECS'];
