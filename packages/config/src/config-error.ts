/** One variable that is missing or wrong, and what it must be. Never what it was: half of them are secrets. */
export interface BadVariable {
  readonly name: string;
  readonly fault: string;
}

/** A process cannot start with its environment. Lists every bad variable at once; names, never values. */
export class ConfigError extends Error {
  readonly code = 'config-invalid';
  readonly variables: readonly BadVariable[];

  constructor(variables: readonly BadVariable[]) {
    super(`The environment is not usable:\n${variables.map(({ name, fault }) => `  ${name} ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
    this.variables = variables;
  }
}
