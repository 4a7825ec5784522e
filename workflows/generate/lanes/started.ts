import type { Lane, LeasedFlow } from '../leased-flow';
import { set, splitOut } from '../nodes';
import { wrap } from '../expressions';
import { deleteRows, upsertRow } from '../tables';
import type { Draft, Target } from '../types';

/** State of a ledger row whose record may or may not have arrived. */
export const STARTED = 'started';

/** Kind of a dead letter that only a person can settle. */
export const OPEN_QUESTION = 'open question';

export const REFUSED = 'refused';

/** Who takes a record up again after a person found it missing: a flow that looks back does so itself. */
export const againBy = (lookBack: LeasedFlow['lookBack']): string | undefined => (lookBack ? 'the next run' : undefined);

/** Expression: what a person does with an open question. */
export const questionStep = (target: Target, number: string, again = 'retry-dead-letters'): string =>
  `'Look in the account behind ' + '${target.name}' + ' whether ' + ${number} + ' is there. If it is, set its state to done in the data table channelsync_ledger; if not, delete that row, and ${again} hands it over again.'`;

/** Columns of a dead letter, said by the problem in `error`, an expression; `number` is one, too. */
export function letterOf(target: Target, once: boolean | undefined, error: string, number: string, again?: string) {
  if (!once) return { kind: REFUSED, next_step: wrap(`${error}.nextStep`) };
  const refused = `${error}.kind === '${REFUSED}'`;
  return {
    kind: wrap(`${refused} ? '${REFUSED}' : '${OPEN_QUESTION}'`),
    next_step: wrap(`${refused} ? ${error}.nextStep : ${questionStep(target, number, again)}`),
  };
}

/** Expression: the problem makes a dead letter. */
export const makesLetter = (once: boolean | undefined): string =>
  wrap(once ? `['${REFUSED}', 'unknown'].includes($json.error?.kind)` : `$json.error?.kind === '${REFUSED}'`);

/** Takes the mark off again where the record surely did not arrive, being refused or not even sent. */
export const unmark = (ledger: string, flow: string): Draft =>
  deleteRows('Not Started After All', ledger, [
    { column: 'flow', value: flow },
    { column: 'source_key', value: wrap(`['${REFUSED}', 'unavailable'].includes($json.error?.kind) ? $json.key : ''`) },
    { column: 'state', value: STARTED },
  ]);

export interface MarkStarted {
  /** Items with key and number, on this node's first output. */
  from: string;
  to: string;
  ledger: string;
  flow: string;
  at: [number, number];
}

/** Enters every item into the ledger before any of them is handed over, and then gives the very same items on. */
export function markStarted({ from, to, ledger, flow, at: [column, row] }: MarkStarted): Required<Lane> {
  return {
    nodes: [
      {
        draft: upsertRow(
          'Mark Started',
          ledger,
          [
            { column: 'flow', value: flow },
            { column: 'source_key', value: '={{ $json.key }}' },
          ],
          { flow, source_key: '={{ $json.key }}', target_id: '', state: STARTED, outcome: '', number: '={{ $json.number }}' },
        ),
        at: [column, row],
      },
      {
        draft: { ...set('Started', [{ name: 'items', type: 'array', value: `={{ $('${from}').all().map((item) => item.json) }}` }]), executeOnce: true },
        at: [column + 0.6, row],
      },
      { draft: splitOut('Split Started', 'items'), at: [column + 1.2, row] },
    ],
    links: [
      { from: 'Mark Started', to: 'Started' },
      { from: 'Started', to: 'Split Started' },
    ],
    splices: [{ from, to, first: 'Mark Started', last: 'Split Started' }],
  };
}
