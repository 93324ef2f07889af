interface Schema {
  readonly example?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly 'x-public': boolean;
  readonly 'x-body-limit-kb': number;
}

/** As much of the joined OpenAPI document as the conventions are tested from. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-missing'?: readonly string[];
  readonly 'x-problems': readonly { readonly code: string }[];
}

/** A route as the document has it, with an address that can be asked. */
export interface DescribedRoute {
  readonly name: string;
  readonly method: string;
  /** Well-formed, of a thing that is nobody's. */
  readonly address: string;
  /** The address with an id that cannot be one; absent where the path has no parameter. */
  readonly malformedAddress?: string;
  /** Every method that the document has for this path, upper case. */
  readonly methods: readonly string[];
  readonly queryNames: readonly string[];
  readonly hasBody: boolean;
  /** Where the body is one of several: what makes it the first of them. */
  readonly bodyChoice: Readonly<Record<string, string>>;
  readonly mediaType: string;
  readonly isPublic: boolean;
  readonly bodyLimitBytes: number;
}

/** A value of this form that names nothing there is. */
function sampleOf(schema: Schema): string {
  const [first] = schema.anyOf ?? [];
  if (first) return sampleOf(first);
  const sample = schema.example ?? schema.enum?.[0] ?? schema.minimum;
  if (sample === undefined) throw new Error(`nothing says what a value looks like: ${JSON.stringify(schema)}`);
  return String(sample);
}

const filled = (path: string, valueOf: (name: string) => string) =>
  path.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => encodeURIComponent(valueOf(name)));

function choiceOf({ oneOf }: Schema = {}): Record<string, string> {
  const [first] = oneOf ?? [];
  const codes = Object.entries(first?.properties ?? {}).filter(([, schema]) => schema.enum);
  return Object.fromEntries(codes.map(([name, schema]) => [name, sampleOf(schema)]));
}

/** Every route of the document. Throws an error for a path parameter of which the document shows no value. */
export function describedRoutes({ paths }: ApiDocument): DescribedRoute[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): DescribedRoute => {
      const named = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
      const samples = new Map(named('path').map(({ name, schema }) => [name, sampleOf(schema)]));
      const [[mediaType, body] = ['application/json', undefined]] = Object.entries(
        operation.requestBody?.content ?? {},
      );
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        address: filled(path, (name) => samples.get(name) ?? ''),
        ...(samples.size && { malformedAddress: filled(path, () => 'not~an~id') }),
        methods: Object.keys(operations).map((each) => each.toUpperCase()),
        queryNames: named('query').map(({ name }) => name),
        hasBody: operation.requestBody !== undefined,
        bodyChoice: choiceOf(body?.schema),
        mediaType: operation.requestBody || method !== 'patch' ? mediaType : 'application/merge-patch+json',
        isPublic: operation['x-public'],
        bodyLimitBytes: operation['x-body-limit-kb'] * 1024,
      };
    }),
  );
}
