import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

import { specification } from '../support/left-out';

type Schema = Record<string, unknown>;

export function hasSpecification(file: string): boolean {
  return specification(file) !== undefined;
}

/**
 * One vendor definition, read so that an answer may neither break a type nor carry a member the vendor does not know:
 * every object is closed, also where the definition leaves it open.
 */
export class Specification {
  protected readonly document: Schema;
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly ajv = addFormats(new Ajv({ strict: false, allErrors: true }));

  constructor(file: string, amend: (schemas: Record<string, Schema>) => void = () => undefined) {
    this.document = JSON.parse(readFileSync(specification(file) ?? '', 'utf8')) as Schema;
    const schemas = (this.document.definitions ?? (this.document.components as Schema).schemas) as Record<string, Schema>;
    amend(schemas);
    this.ajv.addSchema({ $id: 'root', definitions: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [encode(name), this.close(schema, schemas)])) });
  }

  /** The complaints about an answer of this operation; empty = fine. */
  complaints(method: string, path: string, status: number, body: unknown): string[] {
    const operation = (this.document.paths as Record<string, Record<string, Schema>>)[path]?.[method.toLowerCase()];
    if (!operation) return [`${method} ${path} is not in the definition`];
    const response = (operation.responses as Record<string, Schema>)[String(status)];
    if (!response) return [`${method} ${path} has no answer ${status} in the definition`];
    const content = Object.values((response.content ?? {}) as Record<string, Schema>)[0];
    const schema = (response.schema ?? content?.schema) as Schema | undefined;
    if (!schema) return body === '' || body === undefined || body === null ? [] : [`${method} ${path} answers ${status} without a body`];
    const validate = this.validator(`${method} ${path} ${status}`, schema);
    return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  }

  protected validator(key: string, schema: Schema): ValidateFunction {
    const known = this.compiled.get(key);
    if (known) return known;
    const made = this.ajv.compile(this.close(schema, {}) as Schema);
    this.compiled.set(key, made);
    return made;
  }

  private close(value: unknown, all: Record<string, Schema>): unknown {
    if (Array.isArray(value)) return value.map((one) => this.close(one, all));
    if (typeof value !== 'object' || value === null) return value;
    const schema = value as Schema;
    if (typeof schema.$ref === 'string') return { $ref: `root#/definitions/${encode(schema.$ref.split('/').pop() as string)}` };
    if (Array.isArray(schema.allOf)) return this.close(merged(schema, all), all);
    const closed: Schema = {};
    for (const [name, inner] of Object.entries(schema)) {
      if (['description', 'example', 'title', 'nullable', 'default', 'xml', 'readOnly'].includes(name)) continue;
      // oneOf in the definitions names variants that overlap, e.g. two empty lists.
      if (name === 'oneOf') closed.anyOf = this.close(inner, all);
      else if (name === 'properties') closed.properties = Object.fromEntries(Object.entries(inner as Schema).map(([member, one]) => [member, this.close(one, all)]));
      else closed[name] = this.close(inner, all);
    }
    if (closed.properties && closed.additionalProperties === undefined) closed.additionalProperties = false;
    return schema.nullable === true ? { anyOf: [closed, { type: 'null' }] } : closed;
  }
}

/** allOf as one object, since closed parts would refuse each other's members. */
function merged(schema: Schema, all: Record<string, Schema>): Schema {
  const parts = schema.allOf as Schema[];
  const own = { ...schema };
  delete own.allOf;
  if (parts.length === 1 && !own.properties && Object.keys(all).length === 0) return { ...own, anyOf: parts };
  const resolved = parts.map((part) => flat(part, all));
  if (resolved.some((part) => part === undefined || !part.properties)) return { ...own, anyOf: parts };
  const properties = Object.assign({}, ...resolved.map((part) => (part as Schema).properties), own.properties ?? {}) as Schema;
  const required = [...resolved.flatMap((part) => ((part as Schema).required ?? []) as string[]), ...((own.required ?? []) as string[])];
  return { ...own, type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function flat(part: Schema, all: Record<string, Schema>): Schema | undefined {
  const target = typeof part.$ref === 'string' ? all[part.$ref.split('/').pop() as string] : part;
  if (!target) return undefined;
  return Array.isArray(target.allOf) ? merged(target, all) : target;
}

function encode(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_');
}
