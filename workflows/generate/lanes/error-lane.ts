import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { email, postJson, when } from '../nodes';
import { updateRows, type Where } from '../tables';

const error = "$('On Error').first().json";

/**
 * What happens after a run broke off: its lease is freed, its row in the run log says why, and one person is told
 * once. A failing page raises two error runs, its own and its caller's; a killed one raises its error run after the
 * restart (n8n.md 5.3).
 */
export function errorLane(definition: LeasedFlow, x: Expressions): Lane {
  const thisFlow: Where = { column: 'flow', value: x.key };
  const failedRun = wrap(`${error}.execution.id`);
  const reason = `(${error}.execution.error?.message ?? 'The run was cut off')`;
  const nextStep = `(${error}.execution.error?.description ?? 'The next run goes on where this one stopped.')`;
  const text = `'${definition.title} has stopped. ' + ${reason} + '. ' + ${nextStep} + ' No record is lost: a run that works again goes on at the same place.'`;
  const free = (name: string, column: string, flow = x.key) => ({
    ...updateRows(name, x.table.checkpoints, [{ column: 'flow', value: flow }, { column, value: failedRun }], { lease_until: 0 }),
    executeOnce: true,
    alwaysOutputData: true,
  });
  const borrowed = definition.booksOf
    ? [{ draft: free('Free Borrowed Lease', 'lease_owner', x.bookKey), at: [12.5, 8.3] as [number, number] }]
    : [];
  // A page that failed by hand raises no error run of its caller, whose row is found through the lease.
  const run = wrap(`$('Free Lease of Page').first().json.lease_owner ?? $('Free Lease of Run').first().json.lease_owner ?? ${error}.execution.id`);
  return {
    nodes: [
      { draft: free('Free Lease of Run', 'lease_owner'), at: [11, 7.6] },
      { draft: free('Free Lease of Page', 'page_execution'), at: [12, 7.6] },
      ...borrowed,
      {
        draft: {
          ...updateRows('Mark Run Failed', x.table.runs, [thisFlow, { column: 'execution_id', value: run }], {
            status: 'failed',
            finished_at: x.nowIso,
            reason: wrap(reason),
            next_step: wrap(nextStep),
          }),
          alwaysOutputData: true,
          executeOnce: true,
        },
        at: [13, 7.6],
      },
      {
        draft: {
          ...updateRows(
            'First to Tell',
            x.table.checkpoints,
            [thisFlow, { column: 'workflow_id', value: '={{ $workflow.id }}' }, { column: 'told_until', is: 'lt', value: x.now }],
            { told_until: wrap(`Date.now() + ${x.setting('alertAgainHours')} * 3600000`) },
          ),
          executeOnce: true,
          // A store that takes no more rows must not keep anybody from hearing of it.
          onError: 'continueRegularOutput',
        },
        at: [14, 7.6],
      },
      { draft: email('E-mail About Error', `${definition.title} has stopped`, wrap(text)), at: [15, 7.6] },
      {
        draft: { ...when('Alert Address Set?', { left: wrap(x.setting('alertUrl')), is: 'notEmpty' }), executeOnce: true },
        at: [16, 7.6],
      },
      { draft: postJson('Alert About Error', wrap(x.setting('alertUrl')), wrap(`JSON.stringify({ text: ${text} })`)), at: [17, 7.6] },
    ],
    links: chain('Free Lease of Run', 'Free Lease of Page', ...borrowed.map(({ draft }) => draft.name), 'Mark Run Failed', 'First to Tell', 'E-mail About Error', 'Alert Address Set?', 'Alert About Error'),
  };
}
