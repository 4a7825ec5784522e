/**
 * Runs a whole template inside n8n-core, with its own expressions, connections and our nodes; the core nodes it stands on
 * are small doubles, and its data tables are lists in memory. What a real n8n makes of it is seen by the end-to-end tests.
 */
import { WorkflowExecute } from 'n8n-core';
import { NodeHelpers, Workflow, type IDataObject, type IExecuteFunctions, type INode, type INodeExecutionData, type INodeType, type INodeTypes, type IRun } from 'n8n-workflow';

import type { Template } from '../../workflows/generate/types';
import { additionalData, lookUp, PACKAGE, type Vault } from './n8n';

export type TableRow = IDataObject & { id: number };

interface Condition {
  keyName: string;
  condition: 'eq' | 'neq' | 'gt' | 'lt' | 'like';
  keyValue: unknown;
}

const same = (a: unknown, b: unknown): boolean => String(a ?? '') === String(b ?? '');

function holds(row: TableRow, { keyName, condition, keyValue }: Condition): boolean {
  if (!(keyName in row)) throw new Error(`No column '${keyName}'`);
  const value = row[keyName];
  const [left, right] = typeof value === 'number' ? [value, Number(keyValue)] : [String(value ?? ''), String(keyValue ?? '')];
  if (condition === 'gt') return left > right;
  if (condition === 'lt') return left < right;
  if (condition === 'like') return new RegExp(`^${String(keyValue).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%/g, '.*')}$`).test(String(value ?? ''));
  return same(value, keyValue) === (condition === 'eq');
}

/** The instance's data tables, by their names. */
export class Tables {
  private readonly tables = new Map<string, { columns: string[]; rows: TableRow[] }>();
  private last = 0;

  constructor(private readonly now: () => number) {}

  rows(name: string): TableRow[] {
    return this.tables.get(name)?.rows ?? [];
  }

  ensure(name: string, columns: string[]): void {
    if (!this.tables.has(name)) this.tables.set(name, { columns, rows: [] });
  }

  find(name: string, conditions: Condition[]): TableRow[] {
    return this.of(name).rows.filter((row) => conditions.every((one) => holds(row, one)));
  }

  insert(name: string, values: IDataObject): TableRow {
    const { columns, rows } = this.of(name);
    const strange = Object.keys(values).filter((column) => !columns.includes(column));
    if (strange.length > 0) throw new Error(`Table ${name} has no column ${strange.join(', ')}`);
    const at = new Date(this.now()).toISOString();
    const row = { ...Object.fromEntries(columns.map((column) => [column, null])), ...values, id: ++this.last, createdAt: at, updatedAt: at } as TableRow;
    rows.push(row);
    return row;
  }

  update(name: string, conditions: Condition[], values: IDataObject): TableRow[] {
    const found = this.find(name, conditions);
    for (const row of found) Object.assign(row, values, { updatedAt: new Date(this.now()).toISOString() });
    return found;
  }

  delete(name: string, conditions: Condition[]): TableRow[] {
    const gone = this.find(name, conditions);
    const table = this.of(name);
    table.rows = table.rows.filter((row) => !gone.includes(row));
    return gone;
  }

  private of(name: string) {
    const found = this.tables.get(name);
    if (!found) throw new Error(`No table '${name}'`);
    return found;
  }
}

export interface Asked {
  method: 'GET' | 'POST';
  query: Record<string, string>;
  body?: string;
}

export interface Answered {
  status: number;
  type: string;
  body: string;
}

export interface TemplateRun {
  run: IRun;
  /** What a Respond to Webhook node answered. */
  answer?: Answered;
  /** Why it ended early. */
  error?: string;
}

/** Of a Merge node; no Switch of ours has more outputs. */
const MOST_INPUTS = 10;

type Execute = (functions: IExecuteFunctions, items: INodeExecutionData[]) => Promise<INodeExecutionData[][]> | INodeExecutionData[][];

interface Condition2 {
  leftValue: unknown;
  rightValue: unknown;
  operator: { operation: string };
}

function isMet(functions: IExecuteFunctions, index: number): boolean {
  return (functions.getNodeParameter('conditions.conditions', index) as unknown as Condition2[]).every(isTrue);
}

function isTrue({ leftValue, rightValue, operator }: Condition2): boolean {
  if (operator.operation === 'true') return leftValue === true || leftValue === 'true';
  if (operator.operation === 'exists') return leftValue !== undefined && leftValue !== null;
  if (operator.operation === 'notEmpty') return leftValue !== undefined && leftValue !== null && leftValue !== '';
  if (operator.operation === 'equals') return same(leftValue, rightValue);
  throw new Error(`No test '${operator.operation}'`);
}

const pairedTo = (index: number, json: IDataObject): INodeExecutionData => ({ json, pairedItem: { item: index } });

function rowWork(functions: IExecuteFunctions, tables: Tables, index: number, item: INodeExecutionData): INodeExecutionData[] {
  const param = <T>(name: string, otherwise?: unknown) => functions.getNodeParameter(name, index, otherwise as never) as T;
  const operation = param<string>('operation');
  const table = param<{ value: string }>('dataTableId').value;
  const conditions = () => param<Condition[]>('filters.conditions', []);
  const values = () => param<IDataObject>('columns').value as IDataObject;
  const told = (rows: TableRow[]) => rows.map((row) => pairedTo(index, { ...row }));
  switch (operation) {
    case 'get': {
      const found = tables.find(table, conditions());
      return told(param<boolean>('returnAll', false) ? found : found.slice(0, param<number>('limit', 50)));
    }
    case 'insert':
      return told([tables.insert(table, values())]);
    case 'update':
      return told(tables.update(table, conditions(), values()));
    case 'upsert': {
      const found = tables.update(table, conditions(), values());
      return told(found.length > 0 ? found : [tables.insert(table, values())]);
    }
    case 'deleteRows':
      return told(tables.delete(table, conditions()));
    case 'rowExists':
    case 'rowNotExists':
      return tables.find(table, conditions()).length > 0 === (operation === 'rowExists') ? [{ ...item, pairedItem: { item: index } }] : [];
    default:
      throw new Error(`No operation '${operation}'`);
  }
}

/** One n8n with its tables, in which templates run. */
export class Instance {
  readonly tables: Tables;
  private executions = 0;
  /** Throws in front of a node, as a killed process would stop there. */
  private dead: ((node: string) => boolean) | undefined;

  constructor(
    private readonly vault: Vault,
    now: () => number = () => Date.now(),
  ) {
    this.tables = new Tables(now);
  }

  /** From now on the process dies when it comes to such a node; the end of its life if `undefined`. */
  dieAt(test: ((node: string) => boolean) | undefined): void {
    this.dead = test;
  }

  async byHand(template: Template): Promise<TemplateRun> {
    return await this.start(template, 'Run by Hand', [{ json: {} }]);
  }

  async bySchedule(template: Template): Promise<TemplateRun> {
    const schedule = template.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'));
    return await this.start(template, schedule?.name ?? '', [{ json: {} }]);
  }

  /** @param onAnswer hears the answer at once, while the run may go on */
  async asked(template: Template, asked: Asked, onAnswer: (answer: Answered) => void = () => {}): Promise<TemplateRun> {
    const door = template.nodes.find(({ type }) => type.endsWith('.webhook'));
    // What n8n reads out of an XML body may be another request's; only the bytes are sure.
    const data = Buffer.from(asked.body ?? '', 'utf8').toString('base64');
    const given = { json: { headers: {}, params: {}, query: asked.query, body: {} }, binary: { data: { data, mimeType: 'text/xml' } } };
    return await this.start(template, door?.name ?? '', [given], asked.method, onAnswer);
  }

  private async start(template: Template, startName: string, given: INodeExecutionData[], method?: string, onAnswer: (answer: Answered) => void = () => {}): Promise<TemplateRun> {
    const executionId = String(++this.executions);
    let answer: Answered | undefined;
    const doubles = this.doubles(template, given, method, (one) => {
      answer ??= one;
      onAnswer(answer);
    });
    const nodeTypes: INodeTypes = {
      getByName: (type) => doubles(type),
      getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(doubles(type), version),
      getKnownTypes: () => ({}),
    };
    const nodes = template.nodes
      .filter(({ type }) => !type.endsWith('.stickyNote'))
      .map((node) => ({ ...node, credentials: Object.fromEntries(Object.entries(node.credentials ?? {}).map(([type, { name }]) => [type, { id: type, name }])) }) as unknown as INode);
    const workflow = new Workflow({ id: template.name, name: template.name, nodes, connections: template.connections as never, active: true, nodeTypes, settings: { executionOrder: 'v1' } });
    const data = { ...additionalData(this.vault, 'trigger'), executionId };
    const run = await new WorkflowExecute(data, 'trigger').run({ workflow, startNode: workflow.getNode(startName) as INode });
    return { run, answer, error: run.data.resultData.error?.message };
  }

  private doubles(template: Template, given: INodeExecutionData[], method: string | undefined, onAnswer: (answer: Answered) => void): (type: string) => INodeType {
    const starts: Execute = (functions) => {
      const methods = functions.getNodeParameter('httpMethod', 0, []) as string[] | string;
      return Array.isArray(methods) && methods.length > 0 ? methods.map((one) => (one === method ? given : [])) : [given];
    };
    const passes: Execute = (_functions, items) => [items];
    const works: Record<string, Execute> = {
      manualTrigger: starts,
      scheduleTrigger: starts,
      errorTrigger: starts,
      executeWorkflowTrigger: starts,
      webhook: starts,
      noOp: passes,
      wait: passes,
      merge: (functions) => [Array.from({ length: functions.getNodeParameter('numberInputs', 0) as number }, (_, input) => functions.getInputData(input) ?? []).flat()],
      set: (functions, items) => [
        items.map((_, index) => {
          const assignments = functions.getNodeParameter('assignments.assignments', index) as Array<{ name: string; value: unknown }>;
          return pairedTo(index, Object.fromEntries(assignments.map(({ name, value }) => [name, value])) as IDataObject);
        }),
      ],
      if: (functions, items) => {
        const met = items.map((_, index) => isMet(functions, index));
        return [items.filter((_, index) => met[index]), items.filter((_, index) => !met[index])].map((list) => list.map((item) => ({ ...item, pairedItem: { item: items.indexOf(item) } })));
      },
      switch: (functions, items) => {
        const ways = items.map((_, index) => {
          const rules = functions.getNodeParameter('rules.values', index) as unknown as Array<{ conditions: { conditions: Condition2[] } }>;
          const found = rules.findIndex(({ conditions }) => conditions.conditions.every(isTrue));
          return found === -1 ? rules.length : found;
        });
        return Array.from({ length: MOST_INPUTS }, (_, way) => items.flatMap((item, index) => (ways[index] === way ? [{ ...item, pairedItem: { item: index } }] : [])));
      },
      filter: (functions, items) => [items.flatMap((item, index) => (isMet(functions, index) ? [{ ...item, pairedItem: { item: index } }] : []))],
      extractFromFile: (functions, items) => [
        items.map(({ binary }, index) => {
          const file = binary?.[functions.getNodeParameter('binaryPropertyName', index) as string];
          const key = functions.getNodeParameter('destinationKey', index) as string;
          return pairedTo(index, file ? { [key]: Buffer.from(file.data, 'base64').toString('utf8') } : { error: 'no file' });
        }),
      ],
      limit: (functions, items) => [items.slice(0, functions.getNodeParameter('maxItems', 0) as number)],
      splitOut: (functions, items) => [items.flatMap(({ json }, index) => (json[functions.getNodeParameter('fieldToSplitOut', index) as string] as IDataObject[]).map((one) => pairedTo(index, one)))],
      stopAndError: (functions) => {
        throw new Error(String(functions.getNodeParameter('errorMessage', 0)));
      },
      respondToWebhook: (functions, items) => {
        const { responseCode = 200, responseHeaders } = functions.getNodeParameter('options', 0) as { responseCode?: number; responseHeaders?: { entries: Array<{ name: string; value: string }> } };
        const type = responseHeaders?.entries.find(({ name }) => name === 'Content-Type')?.value ?? '';
        onAnswer({ status: Number(responseCode), type, body: String(functions.getNodeParameter('responseBody', 0)) });
        return [items];
      },
      dataTable: (functions, items) => {
        if (functions.getNodeParameter('resource', 0) === 'row') return [items.flatMap((item, index) => rowWork(functions, this.tables, index, item))];
        const name = functions.getNodeParameter('tableName', 0) as string;
        this.tables.ensure(name, (functions.getNodeParameter('columns.column', 0) as Array<{ name: string }>).map((column) => column.name));
        return [[pairedTo(0, { id: name, name })]];
      },
      executeWorkflow: async (functions) => {
        const input = functions.getNodeParameter('workflowInputs.value', 0) as IDataObject;
        const { run, error } = await this.start(template, 'Page of Work', [{ json: input }]);
        if (error) throw new Error(error);
        const { lastNodeExecuted, runData } = run.data.resultData;
        return [runData[String(lastNodeExecuted)]?.at(-1)?.data?.main[0]?.map(({ json }) => ({ json })) ?? []];
      },
    };
    // n8n drops what a node's description does not know.
    const parametersOf = (kind: string) => {
      const names = template.nodes.filter(({ type }) => type === `n8n-nodes-base.${kind}`).flatMap(({ parameters }) => Object.keys(parameters));
      return [...new Set(names)].map((name) => ({ displayName: name, name, type: 'json', default: '' }));
    };
    return (type) => {
      if (type.startsWith(`${PACKAGE}.`)) return lookUp(type) as INodeType;
      const kind = type.slice('n8n-nodes-base.'.length);
      const work = works[kind] ?? passes;
      const isDead = (name: string) => this.dead?.(name) === true;
      return {
        description: {
          ...{ displayName: kind, name: kind, group: starts === work ? ['trigger'] : ['transform'], version: [1, 1.1, 1.2, 2, 2.1, 2.2, 3, 3.4], description: '', defaults: { name: kind } },
          properties: parametersOf(kind),
          inputs: starts === work ? [] : kind === 'merge' ? Array<'main'>(MOST_INPUTS).fill('main') : ['main'],
          outputs: Array<'main'>(kind === 'switch' ? MOST_INPUTS : kind === 'if' || kind === 'webhook' ? 2 : 1).fill('main'),
          ...(kind === 'merge' ? { requiredInputs: 1 } : {}),
        },
        async execute(this: IExecuteFunctions) {
          if (isDead(this.getNode().name)) throw new Error('Killed');
          return await work(this, this.getInputData());
        },
      } as unknown as INodeType;
    };
  }
}
