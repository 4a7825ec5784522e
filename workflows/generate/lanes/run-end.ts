/** How a run ends that has come to the last page. One of which a channel did not get its share fails, behind all others. */
import { wrap } from '../expressions';
import type { Lane } from '../leased-flow';
import { stop, when } from '../nodes';
import { isLaneTarget, isRouted, type LaneTarget, type Target } from '../types';
import { LEFT_TEXTS } from './routed-target';

/** Expression part: the flow's row. First runs at once may each have made one; the oldest is the one that stays. */
export const ROW = "$('Take Lease').all().reduce((oldest, item) => (item.json.id < oldest.json.id ? item : oldest)).json";

const OTHERS = 'The other channels have their levels; the next run sends this one what is missing.';

/** Expression parts, and what comes behind the release of the lease. */
export interface RunEnd extends Lane {
  /** Whether the flow writes into several systems. */
  several: boolean;
  status: string;
  reason: string;
  nextStep: string;
  toldUntil: number | string;
}

function endOfSeveral({ lanes }: LaneTarget, page: string, usual: RunEnd): RunEnd {
  // An empty text is a channel that is not connected.
  const troubles = `Object.entries(${page}.left ?? {}).filter((entry) => entry[1])`;
  const titles = `({ ${lanes.map(({ channel, title }) => `${channel}: '${title}'`).join(', ')} })`;
  const why = `${troubles}.map((entry) => ${titles}[entry[0]] + ': ' + entry[1]).join(' ')`;
  const isAny = `${troubles}.length > 0`;
  return {
    several: true,
    status: `${isAny} ? 'failed' : ${usual.status}`,
    reason: `${isAny} ? ${why} : ${usual.reason}`,
    nextStep: `${isAny} ? '${OTHERS}' : ${usual.nextStep}`,
    // Trouble that lasts is told again only when it is due.
    toldUntil: wrap(`${isAny} ? ${ROW}.told_until : 0`),
    nodes: [
      { draft: { ...when('Every Channel Served?', { left: wrap(`!(${isAny})`), is: 'true' }), executeOnce: true }, at: [11, 6.6] },
      // The lease is free by now: n8n raises no error run for a run by hand.
      { draft: stop('A Channel Is Left', wrap(`${why} + ' ${OTHERS}'`)), at: [12, 6.6] },
    ],
    links: [
      { from: 'Release Lease', to: 'Every Channel Served?' },
      { from: 'Every Channel Served?', to: 'A Channel Is Left', output: 1 },
    ],
  };
}

/** What is left for later is no failure, and is said. */
function endOfRouted(page: string, usual: RunEnd): RunEnd {
  const both = (text: string, left: string) => `[${text}, ${left}].filter(Boolean).join('. ')`;
  return { ...usual, reason: both(usual.reason, LEFT_TEXTS.reason(page)), nextStep: both(usual.nextStep, LEFT_TEXTS.nextStep(page)) };
}

/** @param page expression part: what the last page gave */
export function endOf(target: Target, page: string): RunEnd {
  const usual: RunEnd = {
    several: false,
    status: `${page}.failed > 0 ? 'partly' : 'success'`,
    reason: `${page}.failed > 0 ? 'Some records were refused or are left for the next run' : ''`,
    nextStep: `${page}.failed > 0 ? 'Look into the data table channelsync_dead_letters.' : ''`,
    toldUntil: 0,
    nodes: [],
    links: [],
  };
  if (isRouted(target)) return endOfRouted(page, usual);
  return isLaneTarget(target) ? endOfSeveral(target, page, usual) : usual;
}
