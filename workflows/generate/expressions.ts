import { PAGE, pageSetting } from './page';

/** The expressions several lanes share; each stands here once. */
export interface Expressions {
  /** Key of the flow's books, in the run that holds the lease. */
  key: string;
  /** The same in a page's sub-execution. */
  pageKey: string;
  /** Key of the ledger and the dead letters, in a page; another flow's where its books are worked in. */
  pageBookKey: string;
  /** The same in the run that holds the lease. */
  bookKey: string;
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

export function expressionsOf({ pair, flow, booksOf = flow }: { pair: string; flow: string; booksOf?: string }): Expressions {
  const setting = (name: string) => `$('Settings').first().json.${name}`;
  const tableId = (node: string) => wrap(`$('${node}').first().json.id`);
  const pageTable = (name: string) => wrap(`${PAGE}.tables.${name}`);
  return {
    key: wrap(`'${pair}/${flow}/' + ${setting('connection')}`),
    pageKey: wrap(`'${pair}/${flow}/' + ${pageSetting('connection')}`),
    pageBookKey: wrap(`'${pair}/${booksOf}/' + ${pageSetting('connection')}`),
    bookKey: wrap(`'${pair}/${booksOf}/' + ${setting('connection')}`),
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
