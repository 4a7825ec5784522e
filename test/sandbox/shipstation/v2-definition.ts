import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { specification } from '../../support/left-out';

const FILE = 'shipstation/shipstation-v2-openapi.yaml';
const WORDS = ['type', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'minItems', 'maxItems', 'required', 'additionalProperties'];

type Schema = Record<string, unknown>;
type Document = { paths: Record<string, Record<string, Schema>>; components: Record<string, Record<string, Schema>> };

/** The YAML comes with a reader that eslint brings along; undefined where the definition is not on this machine. */
export function v2Definition(): V2Definition | undefined {
  const file = specification(FILE);
  if (file === undefined) return undefined;
  const yaml = jest.requireActual<{ load(text: string, options: object): unknown; JSON_SCHEMA: unknown }>('js-yaml');
  return new V2Definition(yaml.load(readFileSync(file, 'utf8'), { schema: yaml.JSON_SCHEMA }) as Document);
}

/** The vendor's definition with allOf put together and every object closed. */
export class V2Definition {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  constructor(private readonly document: Document) {}

  request(method: string, path: string, body: unknown): string[] {
    const sent = this.operation(method, path)?.requestBody as Schema | undefined;
    return sent ? this.complaints(this.content(this.resolved(sent)), body) : [`${method} ${path} takes no body`];
  }

  response(method: string, path: string, status: number, body: unknown): string[] {
    const responses = (this.operation(method, path)?.responses ?? {}) as Record<string, Schema>;
    const found = responses[String(status)];
    if (!found) return [`${method} ${path} has no answer ${status}`];
    const schema = this.content(this.resolved(found));
    return schema === undefined || schema.maxLength === 0 ? (body === '' ? [] : ['a body']) : this.complaints(schema, body);
  }

  private operation(method: string, path: string): Schema | undefined {
    return this.document.paths[path]?.[method.toLowerCase()];
  }

  private content(holder: Schema): Schema | undefined {
    const [first] = Object.values((holder.content ?? {}) as Record<string, Schema>);
    return first?.schema as Schema | undefined;
  }

  private complaints(schema: Schema | undefined, value: unknown): string[] {
    const validate = this.ajv.compile(this.flat(schema ?? {}));
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath.replace(/\/\d+/g, '/n')} ${message} ${JSON.stringify(params)}`);
  }

  private resolved(schema: Schema): Schema {
    if (typeof schema.$ref !== 'string') return schema;
    const [, , kind, name] = schema.$ref.split('/');
    return this.resolved(this.document.components[kind][name]);
  }

  private flat(given: Schema): Schema {
    const schema = this.resolved(given);
    const parts = ((schema.allOf ?? []) as Schema[]).map((part) => this.flat(part));
    const own: Schema = Object.fromEntries(Object.entries(schema).filter(([name]) => WORDS.includes(name)));
    if (schema.items) own.items = this.flat(schema.items as Schema);
    for (const name of ['oneOf', 'anyOf']) if (schema[name]) own.anyOf = (schema[name] as Schema[]).map((part) => this.flat(part));
    const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}), Object.fromEntries(Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([name, one]) => [name, this.flat(one)]))) as Schema;
    const required = [...parts.flatMap((part) => (part.required ?? []) as string[]), ...((schema.required ?? []) as string[])];
    const merged: Schema = Object.assign({}, ...parts, own);
    if (Object.keys(properties).length > 0) Object.assign(merged, { properties, additionalProperties: own.anyOf === undefined && merged.anyOf === undefined ? false : undefined });
    if (required.length > 0) merged.required = required;
    return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  }
}
