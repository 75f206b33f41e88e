export { ApiProvider } from './api-provider.tsx';
export * from './generated/api.gen.ts';
export { ApiError, describeProblem, isSignedOut } from './problem.ts';
