import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from '../http';
import { ControlError, type Room } from '../room';
import { cellsOf, windows1252 } from './letters';

/** Places in the shared folder, as the templates name them. */
const PLACES = ['orders', 'despatch', 'stock', 'labels'] as const;

/**
 * The person at Hyreka's desk: takes up the order files of a folder and exports lists into it. Nothing here answers calls,
 * since Hyreka has no interface (hyreka.md §1).
 */
export default function hyrekaRoom(): Room {
  let folder = '';
  let despatched: string[] = [];
  let levels: Record<string, number> = {};
  let lists = 0;

  const filesIn = (place: string): string[] => {
    if (folder === '' || !existsSync(join(folder, place))) return [];
    return readdirSync(join(folder, place)).sort();
  };
  const lay = (place: string, name: string, rows: string[][]): string => {
    if (folder === '') throw new ControlError(400, "Hyreka's desk has no folder: POST /_sandbox/hyreka/folder {path} first");
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, name), Buffer.from(rows.map((row) => `${row.join(';')}\r\n`).join(''), 'latin1'));
    return name;
  };

  /** Order numbers of one file, each once: the column the import is mapped by. */
  function ordersOf(name: string): string[] {
    const [headings = [], ...rows] = cellsOf(windows1252(readFileSync(join(folder, 'orders', name))));
    const at = headings.indexOf('Auftragsnummer');
    return at < 0 ? [] : [...new Set(rows.map((row) => row[at] ?? ''))];
  }

  const taken = (): string[] => filesIn('orders').flatMap(ordersOf);

  return {
    name: 'hyreka',
    assumptions: [],
    mounts: [],
    seed: () => ({}),
    state: () => ({ folder, files: Object.fromEntries(PLACES.map((place) => [place, filesIn(place)])) }),
    sync: () => ({
      // Files come without a call.
      orders: { outgoing: [], incoming: taken(), writePath: '^$' },
      shipments: { outgoing: despatched, incoming: [] },
      stock: { outgoing: Object.entries(levels).map(([sku, amount]) => `${sku}=${amount}`), incoming: [] },
    }),
    reset: () => {
      despatched = [];
      levels = {};
      lists = 0;
      for (const place of PLACES) for (const name of filesIn(place)) rmSync(join(folder, place, name));
    },
    credentials: () => [],
    tooManyRequests: () => text(404, 'Hyreka answers no calls'),
    failure: () => text(404, 'Hyreka answers no calls'),
    controls: {
      /** {path}: the folder that is shared with n8n. */
      folder: (body) => {
        folder = String(body.path ?? '');
        for (const place of PLACES) mkdirSync(join(folder, place), { recursive: true });
        return { folder };
      },
      /** {orderIds? (or orders?)}: a despatch list of these orders, without ids of all that were taken up and not sent yet. */
      despatch: (body) => {
        const wanted = ((body.orderIds ?? body.orders) as string[] | undefined) ?? [...new Set(taken())].filter((id) => !despatched.includes(id));
        if (wanted.length === 0) return { despatched: [] };
        lists += 1;
        const rows = wanted.map((id) => [id, 'DHL', `00340434161097${id.slice(-6)}`, 'Müller & Söhne']);
        const file = lay('despatch', `versand-${String(lists).padStart(4, '0')}.csv`, [['Auftragsnummer', 'Versanddienstleister', 'Sendungsnummer', 'Empfänger'], ...rows]);
        despatched = [...despatched, ...wanted];
        return { despatched: wanted, file };
      },
      /** {levels: {SKU: n}, file?}: exports the stock list anew. */
      restock: (body) => {
        // An article number the program's letters cannot write is none of its articles.
        const wanted = Object.entries((body.levels ?? {}) as Record<string, number>).filter(([sku]) => /^[\x20-\x7e\xa0-\xff]+$/.test(sku));
        levels = { ...levels, ...Object.fromEntries(wanted) };
        const rows = Object.entries(levels).map(([sku, amount]) => [sku, 'Größe L', String(amount), String(amount)]);
        return { file: lay('stock', String(body.file ?? 'bestand.csv'), [['Artikel-Nr.', 'Bezeichnung', 'Bestand', 'Verfügbar'], ...rows]) };
      },
    },
  };
}
