export { ApiProvider } from './api-provider.tsx';
export { isUnknownOutcome, sendChange, type Changed, type Precautions } from './change.ts';
export * from './generated/api.gen.ts';
export { whileBodyFits } from './keepalive.ts';
export { ApiError, describeProblem, isSignedOut } from './problem.ts';
export { keyHeader, newKey, type RequestOptions } from './request.ts';
