import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { keepWhen, set, splitOut } from '../nodes';
import { PAGE } from '../page';
import { API_LOG, deleteRows, ensureTable, insertRow, oldestRows, type Where } from '../tables';
import { isBookSource, isLaneSource, stepOf, type ChannelStep, type Setting } from '../types';

const HOURS = 48;

export const API_LOG_SETTING: Setting = {
  name: 'logApiRequests',
  type: 'boolean',
  value: false,
  meaning: `On: every call to both systems (time, method, path, status) goes into the data table channelsync_api_log. It stops by itself after ${HOURS} hours; switching it off empties the log of this flow, switching it on again begins anew`,
};

const asks = (step: ChannelStep): ChannelStep => ({ ...step, parameters: { ...step.parameters, logRequests: wrap(`Boolean(${PAGE}.tables.apiLog)`) } });

/** The flow with its nodes telling their calls while the log runs; books call nobody. */
export function logging(definition: LeasedFlow): LeasedFlow {
  const { source, target } = definition;
  return { ...definition, source: isBookSource(source) || isLaneSource(source) ? source : asks(source), target: asks(stepOf(target)) };
}

/** Expression part: id of the table while the log is switched on and its first row is young enough, else an empty text. */
export function loggedTo({ setting }: Expressions): string {
  const began = "new Date($('First Call Logged').first().json.createdAt ?? Date.now()).getTime()";
  return `${setting('logApiRequests')} && Date.now() - ${began} < ${HOURS * 3_600_000} ? $('Ensure API Log').first().json.id : ''`;
}

/** Writes down what the nodes of a page called; a log that cannot be written stops nobody. */
export function apiLogLane({ source, target, once }: LeasedFlow, x: Expressions): Lane {
  const log = wrap("$('Ensure API Log').first().json.id");
  const ofFlow: Where = { column: 'flow', value: x.key };
  const whenOff = wrap(`${x.setting('logApiRequests')} ? '1970-01-01T00:00:00.000Z' : new Date().toISOString()`);
  const calls = '($json.requests ?? $json.error?.requests ?? [])';
  const columns = Object.keys(API_LOG.columns).filter((column) => column !== 'flow');
  const written = insertRow('Write Calls', wrap(`${PAGE}.tables.apiLog`), {
    flow: x.pageKey,
    ...Object.fromEntries(columns.map((column) => [column, `={{ $json.${column} }}`])),
  });
  return {
    nodes: [
      { draft: ensureTable('Ensure API Log', API_LOG), at: [8.2, 4.4] },
      { draft: { ...oldestRows('First Call Logged', log, [ofFlow]), executeOnce: true }, at: [9.2, 4.4] },
      {
        draft: { ...deleteRows('Empty API Log', log, [ofFlow, { column: 'createdAt', is: 'lt', value: whenOff }]), executeOnce: true, alwaysOutputData: true },
        at: [10.2, 4.4],
      },
      // Above the rest of the page, so that n8n works them first.
      { draft: keepWhen('Calls to Log', wrap(`${calls}.length > 0`)), at: [8, -1.5] },
      { draft: set('Logged Calls', [{ name: 'calls', type: 'array', value: wrap(calls) }]), at: [9, -1.5] },
      { draft: splitOut('Split Calls', 'calls'), at: [10, -1.5] },
      { draft: { ...written, onError: 'continueRegularOutput' }, at: [11, -1.5] },
    ],
    links: [
      ...chain('Ensure API Log', 'First Call Logged', 'Empty API Log'),
      ...chain('Calls to Log', 'Logged Calls', 'Split Calls', 'Write Calls'),
      { from: source.name, to: 'Calls to Log' },
      { from: target.name, to: 'Calls to Log' },
      { from: target.name, to: 'Calls to Log', output: 1 },
    ],
    splices: [{ from: 'Ensure Runs', to: once ? 'Prune Runs' : 'Prune Ledger', first: 'Ensure API Log', last: 'Empty API Log' }],
  };
}
