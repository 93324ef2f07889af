import type { ClientRequest, IncomingMessage } from 'node:http';
import { ROOT_CONTEXT, type Span, type SpanStatus, TraceFlags, trace } from '@opentelemetry/api';
import { withheld } from './words-out.ts';

/** A parent that every sampler lets through which lets anything through: sampled, and the smallest of trace ids. */
const sampledParent = { traceId: `${'0'.repeat(31)}1`, spanId: `${'0'.repeat(15)}1`, traceFlags: TraceFlags.SAMPLED };

/**
 * Instrumentations of others record the message and stack of each error that passes, and a message may quote words. The
 * methods that do it are the public ones of a span, so they are narrowed for all spans at once; the name stays.
 */
export function withholdFromSpans(): void {
  const probe = trace
    .getTracer('@throughline/observability')
    .startSpan('probe', {}, trace.setSpanContext(ROOT_CONTEXT, sampledParent));
  if (!probe.isRecording()) return; // a sampler that drops everything records no words either
  const methods = Object.getPrototypeOf(probe) as Pick<Span, 'setStatus' | 'recordException'>;
  const { setStatus } = methods;
  methods.setStatus = function (this: Span, { code }: SpanStatus) {
    return setStatus.call(this, { code });
  };
  methods.recordException = function (this: Span, error) {
    const { code, name } = (typeof error === 'object' ? error : {}) as { code?: string | number; name?: string };
    this.setAttribute('error.type', String(code ?? name ?? 'unknown'));
  };
}

/** What is searched for, and the tokens of links, stand in query strings. */
export function withholdQuery(span: Span, request: ClientRequest | IncomingMessage): void {
  const target = 'path' in request ? request.path : (request.url ?? '');
  if (!target.includes('?')) return;
  const path = target.slice(0, target.indexOf('?'));
  span.setAttributes({ 'url.query': withheld, 'url.full': path, 'http.target': path, 'http.url': path });
}
