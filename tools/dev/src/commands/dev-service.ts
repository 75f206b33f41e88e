import { runMain } from '@taskora/base/run-main';
import { serve } from '../development/service.ts';

/** `dev-service.ts api|web|chatbot` */
await runMain(() => serve(process.argv[2]));
