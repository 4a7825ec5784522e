import { wrap, type Expressions } from '../expressions';
import { heartbeat, refusalOf, refuseMethod, type Exclusion } from '../heartbeat';
import type { Lane, LeasedFlow } from '../leased-flow';
import { updateRows, type Where } from '../tables';
import type { Draft } from '../types';

/**
 * Asks for the other method once the run holds its lease and has its row in the run log: a refusal stands there and is
 * told like any other end. It gives the lease back itself, as n8n raises no error run for a run by hand.
 */
export function methodLane({ pair, wokenBy }: LeasedFlow, excludes: Exclusion, x: Expressions): Lane {
  const mine: Where[] = [
    { column: 'flow', value: x.key },
    { column: 'lease_owner', value: x.me },
  ];
  const still = (draft: Draft): Draft => ({ ...draft, alwaysOutputData: true });
  const refused = updateRows('Mark Run Refused', x.table.runs, [{ column: 'execution_id', value: x.me }], {
    status: 'failed',
    finished_at: x.nowIso,
    reason: wrap(refusalOf(excludes)),
    next_step: `Keep one of the methods ${excludes.other} and ${excludes.method}.`,
  });
  const lane = heartbeat({
    ...excludes,
    pair,
    connection: x.setting('connection'),
    at: [10.6, 10.8],
    refuse: [still(refused), still(updateRows('Give Lease Up', x.table.checkpoints, mine, { lease_until: 0 })), refuseMethod(excludes)],
  });
  return {
    nodes: lane.nodes,
    links: lane.links,
    splices: [{ from: wokenBy ? 'Take Note Away' : 'Start Run', to: 'First Page', first: lane.first, last: lane.last, output: lane.output }],
  };
}
