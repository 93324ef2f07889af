export { type BadVariable, ConfigError } from './config-error.ts';
export { demoCredentialPrefix } from './demo-settings.ts';
export type { PrivateJwk, PublicJwk } from './json-web-key.ts';
export { type ConfigOf, type EnvironmentShape, readConfig } from './read-config.ts';
export {
  brokerEnvironment,
  databaseEnvironment,
  type Mode,
  processEnvironment,
  serviceEnvironment,
  tokenEnvironment,
  urlsOf,
} from './service-environment.ts';
