/** Drafts of the Data Table node and the books every flow keeps (design.md 6). */
import type { Draft, Parameters } from './types';

type ColumnType = 'string' | 'number' | 'boolean' | 'date';

export interface Table {
  /** n8n looks names up as substrings, so no name may be contained in another. */
  name: string;
  columns: Record<string, ColumnType>;
}

export const CHECKPOINTS: Table = {
  name: 'channelsync_checkpoints',
  columns: {
    flow: 'string',
    workflow_id: 'string',
    position: 'string',
    lease_owner: 'string',
    lease_until: 'number',
    page_execution: 'string',
    told_until: 'number',
  },
};

export const LEDGER: Table = {
  name: 'channelsync_ledger',
  columns: { flow: 'string', source_key: 'string', target_id: 'string', state: 'string', outcome: 'string', number: 'string' },
};

export const DEAD_LETTERS: Table = {
  name: 'channelsync_dead_letters',
  columns: {
    flow: 'string',
    source_key: 'string',
    number: 'string',
    reason: 'string',
    next_step: 'string',
    first_seen: 'string',
    last_seen: 'string',
    attempts: 'number',
  },
};

export const RUNS: Table = {
  name: 'channelsync_runs',
  columns: {
    flow: 'string',
    execution_id: 'string',
    status: 'string',
    started_at: 'string',
    finished_at: 'string',
    read: 'number',
    written: 'number',
    skipped: 'number',
    failed: 'number',
    reason: 'string',
    next_step: 'string',
  },
};

const node = (name: string, parameters: Parameters): Draft => ({
  name,
  type: 'n8n-nodes-base.dataTable',
  typeVersion: 1.1,
  parameters,
});

/** Creates the table unless it is there. Twelve first runs at once made five of them fail here (n8n.md 5.3), hence the retry. */
export const ensureTable = (name: string, table: Table): Draft => ({
  ...node(name, {
    resource: 'table',
    operation: 'create',
    tableName: table.name,
    columns: { column: Object.entries(table.columns).map(([column, type]) => ({ name: column, type })) },
    options: { createIfNotExists: true },
  }),
  executeOnce: true,
  retryOnFail: true,
  maxTries: 5,
  waitBetweenTries: 1000,
});

export interface Where {
  column: string;
  /** Equal when left out. */
  is?: 'eq' | 'neq' | 'lt' | 'gt';
  value: string | number;
}

type Values = Record<string, string | number | boolean>;

const byId = (id: string) => ({ __rl: true, mode: 'id', value: id });

const filters = (where: Where[]): Parameters => ({
  matchType: 'allConditions',
  filters: { conditions: where.map(({ column, is, value }) => ({ keyName: column, condition: is ?? 'eq', keyValue: value })) },
});

const columns = (values: Values): Parameters => ({
  columns: { mappingMode: 'defineBelow', value: values, matchingColumns: [], schema: [] },
});

const rowNode = (name: string, operation: string, tableId: string, parameters: Parameters): Draft =>
  node(name, { resource: 'row', operation, dataTableId: byId(tableId), ...parameters });

/** A read that finds nothing still passes one empty item on, so that the branch goes on. */
export const getRows = (name: string, tableId: string, where: Where[], limit = 1): Draft => ({
  ...rowNode(name, 'get', tableId, { ...filters(where), limit }),
  alwaysOutputData: true,
});

/** Per input item: the rows found, and nothing for items without one. */
export const findRows = (name: string, tableId: string, where: Where[]): Draft =>
  rowNode(name, 'get', tableId, { ...filters(where), limit: 1 });

export const insertRow = (name: string, tableId: string, values: Values): Draft =>
  rowNode(name, 'insert', tableId, { ...columns(values), options: {} });

export const updateRows = (name: string, tableId: string, where: Where[], values: Values): Draft =>
  rowNode(name, 'update', tableId, { ...filters(where), ...columns(values), options: {} });

export const upsertRow = (name: string, tableId: string, where: Where[], values: Values): Draft =>
  rowNode(name, 'upsert', tableId, { ...filters(where), ...columns(values), options: {} });

export const deleteRows = (name: string, tableId: string, where: Where[]): Draft =>
  rowNode(name, 'deleteRows', tableId, { ...filters(where), options: {} });

/** Passes on the input items for which no row exists. */
export const withoutRow = (name: string, tableId: string, where: Where[]): Draft =>
  rowNode(name, 'rowNotExists', tableId, filters(where));
