// node --import=@throughline/observability/register src/main.ts
// Before anything that is to be traced is loaded; and without an endpoint it loads nothing at all.
const env = process.env;
if (env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env['OTEL_TRACES_EXPORTER'] === 'console') {
  const { startTelemetry } = await import('./start-telemetry.ts');
  startTelemetry();
}

export { flush } from './flush.ts';
