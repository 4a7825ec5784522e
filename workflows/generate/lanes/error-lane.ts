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
  const text = `'${definition.title}: ' + ${reason} + ' Nothing was lost: the next run goes on where this one stopped.'`;
  return {
    nodes: [
      {
        draft: {
          ...updateRows('Free the Lease', x.table.checkpoints, [thisFlow, { column: 'lease_owner', value: failedRun }], { lease_until: 0 }),
          alwaysOutputData: true,
        },
        at: [7, 7],
      },
      {
        draft: {
          ...updateRows('Mark Run Failed', x.table.runs, [{ column: 'execution_id', value: failedRun }], {
            status: 'failed',
            finished_at: x.nowIso,
            next_step: wrap(reason),
          }),
          alwaysOutputData: true,
          executeOnce: true,
        },
        at: [8, 7],
      },
      {
        draft: {
          ...updateRows('First to Tell', x.table.checkpoints, [thisFlow, { column: 'told_until', is: 'lt', value: x.now }], {
            told_until: wrap(`Date.now() + ${x.setting('alertAgainHours')} * 3600000`),
          }),
          executeOnce: true,
        },
        at: [9, 7],
      },
      { draft: email('E-mail About Error', `${definition.title} has stopped`, wrap(text)), at: [10, 7] },
      {
        draft: { ...when('Alert Address Set?', { left: wrap(x.setting('alertUrl')), is: 'notEmpty' }), executeOnce: true },
        at: [11, 7],
      },
      { draft: postJson('Alert About Error', wrap(x.setting('alertUrl')), wrap(`JSON.stringify({ text: ${text} })`)), at: [12, 7] },
    ],
    links: chain('Free the Lease', 'Mark Run Failed', 'First to Tell', 'E-mail About Error', 'Alert Address Set?', 'Alert About Error'),
  };
}
