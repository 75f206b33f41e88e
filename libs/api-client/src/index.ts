export { ApiProvider } from './api-provider.tsx';
export { isUnknownOutcome, sendChange, type Changed, type Precautions } from './change.ts';
export * from './generated/api.gen.ts';
export { whileBodyFits } from './keepalive.ts';
export { newId } from './new-id.ts';
export { ApiError, describeProblem, hasStatus, isSignedOut } from './problem.ts';
export { keyHeader } from './request.ts';
export { unsetFields } from './unset-fields.ts';
