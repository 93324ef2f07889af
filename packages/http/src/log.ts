/** Where log lines go; pino's logger, and `createLogger` of `observability`, have this shape. */
export interface Log {
  info(particulars: object, message: string): void;
  warn(particulars: object, message: string): void;
  error(particulars: object, message: string): void;
}
