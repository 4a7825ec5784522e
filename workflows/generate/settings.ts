import type { Setting } from './types';

export const pageSize = (value: number): Setting => ({ name: 'pageSize', type: 'number', value, meaning: 'How much is read and written in one go' });

/** The switches every flow has; a flow may give one another value or add its own. */
export const COMMON_SETTINGS: Setting[] = [
  { name: 'enabled', type: 'boolean', value: true, meaning: 'Off: the flow does nothing, whatever starts it' },
  {
    name: 'connection',
    type: 'string',
    value: 'main',
    meaning: 'Name of this connection. A copy for other accounts needs its own; renaming a running flow makes it begin anew',
  },
  {
    name: 'startFrom',
    type: 'string',
    value: '',
    meaning: 'Where the very first run begins, in UTC: 2026-01-31T08:00:00Z or 2026-01-31 08-00-00. Empty: the moment of the first run',
  },
  pageSize(100),
  {
    name: 'leaseMinutes',
    type: 'number',
    value: 10,
    meaning: 'After how many minutes without a sign of life another run may take over',
  },
  { name: 'keepDays', type: 'number', value: 90, meaning: 'How many days the data tables remember what was done' },
  {
    name: 'alertUrl',
    type: 'string',
    value: '',
    meaning: 'Address of a chat or alarm webhook that takes a JSON POST with a text. Empty: no message',
  },
  { name: 'alertAgainHours', type: 'number', value: 6, meaning: 'How long the same trouble is not told again' },
];

/** Order data holds buyers' addresses: what went well is counted in the run log and not kept by n8n. */
export const KEPT_EXECUTIONS = { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all', saveManualExecutions: true };
