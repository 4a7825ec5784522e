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
    woken_at: 'number',
  },
};

export const LEDGER: Table = {
  name: 'channelsync_ledger',
  columns: {
    flow: 'string',
    source_key: 'string',
    target_id: 'string',
    state: 'string',
    outcome: 'string',
    number: 'string',
    /** Whether the buyer's e-mail is due or sent, where a flow sends one, and what it has to say. */
    mail: 'string',
    note: 'string',
    /** What a later flow still has to hand back to the source; empty as soon as it has. */
    link: 'string',
  },
};

export const DEAD_LETTERS: Table = {
  name: 'channelsync_dead_letters',
  columns: {
    flow: 'string',
    source_key: 'string',
    number: 'string',
    kind: 'string',
    reason: 'string',
    next_step: 'string',
    first_seen: 'string',
    last_seen: 'string',
    attempts: 'number',
    told: 'string',
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

/** What was told by `errors`: one row per workflow and kind of trouble, so that one of several error runs speaks. */
export const ALERTS: Table = {
  name: 'channelsync_alerts',
  columns: { workflow_id: 'string', workflow: 'string', trouble: 'string', told_until: 'number', told_by: 'string' },
};

/** One row per way of connecting the same accounts, where two of them exclude each other (heartbeat.ts). */
export const HEARTBEATS: Table = {
  name: 'channelsync_heartbeats',
  columns: { scope: 'string', method: 'string', workflow: 'string', workflow_id: 'string', beat_at: 'number' },
};

/**
 * What a store that is asked from outside has to tell: a row for each version of a record, never changed afterwards, so
 * that a window that has passed always gives the same pages.
 */
export const STORE_ORDERS: Table = {
  name: 'channelsync_store_orders',
  columns: { flow: 'string', source_key: 'string', number: 'string', ready_at: 'number', record: 'string' },
};

/** What somebody has told and not all is done for yet. */
export const STORE_NOTICES: Table = {
  name: 'channelsync_store_notices',
  columns: { flow: 'string', source_key: 'string', number: 'string', record: 'string' },
};

/** Calls of flows whose operator wants to see them, without queries and bodies. */
export const API_LOG: Table = {
  name: 'channelsync_api_log',
  columns: { flow: 'string', vendor: 'string', at: 'string', operation: 'string', method: 'string', path: 'string', status: 'string', ms: 'number' },
};

/** What a SKU of ours is called at a channel; filled in by the operator. `account` is a connection, or empty for all. */
export const SKU_MAP: Table = {
  name: 'channelsync_sku_map',
  columns: { our_sku: 'string', channel: 'string', account: 'string', channel_sku: 'string' },
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
  is?: 'eq' | 'neq' | 'lt' | 'gt' | 'like';
  value: string | number;
}

export type Values = Record<string, string | number | boolean>;

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

export const oldestFirst = ({ parameters, ...draft }: Draft): Draft => ({
  ...draft,
  parameters: { ...parameters, orderBy: true, orderByColumn: 'id', orderByDirection: 'ASC' },
});

/** {@link getRows}, the oldest row first. */
export const oldestRows = (name: string, tableId: string, where: Where[], limit = 1): Draft => oldestFirst(getRows(name, tableId, where, limit));

/** {@link getRows} without a limit. */
export const allRows = (name: string, tableId: string, where: Where[]): Draft => ({
  ...rowNode(name, 'get', tableId, { ...filters(where), returnAll: true }),
  alwaysOutputData: true,
});

/** Per input item: the rows found, and nothing for items without one. */
export const findRows = (name: string, tableId: string, where: Where[], limit = 1): Draft =>
  rowNode(name, 'get', tableId, { ...filters(where), limit });

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

/** Passes on the input items for which a row exists. */
export const withRow = (name: string, tableId: string, where: Where[]): Draft => rowNode(name, 'rowExists', tableId, filters(where));
