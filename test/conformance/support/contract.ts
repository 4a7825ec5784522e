import type { Observed } from '../../sandbox/server';
import { Specification } from '../../sandbox/specification';
import { specification } from '../../support/left-out';
import type { ContractFixture } from '../fixture';

type Schema = Record<string, unknown>;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Found {
  path: string;
  operation: Schema;
  values: Record<string, string>;
}

/** The request side of a vendor's definition: known parameters of the right type, bodies without members it does not know. */
class RequestSpecification extends Specification {
  commaLists = false;

  requestComplaints(method: string, path: string, query: Array<[string, string]>, body: unknown): string[] {
    const found = this.find(method, path);
    if (!found) return [`${method} ${path} is not in the definition`];
    const name = `${method} ${found.path}`;
    const parameters = ((found.operation.parameters ?? []) as Schema[]).map((one) => this.resolved(one) as unknown as Parameter);
    return [
      ...this.queryComplaints(name, parameters.filter((one) => one.in === 'query'), query),
      ...parameters.filter((one) => one.in === 'path').flatMap((one) => this.valueComplaints(name, one, [found.values[one.name] ?? ''])),
      ...this.bodyComplaints(name, found.operation, parameters, body),
    ];
  }

  get paths(): Record<string, Record<string, unknown>> {
    return this.document.paths as Record<string, Record<string, unknown>>;
  }

  template(method: string, path: string): string {
    return this.find(method, path)?.path ?? path;
  }

  private find(method: string, path: string): Found | undefined {
    for (const [template, operations] of Object.entries(this.document.paths as Record<string, Record<string, Schema>>)) {
      const operation = operations[method.toLowerCase()];
      const matched = new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path);
      if (operation && matched) return { path: template, operation, values: { ...matched.groups } };
    }
    return undefined;
  }

  private queryComplaints(name: string, parameters: Parameter[], query: Array<[string, string]>): string[] {
    const given = new Map<string, string[]>();
    for (const [key, value] of query) given.set(key, [...(given.get(key) ?? []), value]);
    const unknown = [...given.keys()].filter((key) => !parameters.some((one) => one.name === key));
    const missing = parameters.filter((one) => one.required && !given.has(one.name));
    return [
      ...unknown.map((key) => `${name}: unknown query parameter ${key}`),
      ...missing.map((one) => `${name}: ${one.name} is missing`),
      ...parameters.filter((one) => given.has(one.name)).flatMap((one) => this.valueComplaints(name, one, given.get(one.name) ?? [])),
    ];
  }

  private valueComplaints(name: string, parameter: Parameter, texts: string[]): string[] {
    const { name: key, in: _in, required: _required, schema: own, ...inline } = parameter;
    const schema = (own ?? inline) as Schema;
    const isList = this.commaLists && this.resolved(schema).type === 'array';
    return this.judged(`${name} ${parameter.in} ${key}`, schema, this.valueOf(schema, isList ? texts.flatMap((text) => text.split(',')) : texts));
  }

  private bodyComplaints(name: string, operation: Schema, parameters: Parameter[], body: unknown): string[] {
    const content = Object.values(((this.resolved((operation.requestBody ?? {}) as Schema).content ?? {}) as Record<string, Schema>))[0];
    const schema = (content?.schema ?? parameters.find((one) => one.in === 'body')?.schema) as Schema | undefined;
    if (!schema) return body === undefined ? [] : [`${name}: a body is sent, and the definition has none`];
    return body === undefined ? [`${name}: the body is missing`] : this.judged(`${name} body`, schema, body);
  }

  private judged(key: string, schema: Schema, value: unknown): string[] {
    const validate = this.validator(key, schema);
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${key}${instancePath} ${message} ${JSON.stringify(params)}`);
  }

  private resolved(schema: Schema): Schema {
    if (typeof schema.$ref !== 'string') return schema;
    return schema.$ref.split('/').slice(1).reduce<unknown>((at, step) => (at as Schema)[step], this.document) as Schema;
  }

  /** Texts of a query or path as the values the definition speaks of. */
  private valueOf(schema: Schema, texts: string[]): unknown {
    const { type, items } = this.resolved(schema) as { type?: string; items?: Schema };
    if (type === 'array') return texts.map((text) => this.valueOf(items ?? {}, [text]));
    const [text] = texts;
    if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
    return (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }
}

/** Checks what was really sent to one vendor. */
export class Contract {
  private readonly read = new Map<string, RequestSpecification>();

  constructor(private readonly fixture: ContractFixture) {}

  /** False on a machine without the definitions; the run's summary then says so. */
  get available(): boolean {
    return this.fixture.definitions.every((file) => specification(file) !== undefined);
  }

  complaints({ request }: Observed): string[] {
    if (this.fixture.undescribed?.(request.method, request.path) !== undefined) return [];
    const described = this.fixture.locate(request.method, request.path);
    if (!described) return [`${request.method} ${request.path}: no definition is named for it`];
    if (this.fixture.complaints) return this.fixture.complaints(request, described.path);
    const query = [...new URLSearchParams(request.query)];
    const body = this.bodyOf(described.path, String(request.headers['content-type'] ?? ''), request.body.toString('utf8'));
    return this.specificationOf(described.file).requestComplaints(request.method, described.path, query, body);
  }

  /** The path without values, as the definition writes it. */
  templateOf(file: string, method: string, path: string): string {
    return file === '' ? path : this.specificationOf(file).template(method, path);
  }

  private bodyOf(path: string, type: string, text: string): unknown {
    if (text === '') return undefined;
    if (!type.startsWith('application/x-www-form-urlencoded')) return JSON.parse(text) as unknown;
    return this.fixture.decodeForm?.(path, [...new URLSearchParams(text)]);
  }

  private specificationOf(file: string): RequestSpecification {
    const known = this.read.get(file);
    if (known) return known;
    const made = new RequestSpecification(file, (schemas) => this.fixture.amend?.(schemas, file));
    this.fixture.amendPaths?.(made.paths, file);
    made.commaLists = this.fixture.commaLists === true;
    this.read.set(file, made);
    return made;
  }
}
