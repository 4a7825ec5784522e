/** The expressions several lanes share; each stands here once. */
export interface Expressions {
  /** Key of the flow's books, in the run that holds the lease. */
  key: string;
  /** The same in a page's sub-execution. */
  pageKey: string;
  /** A setting, in the run that holds the lease. */
  setting(name: string): string;
  now: string;
  nowIso: string;
  me: string;
  table: { checkpoints: string; ledger: string; deadLetters: string; runs: string };
  pageTable: { checkpoints: string; ledger: string; deadLetters: string };
  leaseEnd: string;
}

export const wrap = (code: string): string => `={{ ${code} }}`;

export function expressionsOf({ pair, flow }: { pair: string; flow: string }): Expressions {
  const setting = (name: string) => `$('Settings').first().json.${name}`;
  const tableId = (node: string) => wrap(`$('${node}').first().json.id`);
  const pageTable = (name: string) => wrap(`$('Page of Work').first().json.tables.${name}`);
  return {
    key: wrap(`'${pair}/${flow}/' + ${setting('connection')}`),
    pageKey: wrap(`'${pair}/${flow}/' + $('Page of Work').first().json.settings.connection`),
    setting,
    now: wrap('Date.now()'),
    nowIso: wrap('new Date().toISOString()'),
    me: wrap('$execution.id'),
    table: {
      checkpoints: tableId('Ensure Checkpoints'),
      ledger: tableId('Ensure Ledger'),
      deadLetters: tableId('Ensure Dead Letters'),
      runs: tableId('Ensure Runs'),
    },
    pageTable: { checkpoints: pageTable('checkpoints'), ledger: pageTable('ledger'), deadLetters: pageTable('deadLetters') },
    leaseEnd: wrap(`Date.now() + ${setting('leaseMinutes')} * 60000`),
  };
}
