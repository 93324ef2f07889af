import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { MongooseInstrumentation } from '@opentelemetry/instrumentation-mongoose';
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { register } from 'import-in-the-middle/register-hooks.mjs';
import { onFlush } from './flush.ts';
import { withholdFromSpans, withholdQuery } from './words-out-of-spans.ts';

// Without this hook instrumentations see CommonJS only: no route in a span's name, no statement of the database.
const traced = ['express', 'http', 'node:http', 'https', 'node:https', 'mongodb', 'mongoose', 'pino'];

/** Starts OpenTelemetry as the `OTEL_…` variables say. Statements, messages of errors and query strings stay out. */
export function startTelemetry(): void {
  register({ include: traced });
  const sdk = new NodeSDK({
    instrumentations: [
      new HttpInstrumentation({ requestHook: withholdQuery, ignoreIncomingRequestHook: isProbe }),
      new ExpressInstrumentation(),
      new MongooseInstrumentation(),
      new MongoDBInstrumentation({ dbStatementSerializer: (command) => Object.keys(command)[0] ?? '' }),
      // Ids come from the logger itself, which is there without telemetry too; this one sends the lines.
      new PinoInstrumentation({ disableLogCorrelation: true }),
    ],
  });
  sdk.start();
  withholdFromSpans();
  onFlush(() => sdk.shutdown());
}

const isProbe = ({ url }: { url?: string | undefined }) => url === '/healthz' || url === '/readyz';
