import { checkStaged } from '../hooks/staged-files.ts';

/** What the hook before a commit runs; it imports nothing of the packages but their programs. */
checkStaged();
