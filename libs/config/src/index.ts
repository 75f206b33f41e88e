export { ConfigError, loadConfig } from './load-config.ts';
export type { Environment } from './load-config.ts';
export {
  frontEndVariables,
  migrateVariables,
  productionVariables,
  resetPasswordVariables,
} from './front-end-variables.ts';
export type { FrontEndConfig, ResetPasswordConfig } from './front-end-variables.ts';
