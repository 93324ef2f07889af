import { trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { withoutWords } from './words-out.ts';

export type { Logger } from 'pino';

/** What {@link createLogger} is given. */
export interface LoggerSettings {
  /** The service's name, in every line. */
  readonly service: string;
  /** `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`. Default `info`. */
  readonly level?: string;
  /** Where lines go. Default: standard output. */
  readonly destination?: DestinationStream;
}

function traceIds(): object {
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { trace_id: context.traceId, span_id: context.spanId } : {};
}

const hooks: NonNullable<LoggerOptions['hooks']> = {
  // Here, before pino looks at the arguments: it would take the message of an error that comes without one.
  logMethod(parts, method) {
    const [first, ...rest] = parts as [unknown, ...unknown[]];
    if (first instanceof Error)
      method.call(this, { err: withoutWords(first) } as never, ...((rest.length ? rest : [first.name]) as []));
    else if (typeof first === 'object' && first !== null)
      method.call(this, withoutWords(first) as never, ...((rest.length ? rest : ['']) as []));
    else method.apply(this, parts);
  },
};

/**
 * A logger that writes one JSON object a line, with the ids of the active trace. Words, personal data and credentials
 * are withheld by the names of their fields at every depth; error messages are withheld unless they are ours
 * (`AppError`) or the system's. The message itself is written as it is: let it be a constant.
 * @example log.warn({ aggregateId, err: error }, 'the handler failed')
 */
export function createLogger({ service, level = 'info', destination }: LoggerSettings): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (value: unknown) => value },
    mixin: traceIds,
    hooks,
  };
  const log = destination ? pino(options, destination) : pino(options);
  // Formatters do not reach the bindings of a child; children inherit this property, so theirs are covered as well.
  const child: unknown = Reflect.get(log, 'child');
  Object.defineProperty(log, 'child', {
    value(this: Logger, bindings: object, ...rest: unknown[]) {
      return (child as (...parts: unknown[]) => Logger).call(this, withoutWords(bindings), ...rest);
    },
  });
  return log;
}
