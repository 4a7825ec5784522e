import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const COLUMNS =
  'order-id order-item-id purchase-date payments-date buyer-email buyer-name buyer-phone-number sku product-name quantity-purchased currency item-price item-tax shipping-price shipping-tax ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country ship-phone-number bill-name bill-address-1 bill-address-2 bill-address-3 bill-city bill-state bill-postal-code bill-country item-promotion-discount item-promotion-id ship-promotion-discount ship-promotion-id delivery-start-date delivery-end-date delivery-time-zone delivery-Instructions sales-channel is-prime'.split(
    ' ',
  );

const NAMES = ['Jörg Muster', 'Änne Probekäufer', 'Sören Testmüller', 'Zoë Großbeispiel', 'Erika Beispiel'];
const TITLES = ['Schreibtischlampe "Größe L", 12" Schirm', 'Übungsheft kariert, 5er-Pack', 'Kabel 3 m, "weiß', 'Beispielartikel mit einem Titel von üblicher Länge und Angaben in Klammern (2 Stück)'];

function rowOf(index: number): string {
  const pick = (list: readonly string[]): string => list[index % list.length] as string;
  const number = String(index).padStart(7, '0');
  const name = pick(NAMES);
  const address = [`Musterweg ${index % 180}`, index % 7 === 0 ? '3. OG links' : '', '', 'Köln', '', '50667', 'DE'];
  return [
    `305-${number}-0000000`,
    String(61_000_000_000_000 + index),
    '2026-05-04T08:15:30+00:00',
    '2026-05-04T08:45:30+00:00',
    `buyer${number}@marketplace.example.com`,
    name,
    '+49 000 000000',
    `SKU-${index % 997}`,
    pick(TITLES),
    String(1 + (index % 3)),
    'EUR',
    `${10 + (index % 90)}.99`,
    '0.00',
    '3.99',
    '0.00',
    'Standard',
    name,
    ...address,
    '+49 000 000000',
    name,
    ...address,
    index % 5 === 0 ? '-1.30' : '0.00',
    index % 5 === 0 ? 'PAWS-V2-1' : '',
    '0.00',
    '',
    '',
    '',
    '',
    '',
    'Amazon.de',
    index % 4 === 0 ? 'true' : 'false',
  ].join('\t');
}

/** An order report of at least this many bytes, always the same for the same size. */
export async function writeReport(file: string, bytes: number): Promise<{ bytes: number; rows: number }> {
  const out = createWriteStream(file);
  let written = 0;
  let rows = 0;
  let piece = `${COLUMNS.join('\t')}\r\n`;
  while (written < bytes) {
    for (let line = 0; line < 1_000; line += 1, rows += 1) piece += `${rowOf(rows)}\r\n`;
    const buffer = Buffer.from(piece);
    written += buffer.length;
    if (!out.write(buffer)) await once(out, 'drain');
    piece = '';
  }
  out.end();
  await once(out, 'finish');
  return { bytes: written, rows };
}
