import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { deleteRows, findRows, insertRow, updateRows, withoutRow, withRow, type Where } from '../tables';
import { againBy, markStarted, OPEN_QUESTION, questionStep, REFUSED, STARTED, unmark } from './started';

/**
 * Books for a target that knows no key and cannot be asked (design.md 6): a record is entered as started before it is
 * handed over and as done after. Whatever has a row is never handed over again; one that a run left started becomes an
 * open question for a person, and its answer is the ledger row: set to done, or deleted.
 */
export function onceLane({ target, booksOf, lookBack }: LeasedFlow, x: Expressions): Lane {
  const here: Where = { column: 'flow', value: x.key };
  const key = (name: string): Where => ({ column: 'source_key', value: `={{ $json.${name} }}` });
  const mark = markStarted({ from: 'Anything New?', to: target.name, ledger: x.pageTable.ledger, flow: x.pageBookKey, at: [13.2, 2.2] });
  const off = unmark(x.pageTable.ledger, x.pageBookKey);
  const marks: Lane = {
    nodes: [...mark.nodes, { draft: off, at: [15, 1.2] }],
    links: [...mark.links, { from: target.name, to: off.name, output: 1 }],
    splices: mark.splices,
  };
  // The flow whose books these are asks its questions itself: what says started may be its own work under way.
  if (booksOf) return marks;
  const question = {
    kind: OPEN_QUESTION,
    reason: 'A run ended between handing this record over and hearing the answer',
    next_step: wrap(questionStep(target, '$json.number', againBy(lookBack))),
    last_seen: x.nowIso,
    told: '',
  };
  return {
    nodes: [
      ...marks.nodes,
      // Above the pages, so that n8n works them first. The run holds the lease, so nobody is at work on what still says started.
      { draft: { ...findRows('Left Started', x.table.ledger, [here, { column: 'state', value: STARTED }], 10000), executeOnce: true }, at: [5, 5.8] },
      { draft: withoutRow('Not Asked Yet', x.table.deadLetters, [here, key('source_key')]), at: [6, 5.8] },
      {
        draft: insertRow('Ask', x.table.deadLetters, {
          flow: x.key,
          source_key: '={{ $json.source_key }}',
          number: '={{ $json.number }}',
          ...question,
          first_seen: x.nowIso,
          attempts: 1,
        }),
        at: [7, 5.8],
      },
      {
        // Refused before, and then a retry was cut off.
        draft: updateRows('Make It a Question', x.table.deadLetters, [here, key('source_key'), { column: 'kind', value: REFUSED }], question),
        at: [8, 5.8],
      },
      { draft: { ...findRows('Open Questions', x.table.deadLetters, [here, { column: 'kind', value: OPEN_QUESTION }], 10000), executeOnce: true }, at: [5, 6.4] },
      { draft: withRow('Answered', x.table.ledger, [here, key('source_key'), { column: 'state', value: 'done' }]), at: [6, 6.4] },
      { draft: deleteRows('Forget Question', x.table.deadLetters, [here, key('source_key')]), at: [7, 6.4] },
    ],
    links: [
      ...marks.links,
      ...chain('Start Run', 'Left Started', 'Not Asked Yet', 'Ask'),
      { from: 'Left Started', to: 'Make It a Question' },
      ...chain('Start Run', 'Open Questions', 'Answered', 'Forget Question'),
    ],
    splices: mark.splices,
  };
}
