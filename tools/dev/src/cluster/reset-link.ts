import { runInPod, type Runner } from './program-in-pod.ts';

/** A pod of web has the address of the database and that of the page, so the link is made in one. */
export const makeResetLink = (email: string, kubectl?: Runner): Promise<string> =>
  runInPod(
    {
      service: 'web',
      command: ['node', '/app/reset-password.mjs', email],
      failure: 'no pod of web could make the link',
    },
    kubectl,
  );
