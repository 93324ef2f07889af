import { type Context, context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('@throughline/observability');
const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The W3C `traceparent` of the active span, to be sent along; undefined when there is none (telemetry is off). */
export function currentTraceparent(): string | undefined {
  const active = trace.getActiveSpan()?.spanContext();
  if (!active) return undefined;
  return `00-${active.traceId}-${active.spanId}-${active.traceFlags.toString(16).padStart(2, '0')}`;
}

function parentOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = form.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

async function inSpan<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Code or name only: a message may quote words, and traces are kept by others.
    const { code, name } = error as { code?: string | number; name?: string };
    span.setAttribute('error.type', String(code ?? name ?? 'unknown'));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** Runs `work` in a span of this name, inside the active one. Free of cost, nearly, when telemetry is off. */
export const traced = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, (span) => inSpan(span, work));

/**
 * Runs `work` in a consumer's span that belongs to the trace of a message. A `traceparent` that is absent or malformed
 * starts a trace of its own.
 */
export const withTraceparent = <T>(traceparent: string | undefined, name: string, work: () => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, { kind: SpanKind.CONSUMER }, parentOf(traceparent), (span) => inSpan(span, work));

/** Runs `work` outside any span: for what a request sets off and does not wait for. */
export const untraced = <T>(work: () => T): T => context.with(ROOT_CONTEXT, work);
