import type { Setting } from './types';

/** The switches every flow has; a flow may give one another value or add its own. */
export const COMMON_SETTINGS: Setting[] = [
  { name: 'enabled', type: 'boolean', value: true, meaning: 'Off: the flow does nothing, whatever starts it' },
  {
    name: 'connection',
    type: 'string',
    value: 'main',
    meaning: 'Name of this connection. Copies of the flow for other accounts need a name of their own',
  },
  {
    name: 'startFrom',
    type: 'string',
    value: '',
    meaning: 'Where the very first run begins: 2026-01-31T08:00:00Z or 2026-01-31 08-00-00. Empty: the moment of the first run',
  },
  { name: 'pageSize', type: 'number', value: 100, meaning: 'Rows read per page; each page is one sub-execution' },
  {
    name: 'leaseMinutes',
    type: 'number',
    value: 10,
    meaning: 'How long a run may work on one page before another run may take over. Longer than the slowest page',
  },
  { name: 'keepDays', type: 'number', value: 90, meaning: 'How long the ledger and the run log are kept' },
  {
    name: 'alertUrl',
    type: 'string',
    value: '',
    meaning: 'Address of a chat or alarm webhook that takes a JSON POST with a text. Empty: no message',
  },
  { name: 'alertAgainHours', type: 'number', value: 6, meaning: 'How long the same trouble is not told again' },
];
