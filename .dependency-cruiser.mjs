const packagesOf = (...names) => `^packages/(${names.join('|')})/`;
/** What each package may use (design: "Packages"); a package absent here may use nothing of ours. */
const mayUse = {
  kernel: [],
  contracts: [],
  'working-days': ['kernel'],
  config: ['kernel'],
  observability: ['kernel'],
  messaging: ['contracts', 'kernel', 'config', 'observability'],
  persistence: ['contracts', 'kernel', 'config', 'observability'],
  http: ['contracts', 'kernel', 'config', 'observability'],
  embedded: ['kernel', 'config'],
};
const tests = '\\.test\\.ts$|/test/';
const only = (name, modules, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^(packages|services)/', pathNot: [...allowed, tests] },
  to: { path: modules },
});

export default {
  forbidden: [
    {
      name: 'no-service-to-service',
      severity: 'error',
      comment: 'Services meet in events and HTTP only.',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    { name: 'no-package-to-service', severity: 'error', from: { path: '^packages/' }, to: { path: '^services/' } },
    {
      name: 'contracts-only-zod',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: tests },
      to: { pathNot: ['^packages/contracts/src/', '/node_modules/zod/', '^node_modules/zod/'] },
    },
    ...Object.entries(mayUse).map(([name, allowed]) => ({
      name: `${name}-uses-only-what-the-design-allows`,
      severity: 'error',
      from: { path: `^packages/${name}/src/`, pathNot: tests },
      to: { path: '^packages/', pathNot: [`^packages/${name}/`, ...(allowed.length ? [packagesOf(...allowed)] : [])] },
    })),
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: [tests, '^packages/testing/'] },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'pure-decisions',
      severity: 'error',
      comment: 'Domain files and use cases decide; they know no transport, database, log or process.',
      from: {
        path: '^services/[^/]+/src/[^/]+/',
        pathNot: ['\\.(http|consumer|query|mongo)\\.ts$', tests, '^services/(gateway|portal)/'],
      },
      to: { path: '(^|node_modules/)(express|mongoose|@nats-io|pino)(/|$)' },
    },
    only('mongoose-stays-in-adapters', '(^|node_modules/)mongoose(/|$)', [
      '^packages/(persistence|testing)/',
      '\\.(mongo|query)\\.ts$',
    ]),
    only('nats-stays-in-messaging', '(^|node_modules/)@nats-io/', ['^packages/(messaging|observability|testing)/']),
    only('express-stays-at-the-door', '(^|node_modules/)express(/|$)', [
      '^packages/(http|testing)/',
      '^services/(gateway|portal)/',
    ]),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['throughline-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
