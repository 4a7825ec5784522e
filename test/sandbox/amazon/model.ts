import { Specification } from '../specification';

type Schema = Record<string, unknown>;

interface Parameter {
  name: string;
  in: 'query' | 'path' | 'body' | 'header';
  required?: boolean;
  type?: string;
  enum?: string[];
  maxItems?: number;
  items?: { enum?: string[] };
  maximum?: number;
  schema?: Schema;
}

/** One of the vendor's official models, which also knows the requests. */
export class Model extends Specification {
  constructor(name: string) {
    super(`amazon/models/${name}.json`);
  }

  operationIds(): string[] {
    return Object.values(this.operations()).flatMap((verbs) => Object.values(verbs).map(({ operationId }) => String(operationId)));
  }

  /** Rate and burst of the usage plan in the description. */
  limits(): Record<string, { rate: number; burst: number }> {
    const found: Record<string, { rate: number; burst: number }> = {};
    for (const verbs of Object.values(this.operations())) {
      for (const { operationId, description } of Object.values(verbs)) {
        const row = /\|\s*([\d.]+)\s*\|\s*(\d+)\s*\|/.exec(String(description));
        if (row) found[String(operationId)] = { rate: Number(row[1]), burst: Number(row[2]) };
      }
    }
    return found;
  }

  requestComplaints(method: string, template: string, query: string, body: unknown): string[] {
    const operation = this.operations()[template]?.[method.toLowerCase()];
    if (!operation) return [`${method} ${template} is not in the model`];
    const parameters = (operation.parameters ?? []) as Parameter[];
    const given = new URLSearchParams(query);
    const complaints: string[] = [];
    for (const name of given.keys()) if (!parameters.some((one) => one.in === 'query' && one.name === name)) complaints.push(`${name} is not a query parameter`);
    for (const parameter of parameters.filter((one) => one.in === 'query')) complaints.push(...queryComplaints(parameter, given.get(parameter.name)));
    const wanted = parameters.find((one) => one.in === 'body');
    if (!wanted) return body === undefined ? complaints : [...complaints, 'no body is expected'];
    const validate = this.validator(`${method} ${template} request`, wanted.schema as Schema);
    return validate(body) ? complaints : [...complaints, ...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)];
  }

  private operations(): Record<string, Record<string, Schema>> {
    return Object.fromEntries(Object.entries(this.document.paths as Record<string, Record<string, Schema>>).map(([path, verbs]) => [path, Object.fromEntries(Object.entries(verbs).filter(([verb]) => verb !== 'parameters'))]));
  }
}

function queryComplaints({ name, required, type, enum: choices, maxItems, items, maximum }: Parameter, value: string | null): string[] {
  if (value === null) return required ? [`${name} is required`] : [];
  if (type === 'integer') return /^\d+$/.test(value) && Number(value) <= (maximum ?? Infinity) ? [] : [`${name} is not such a number`];
  if (type !== 'array') return choices && !choices.includes(value) ? [`${name} is none of the choices`] : [];
  const parts = value.split(',');
  if (maxItems !== undefined && parts.length > maxItems) return [`${name} has too many entries`];
  return parts.filter((part) => items?.enum && !items.enum.includes(part)).map((part) => `${name}: ${part} is none of the choices`);
}
