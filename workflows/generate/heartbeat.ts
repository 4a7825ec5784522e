/**
 * Two ways of connecting the same accounts that must not both be at work: each run of one notes itself in the books, and
 * refuses while the other's note is fresh. A refused run leaves no note, so the way that was there first goes on.
 */
import { chain, type Link, type Placed } from './assemble';
import { wrap } from './expressions';
import { stop, when } from './nodes';
import { deleteRows, ensureTable, HEARTBEATS, oldestRows, upsertRow, type Where } from './tables';
import type { Draft } from './types';

/** What excludes what, in the words of the pair's README: methods are called by their numbers. */
export interface Exclusion {
  method: string;
  other: string;
  /** How long after its last run the other method counts as at work. */
  freshHours: number;
}

export interface Heartbeat extends Exclusion {
  pair: string;
  /** Expression part: the name of the connection. The same name means the same accounts. */
  connection: string;
  /** Where the first node stands; the others stand to the right of it and below. */
  at: [column: number, row: number];
  /** What a refused run does, one step behind the other; without it, it stops with {@link refusalOf} as its error. */
  refuse?: Draft[];
}

export interface HeartbeatNodes {
  nodes: Placed[];
  links: Link[];
  first: string;
  last: string;
  /** Output of `last` on which the run goes on. */
  output: 1;
}

const LOOK = 'Other Method';
const LOOK_AGAIN = 'Other Method Again';
const BEAT = 'Note Own Method';

/** Expression part: why a run is refused and what to do about it. */
export function refusalOf({ method, other, freshHours }: Exclusion): string {
  const row = `($('${LOOK_AGAIN}').isExecuted ? $('${LOOK_AGAIN}').first().json : $('${LOOK}').first().json)`;
  return [
    `'Method ${other} is at work on this connection: the workflow ' + ${row}.workflow + ' ran last at ' + new Date(${row}.beat_at).toISOString().slice(0, 16).replace('T', ' ') + ' UTC. `,
    `Methods ${method} and ${other} do the same work in opposite directions, and with both of them an order could be sent twice, so this run of method ${method} did nothing. `,
    `Keep one of them. To stay with method ${other}, unpublish this workflow. To change to method ${method}, unpublish the workflows of method ${other} and wait ${freshHours} hours, `,
    `or delete the row with method ${other} from the data table ${HEARTBEATS.name}. For other accounts give this copy another name in Settings > connection.'`,
  ].join('');
}

export const refuseMethod = (exclusion: Exclusion): Draft => stop('Refuse This Method', wrap(refusalOf(exclusion)));

/**
 * Looks, notes itself, looks again: of two first runs at once both may find nobody at first, and then the one whose note
 * is older stays.
 */
export function heartbeat({ pair, connection, at: [column, row], refuse, ...exclusion }: Heartbeat): HeartbeatNodes {
  const { method, other, freshHours } = exclusion;
  const table = wrap("$('Ensure Heartbeats').first().json.id");
  const scope: Where = { column: 'scope', value: wrap(`'${pair}/' + ${connection}`) };
  const mine: Where[] = [scope, { column: 'method', value: method }];
  const fresh: Where[] = [scope, { column: 'method', value: other }, { column: 'beat_at', is: 'gt', value: wrap(`Date.now() - ${freshHours} * 3600000`) }];
  const ends = refuse ?? [refuseMethod(exclusion)];
  const names = ends.map(({ name }) => name);
  const once = (draft: Draft): Draft => ({ ...draft, executeOnce: true });
  return {
    nodes: [
      { draft: ensureTable('Ensure Heartbeats', HEARTBEATS), at: [column, row] },
      { draft: once(oldestRows(LOOK, table, fresh)), at: [column + 1, row] },
      { draft: once(when('Other Method at Work?', { left: '={{ $json.id }}', is: 'exists' })), at: [column + 2, row] },
      {
        draft: once(
          upsertRow(BEAT, table, mine, {
            scope: scope.value,
            method,
            workflow: '={{ $workflow.name }}',
            workflow_id: '={{ $workflow.id }}',
            beat_at: wrap('Date.now()'),
          }),
        ),
        at: [column + 3, row],
      },
      { draft: once(oldestRows(LOOK_AGAIN, table, fresh)), at: [column + 4, row] },
      {
        draft: once(when('Was It There First?', { left: wrap(`Boolean($json.id) && $json.id < $('${BEAT}').first().json.id`), is: 'true' })),
        at: [column + 5, row],
      },
      { draft: once({ ...deleteRows('Take Note Back', table, mine), alwaysOutputData: true }), at: [column + 5, row + 1] },
      ...ends.map((draft, index): Placed => ({ draft: once(draft), at: [column + 6 + index, row + 1] })),
    ],
    links: [
      ...chain('Ensure Heartbeats', LOOK, 'Other Method at Work?', ...names),
      { from: 'Other Method at Work?', to: BEAT, output: 1 },
      ...chain(BEAT, LOOK_AGAIN, 'Was It There First?', 'Take Note Back', ...names.slice(0, 1)),
    ],
    first: 'Ensure Heartbeats',
    last: 'Was It There First?',
    output: 1,
  };
}
