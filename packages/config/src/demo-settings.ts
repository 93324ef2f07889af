import type { BadVariable } from './config-error.ts';

/** Settings that move time or hand out well-known credentials: a blessing in a demo and a hole anywhere else. */
const demoOnly = /^(THROUGHLINE_CLOCK_FILE|THROUGHLINE_NOW|THROUGHLINE_DEMO_.+)$/;

/** What every credential that the embedded stack makes up begins with, so that it cannot be carried into production. */
export const demoCredentialPrefix = 'demo-';

/** The variables that a production start refuses, whether or not the service asked for them. */
export function demoSettings(env: NodeJS.ProcessEnv): BadVariable[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (!value) return [];
    if (demoOnly.test(name)) return [{ name, fault: 'is for demonstrations and tests, and must not be set here' }];
    if (value.startsWith(demoCredentialPrefix) && /_(SECRET|KEY|TOKEN|PASSWORD)$/.test(name))
      return [{ name, fault: 'is a demonstration credential, which production refuses' }];
    return [];
  });
}
