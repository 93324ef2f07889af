import { setSourceMapsSupport } from 'node:module';

// node --import=@throughline/observability/register src/main.ts
// Stacks name our own sources; maps of libraries would be read and kept for nothing.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

// Before anything that is to be traced is loaded; and without an endpoint it loads nothing at all.
const env = process.env;
if (env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env['OTEL_TRACES_EXPORTER'] === 'console') {
  const { startTelemetry } = await import('./start-telemetry.ts');
  startTelemetry();
}

export { flush } from './flush.ts';
