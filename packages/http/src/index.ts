export { type App, type AppOptions, buildApp } from './app.ts';
export { factsOf, type RequestFacts } from './begin.ts';
export { UnsupportedMediaType } from './content-type.ts';
export type { Readiness } from './health.ts';
export { Broken, Malformed, PreconditionRequired, TooLarge } from './http.errors.ts';
export {
  clockAnswer,
  clockRoutes,
  type JournalReader,
  journalPage,
  journalRoute,
  type WordsFound,
  type WordsId,
  wordsAnswer,
  wordsRoute,
} from './internal-routes.ts';
export { joinOpenApi } from './join-openapi.ts';
export { type Listening, type ListenOptions, listen, type Served } from './listen.ts';
export type { Log } from './log.ts';
export { MethodNotAllowed } from './methods.ts';
export { type OpenApiDocument, type OpenApiInfo, openApiOf } from './openapi.ts';
export { type ProblemDocument, problemDocument } from './problem-document.ts';
export { sendProblem } from './problem-handler.ts';
export { type ProblemPage, problemPages } from './problem-pages.ts';
export {
  created,
  listOf,
  noContent,
  type OutcomeOfCommand,
  ok,
  page,
  type RawReply,
  type Reply,
  stream,
  text,
} from './reply.ts';
export {
  type Answers,
  type Handling,
  type MakeRoute,
  type Method,
  type RequestContext,
  type Route,
  type RouteDefinition,
  routesFor,
} from './route.ts';
export {
  flagParam,
  idParam,
  integerParam,
  isoDate,
  isoInstant,
  listQuery,
  quarterParam,
  textInput,
  wordsOut,
  writtenLine,
  writtenWords,
} from './schemas.ts';
export { ForeignProblem, UnexpectedAnswer } from './service-client.errors.ts';
export { type Page, type ServiceClient, serviceClient } from './service-client.ts';
export type { CallOptions, ServiceClientOptions } from './service-exchange.ts';
export { type Authenticated, type Authenticator, type Tokens, type TokensOptions, tokens } from './tokens.ts';
